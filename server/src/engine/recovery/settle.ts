import { MigrateError } from '../errors.ts';
import type { RunContext, Unfinished } from '../run/context.ts';

/**
 * After a section failed that could not be rolled back: takes it back where no data is lost, else marks it
 * incomplete. Gives the error that the run ends with: the failure, and what stands.
 */
export async function settle(
  unfinished: Unfinished,
  error: MigrateError,
  context: RunContext,
): Promise<MigrateError> {
  const { database, history } = context;
  const nothingStands = unfinished.last < 0 && unfinished.step.mode === 'statements';
  const state = nothingStands ? 'takenBack' : 'incomplete';
  await database.execute(
    history.journalUpdateSql(unfinished.row.entry, { state, finished_at: new Date().toISOString() }),
  );
  if (nothingStands) return error;
  return new MigrateError(error.code, error.message, {
    ...error.details,
    hint: 'Run `migrate resume` to go on after its last good statement, or `migrate recover` to take it back.',
  });
}
