import { spawnSync } from 'node:child_process';

/** One run of a command: wall and processor seconds (its own and its children's), as bash's `time` has them. */
export function timed(command, options = {}) {
  const script = `TIMEFORMAT='%R %U %S'; time "$@" >/dev/null 2>"$ERRORS"`;
  const errors = `/tmp/switchback-bench-${process.pid}.err`;
  const run = spawnSync('bash', ['-c', script, 'bash', ...command], {
    encoding: 'utf8',
    cwd: options.cwd,
    env: { ...process.env, ...options.env, ERRORS: errors },
  });
  if (!(options.fine ?? [0]).includes(run.status)) {
    const said = spawnSync('cat', [errors], { encoding: 'utf8' }).stdout;
    throw new Error(`${command.join(' ')} ended with ${run.status}: ${said.slice(-600)}`);
  }
  const [wall, user, system] = run.stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { wall, cpu: user + system };
}

/** The middle of several runs, by wall time and by processor time each. */
export function median(runs) {
  const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return { wall: middle(runs.map((run) => run.wall)), cpu: middle(runs.map((run) => run.cpu)) };
}

/** Runs `prepare` and `command` `times` times. */
export function repeated(times, prepare, command) {
  const runs = [];
  for (let i = 0; i < times; i++) {
    prepare();
    runs.push(command());
  }
  return median(runs);
}

export const seconds = (value) => value.toFixed(value < 0.1 ? 3 : 2);
