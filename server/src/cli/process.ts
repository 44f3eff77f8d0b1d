import { runProgram } from './program.ts';
import { takeSignals } from './signals.ts';

/** Runs the command line of this process and ends it with the exit code. */
export async function runProcess(): Promise<void> {
  // A reader that goes away (`| head`) must not break a run off.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const interrupts = takeSignals(process);
  process.exitCode = await runProgram(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    environment: process.env,
    workingDirectory: process.cwd(),
    interrupts,
  });
  // What a driver may still hold open must not keep the process; what is written must reach its reader first.
  // The end is told: a signal now has nothing to stop, and a second one ends the process at once.
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))),
  );
  process.exit();
}
