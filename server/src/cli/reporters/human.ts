import type { EngineEvent, MigrateError, Warning } from '../../engine/index.ts';
import type { Outcome } from '../commandDefinition.ts';
import type { Io } from '../io.ts';
import { redact } from '../redact.ts';
import { diagnosticLines } from './diagnosticText.ts';
import { duration } from './duration.ts';
import { errorLines, fileText } from './errorText.ts';
import type { Reporter } from './reporter.ts';
import { styleFor } from './style.ts';

export interface HumanOptions {
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
}

/** Messages go to standard output, warnings and errors to standard error; with `quiet` errors only. */
export function humanReporter(io: Io, { quiet, verbose, color }: HumanOptions): Reporter {
  const out = styleFor(io.stdout, io.environment, color);
  const err = styleFor(io.stderr, io.environment, color);
  /** The progress line that has begun and waits for its end. */
  let open: string | null = null;

  const write = (text: string) => {
    if (!quiet) io.stdout.write(text);
  };
  const breakLine = () => {
    if (open !== null) write('\n');
    open = null;
  };
  const line = (text: string) => {
    breakLine();
    write(`${text}\n`);
  };
  const warn = ({ code, message, file }: Pick<Warning, 'code' | 'message' | 'file'>) => {
    if (quiet) return;
    breakLine();
    const where = file === undefined ? '' : err.dim(` (${fileText(file, io.workingDirectory)})`);
    io.stderr.write(redact(`${err.yellow(err.bold(`warning[${code}]:`))} ${message}${where}\n`));
  };
  const fail = (error: MigrateError) => {
    breakLine();
    io.stderr.write(`${errorLines(error, err, io.workingDirectory).join('\n')}\n`);
  };
  const end = (title: string, rest: string) => {
    const known = open === title || verbose;
    write(known ? `${verbose ? ' ' : ''}${rest}\n` : `${title}${rest}\n`);
    open = null;
  };

  const titleOf = (event: { direction: 'up' | 'down'; migration: { id: string } }) =>
    `${event.direction === 'up' ? 'Applying' : 'Rolling back'} ${out.bold(event.migration.id)}...`;

  return {
    event(event) {
      switch (event.type) {
        case 'warning':
          return warn(event.warning);
        case 'lockWaiting':
          return warn({ code: 'lock-waiting', message: waitingText(event) });
        case 'historyCreated':
          return verbose ? line(`Created ${event.table} table`) : undefined;
        case 'dropping':
          line('Dropping all tables...');
          return line('Running all migrations...');
        case 'migrationStarted': {
          const title = titleOf(event);
          breakLine();
          write(verbose ? `${title}\n` : title);
          open = verbose ? null : title;
          return;
        }
        case 'statementDone':
          return verbose ? line(statementText(event, out.dim)) : undefined;
        case 'statementRetried':
          return warn({
            code: 'retried',
            message: `${event.migration.id}: a statement lost the wait for a lock and is tried again (${event.attempt} of ${event.attempts}): ${event.reason}`,
          });
        case 'migrationDone':
          return end(titleOf(event), ` ${out.green('done')} (${duration(event.durationMs)})`);
        case 'migrationFailed':
          return end(titleOf(event), ` ${out.red('failed')}`);
        case 'takingBack':
          return line(
            `Taking back ${event.migration.id}${event.statements.length > 0 ? ':' : '...'}${event.statements.map((sql) => `\n  ${sql};`).join('')}`,
          );
      }
    },
    note: (message) => warn({ code: 'settings', message }),
    outcome(outcome: Outcome) {
      for (const error of outcome.errors ?? []) fail(error);
      breakLine();
      for (const found of outcome.findings ?? []) {
        if (quiet && found.severity !== 'error') continue;
        io.stderr.write(`${diagnosticLines(found, err, io.workingDirectory).join('\n')}\n`);
      }
      const lines = quiet && !outcome.product ? [] : outcome.lines(out);
      if (lines.length > 0) io.stdout.write(`${lines.join('\n')}\n`);
    },
    error: fail,
  };
}

function waitingText({ holder }: EngineEvent & { type: 'lockWaiting' }): string {
  if (holder === null) return 'Waiting for another run of migrations to end.';
  return `Waiting for another run of migrations to end: ${holder.description}.`;
}

function statementText(
  { statement }: EngineEvent & { type: 'statementDone' },
  dim: (text: string) => string,
): string {
  const text = statement.text.replace(/\n/g, '\n  ');
  return `  ${text}; ${dim(`(${duration(statement.durationMs)})`)}`;
}
