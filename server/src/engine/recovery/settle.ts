import { MigrateError } from '../errors.ts';
import type { RunContext, Unfinished } from '../run/context.ts';
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
  const plan = await planTakeBack(unfinished.row, context);
  const losses = plan.losses.length > 0 ? plan.losses : await takeBack(unfinished.row, plan, context);
  const state = losses.length === 0 ? 'takenBack' : 'incomplete';
  const finished = {
    finished_at: new Date().toISOString(),
    ...(state === 'takenBack' ? { snapshot: null } : {}),
  };
  await context.database.execute(
    context.history.journalUpdateSql(unfinished.row.entry, { state, ...finished }),
  );
  return state === 'takenBack'
    ? takenBackError(error, plan.renames.length + plan.statements.length)
    : incompleteError(unfinished, error, losses);
}

function takenBackError(error: MigrateError, statements: number): MigrateError {
  if (statements === 0) return error;
  const hint = 'What it had done before was taken back: nothing of it stands.';
  return new MigrateError(error.code, error.message, { ...error.details, hint: withHint(error, hint) });
}

function incompleteError(
  { step, last }: Unfinished,
  error: MigrateError,
  losses: readonly string[],
): MigrateError {
  const stand = step.statements.filter(({ index }) => index <= last).map(({ index }) => index + 1);
  const which =
    stand.length === 0
      ? 'What it did stands'
      : `Of its ${step.statements.length} statements ${list(stand)} stand`;
  const incomplete = new MigrateError(
    'incomplete',
    `Migration ${step.id} is incomplete. ${which}, because taking back would lose something: ${losses.join('; ')}.`,
    {
      version: step.version,
      name: step.name,
      hint: 'Mend the file and run `migrate resume` to go on after the last good statement, or `migrate recover` to take it back.',
    },
  );
  return new MigrateError(error.code, error.message, { ...error.details, others: [incomplete] });
}

function withHint(error: MigrateError, more: string): string {
  return error.details.hint === undefined ? more : `${error.details.hint} ${more}`;
}

/** `1`, `1 and 2`, `1 to 5`: the numbers are consecutive. */
function list(numbers: readonly number[]): string {
  if (numbers.length === 1) return `number ${numbers[0]}`;
  return `${numbers[0]} ${numbers.length === 2 ? 'and' : 'to'} ${numbers.at(-1)}`;
}
