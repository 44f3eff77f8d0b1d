import { MigrateError } from '../errors.ts';
import type { RunResult } from '../events.ts';
import { type JournalEntry, journalEntry } from '../history/history.ts';
import { selectUp } from '../plan/select.ts';
import { mergeStatus } from '../plan/status.ts';
import { loadSteps, upSteps } from '../plan/step.ts';
import type { RunContext } from '../run/context.ts';
import { execute } from './execute.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { dryResult } from './result.ts';
import { type Session, withDrySession, withSession } from './session.ts';

export interface FreshOptions extends CommandOptions {
  /** The user said yes; needed in production only. */
  readonly confirmed?: boolean;
  readonly dryRun?: boolean;
}

/**
 * Drops everything the user owns in scope and applies all migrations. Every migration is read and checked before
 * anything is dropped. Throws `production-confirmation` in production without `confirmed`.
 */
export async function fresh(options: MigratorOptions, command: FreshOptions): Promise<RunResult> {
  if (options.production !== undefined && !command.confirmed && !command.dryRun) {
    throw new MigrateError(
      'production-confirmation',
      `"${options.production}" is a production environment: fresh would drop everything in it.`,
      { hint: 'If that is meant, say so with --confirm.' },
    );
  }
  const run = async (session: Session) => {
    const { chosen, warnings } = selectUp(
      mergeStatus(session.set.migrations, [], []),
      session.set.diagnostics,
      {},
      'warn',
    );
    const planned = upSteps(chosen, session.database);
    session.warn([...warnings, ...planned.warnings]);
    if (command.dryRun) return dryResult(session, planned.steps);
    const steps = await loadSteps(planned.steps);
    session.context.onEvent({ type: 'dropping', location: session.database.location });
    await dropAll(session, options);
    return execute(session, steps, false);
  };
  if (command.dryRun) return withDrySession(options, command, run, { overHalfDropped: true });
  return withSession(options, { access: 'write', create: true, overHalfDropped: true }, command, run);
}

/**
 * Between the first thing dropped and the last the history says what is no longer true: the mark in the journal says so
 * to whoever comes after a crash. It goes with the history, in one transaction, when everything else is gone.
 */
async function dropAll(session: Session, options: MigratorOptions): Promise<void> {
  const { database, history, context } = session;
  if (session.halfDropped === null) await database.execute(history.journalInsertSql(droppingMark(context)));
  await database.dropAll({
    except: history.ownTables,
    ...(options.schemas === undefined ? {} : { schemas: options.schemas }),
  });
  await database.runScript([database.beginSql, ...history.clearSql(), 'COMMIT']);
}

function droppingMark({ run }: RunContext): JournalEntry {
  const about = { version: '', name: 'fresh', direction: 'down', checksum: '' } as const;
  return journalEntry({ run, ...about, state: 'dropping', finished_at: null });
}
