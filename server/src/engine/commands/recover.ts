import { MigrateError } from '../errors.ts';
import type { RunResult } from '../events.ts';
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
    if (plan.losses.length > 0 && !command.acceptDataLoss) throw dataLoss(status.id, status.version, plan);
    const done = { version: row.version, name: status.name, id: status.id, durationMs: 0, recordOnly: false };
    if (command.dryRun) {
      const statements = [...plan.renames, ...plan.statements];
      const planned = { ...done, direction: opposite(row.direction), statements, transactional: false };
      return { ...dryResult(session, []), ...listed(row.direction, done), plan: [planned] };
    }
    const started = performance.now();
    const left = await takeBack(row, plan, session.context);
    if (left.length > 0 && plan.losses.length === 0)
      throw dataLoss(status.id, status.version, { ...plan, losses: left });
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

function dataLoss(id: string, version: string, plan: TakeBack): MigrateError {
  return new MigrateError(
    'data-loss',
    `Migration ${id} cannot be taken back without loss: ${plan.losses.join('; ')}.`,
    {
      version,
      hint: 'Go on with it by `migrate resume`, or take back what can be with `migrate recover --accept-data-loss`.',
    },
  );
}

async function markTakenBack(session: Session, entry: string): Promise<void> {
  const { database, history } = session;
  const values = { state: 'takenBack' as const, finished_at: new Date().toISOString(), snapshot: null };
  await database.execute(history.journalUpdateSql(entry, values));
}
