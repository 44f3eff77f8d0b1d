import { MigrateError } from '../errors.ts';
import type { JournalRow } from '../history/journal.ts';
import type { RunContext } from '../run/context.ts';

const mostNamed = 8;

/** The refusal of every command but `fresh` itself after one was broken off while it dropped: names what is left. */
export async function halfDroppedError(
  mark: JournalRow,
  { database, history }: Pick<RunContext, 'database' | 'history'>,
): Promise<MigrateError> {
  const { tables, objects } = await database.introspect({ exclude: history.ownTables });
  const left = [
    ...tables.map(({ name }) => `table ${name}`),
    ...objects
      .filter(({ kind, parent }) => parent === null && kind !== 'schema')
      .map(({ kind, name }) => `${kind} ${name}`),
  ];
  const more = left.length > mostNamed ? ` and ${left.length - mostNamed} more` : '';
  const stands =
    left.length === 0 ? 'Nothing is left.' : `Still there: ${left.slice(0, mostNamed).join(', ')}${more}.`;
  return new MigrateError(
    'fresh-unfinished',
    `A \`migrate fresh\` that began at ${mark.started_at} was broken off while it dropped everything, so the history may name what is gone. ${stands}`,
    {
      hint: 'Run `migrate fresh` again: it drops what is left and applies all migrations. What is still there can be saved first (`migrate dump`, or your own backup).',
    },
  );
}
