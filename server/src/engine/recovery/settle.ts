import { MigrateError } from '../errors.ts';
import { mayGoOn } from '../plan/standing.ts';
import type { RunContext, Unfinished } from '../run/context.ts';
import { standingOf } from './standing.ts';
import { planTakeBack, takeBack } from './takeBack.ts';

/**
 * After a section failed that could not be rolled back: takes it back when nothing would be lost, else leaves it
 * untouched and marks it incomplete. Gives the error that the run ends with: the failure, and what stands.
 */
export async function settle(
  unfinished: Unfinished,
  error: MigrateError,
  context: RunContext,
): Promise<MigrateError> {
  // Whatever the section has set must not reach what runs now.
  await context.database.runScript(await context.database.sessionReset(true));
  const plan = await planTakeBack(unfinished.row, context, unfinished.ran);
  const back = plan.losses.length > 0 ? null : await takeBack(unfinished.row, plan, context);
  const refused = back === null ? [] : [...(back.refused === null ? [] : [back.refused]), ...back.differs];
  const state = plan.losses.length + refused.length === 0 ? 'takenBack' : 'incomplete';
  await context.database.execute(
    context.history.journalUpdateSql(unfinished.row.entry, {
      state,
      finished_at: new Date().toISOString(),
      ...(state === 'takenBack' ? { snapshot: null } : {}),
      // Something may be taken back already: the statements no longer stand as they were counted.
      ...(refused.length > 0 ? { position_done: 0 } : {}),
    }),
  );
  if (state === 'takenBack') return takenBackError(error, plan.renames.length + plan.statements.length);
  return refused.length > 0
    ? stoppedError(unfinished, error, refused)
    : incompleteError(unfinished, error, plan.losses, await standingOf(unfinished.row, context));
}

/** Taking back itself came to a stop. */
function stoppedError({ step }: Unfinished, error: MigrateError, refused: readonly string[]): MigrateError {
  const incomplete = new MigrateError(
    'incomplete',
    `Migration ${step.id} is incomplete. Taking it back began and stopped: ${refused.join('; ')}.`,
    {
      version: step.version,
      name: step.name,
      hint: 'Clear the reason and run `migrate recover`, which looks at the schema as it is then and takes the rest back; `migrate recover --dry-run` shows how.',
    },
  );
  return new MigrateError(error.code, error.message, { ...error.details, others: [incomplete] });
}

function takenBackError(error: MigrateError, statements: number): MigrateError {
  if (statements === 0) return error;
  const hint = 'What it had done before was taken back: nothing of it stands.';
  return new MigrateError(error.code, error.message, { ...error.details, hint: withHint(error, hint) });
}

function incompleteError(
  { step, row }: Unfinished,
  error: MigrateError,
  losses: readonly string[],
  stands: string,
): MigrateError {
  const back =
    'take back what can be, without what is listed, with `migrate recover --accept-data-loss` (`--dry-run` shows its statements).';
  const incomplete = new MigrateError(
    'incomplete',
    `Migration ${step.id} is incomplete. ${stands} Nothing was taken back, because something would be lost or cannot be brought back: ${losses.join('; ')}.`,
    {
      version: step.version,
      name: step.name,
      hint: mayGoOn(row)
        ? `Mend the file and run \`migrate resume\` to go on after the last good statement, or ${back}`
        : `Mend the file and the data; ${back}`,
    },
  );
  return new MigrateError(error.code, error.message, { ...error.details, others: [incomplete] });
}

function withHint(error: MigrateError, more: string): string {
  return error.details.hint === undefined ? more : `${error.details.hint} ${more}`;
}
