import type { EngineEvent, MigrateError } from '../../engine/index.ts';
import type { Io } from '../io.ts';
import { redact } from '../redact.ts';
import { errorDocument } from './documents.ts';
import { humanReporter } from './human.ts';
import type { Reporter } from './reporter.ts';

/** One document on standard output; warnings and errors on standard error as without `--json`. */
export function jsonReporter(
  io: Io,
  options: { readonly quiet: boolean; readonly color: boolean },
): Reporter {
  const silent: Io = { ...io, stdout: { write: () => true } };
  const human = humanReporter(silent, { ...options, verbose: false });
  const write = (document: unknown) => io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  return {
    event: (event: EngineEvent) => human.event(event),
    note: human.note,
    outcome(outcome) {
      human.outcome({ ...outcome, lines: () => [] });
      write(outcome.document);
    },
    error(error: MigrateError) {
      human.error(error);
      io.stdout.write(`${redact(JSON.stringify(errorDocument(error), null, 2))}\n`);
    },
  };
}
