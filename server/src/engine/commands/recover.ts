import { MigrateError } from '../errors.ts';
import type { RunResult } from '../events.ts';
import type { JournalRow } from '../history/journal.ts';
import { mayGoOn } from '../plan/standing.ts';
import { planTakeBack, type TakeBack, takeBack } from '../recovery/takeBack.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { dryResult } from './result.ts';
import { incompleteOf } from './resume.ts';
import { type Session, withSession } from './session.ts';

export interface RecoverOptions extends CommandOptions {
  readonly dryRun?: boolean;
  /** Goes on although something is lost. */
  readonly acceptDataLoss?: boolean;
}

/**
 * Takes the incomplete migration back: an up is then as if never run, a down as if never begun. Throws
 * `not-incomplete`, and `data-loss` with the list when something would be lost and that was not accepted.
 */
export async function recover(options: MigratorOptions, command: RecoverOptions): Promise<RunResult> {
  return withSession(options, { access: command.dryRun ? 'read' : 'write' }, command, async (session) => {
    const status = incompleteOf(session);
    const row = status.unfinished!;
    const plan = await planTakeBack(row, session.context);
    if (plan.losses.length > 0 && !command.acceptDataLoss) throw dataLoss(status.id, row, plan);
    const done = { version: row.version, name: status.name, id: status.id, durationMs: 0, recordOnly: false };
    if (command.dryRun) {
      const statements = [...plan.renames, ...plan.statements];
      const planned = { ...done, direction: opposite(row.direction), statements, transactional: false };
      return { ...dryResult(session, []), ...listed(row.direction, done), plan: [planned] };
    }
    const started = performance.now();
    const left = await takeBack(row, plan, session.context);
    if (left.refused !== null && command.signal?.aborted) throw cancelled(status.id, status.version);
    const stays = [...(left.refused === null ? [] : [left.refused]), ...left.differs];
    // With losses accepted, what no statement can bring back is no reason to stay incomplete for ever.
    if (left.refused !== null || (stays.length > 0 && plan.losses.length === 0))
      throw stopped(status.id, status.version, stays);
    session.warn(left.differs.map((message) => ({ code: 'data-loss', message, version: status.version })));
    await markTakenBack(session, row.entry);
    const finished = { ...done, durationMs: Math.round(performance.now() - started) };
    return { ...dryResult(session, []), dryRun: false, ...listed(row.direction, finished) };
  });
}

function opposite(direction: 'up' | 'down'): 'up' | 'down' {
  return direction === 'up' ? 'down' : 'up';
}

function listed(direction: 'up' | 'down', done: RunResult['applied'][number]) {
  return direction === 'up' ? { rolledBack: [done] } : { applied: [done] };
}

function stopped(id: string, version: string, reasons: readonly string[]): MigrateError {
  return new MigrateError('incomplete', `Taking back ${id} began and stopped: ${reasons.join('; ')}.`, {
    version,
    hint: 'It is still incomplete. Clear the reason and run `migrate recover` again: it goes on from the schema as it is then.',
  });
}

function cancelled(id: string, version: string): MigrateError {
  return new MigrateError('cancelled', `Cancelled while taking back ${id}.`, {
    version,
    hint: 'It is still incomplete. `migrate recover` goes on from the schema as it is now.',
  });
}

function dataLoss(id: string, row: JournalRow, plan: TakeBack): MigrateError {
  const back = 'take back what can be with `migrate recover --accept-data-loss`.';
  return new MigrateError(
    'data-loss',
    `Migration ${id} cannot be taken back without loss: ${plan.losses.join('; ')}.`,
    {
      version: row.version,
      hint: mayGoOn(row)
        ? `Go on with it by \`migrate resume\`, or ${back}`
        : `Look at the data, then ${back}`,
    },
  );
}

async function markTakenBack(session: Session, entry: string): Promise<void> {
  const { database, history } = session;
  const values = { state: 'takenBack' as const, finished_at: new Date().toISOString(), snapshot: null };
  await database.execute(history.journalUpdateSql(entry, values));
}
