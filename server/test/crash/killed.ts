import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Cut, openWire } from './wire.ts';

const cli = join(import.meta.dirname, '../../../dist/cli.js');
const sqliteChild = join(import.meta.dirname, 'sqliteChild.cjs');

export interface Run {
  /** Exit code; null when it was killed. */
  readonly code: number | null;
  readonly output: string;
  /** Messages (or driver calls) it made. */
  readonly messages: number;
}

/** What happens at the cut, when it is not a SIGKILL with all its connections. */
export interface Manner {
  readonly wireOnly?: boolean;
  readonly signal?: NodeJS.Signals;
}

/**
 * Runs a `migrate` command and kills it (SIGKILL) around its n-th message to the server; on SQLite, which has no wire,
 * around its n-th call of the driver. With `cut` null it runs to its end. With `wireOnly` the process lives on and only
 * its connection is cut; with `signal` it gets that one instead, and the wire stays whole.
 */
export async function runKilled(
  args: readonly string[],
  database: { readonly url: string; readonly fileBased: boolean },
  cut: Cut | null,
  { wireOnly = false, signal }: Manner = {},
): Promise<Run> {
  if (database.fileBased) return runSqlite(args, database.url, cut, signal ?? 'SIGKILL');
  const url = new URL(database.url);
  let kill = () => undefined as unknown;
  const wire = await openWire(
    { host: url.hostname, port: Number(url.port) },
    cut,
    () => wireOnly || kill(),
    signal !== undefined,
  );
  url.port = String(wire.port);
  const child = spawn(process.execPath, [cli, ...args, '--database', url.href], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  kill = () => child.kill(signal ?? 'SIGKILL');
  const run = await ended(child);
  const messages = wire.sent();
  await wire.close();
  if (messages === 0) throw new Error(`The command line did not reach the server: ${run.output}`);
  return { ...run, messages };
}

async function runSqlite(
  args: readonly string[],
  url: string,
  cut: Cut | null,
  signal: NodeJS.Signals,
): Promise<Run> {
  const at = cut === null ? '' : `${cut.message} ${cut.moment}`;
  const env = { ...process.env, CRASH_AT: at, CRASH_SIGNAL: signal };
  const child = spawn(process.execPath, ['--require', sqliteChild, cli, ...args, '--database', url], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const run = await ended(child);
  const messages = Number(/driver calls: (\d+)/.exec(run.output)?.[1] ?? 0);
  return { ...run, messages };
}

function ended(child: ReturnType<typeof spawn>): Promise<{ code: number | null; output: string }> {
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}
