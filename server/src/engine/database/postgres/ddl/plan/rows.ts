import { type Column, type Table, tableId } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { columnId } from '../../introspect/registry.ts';
import { quoteName, quoteNames } from '../../names.ts';
import { usingExpression } from '../casts.ts';
import { statement } from '../statement.ts';
import { mayHoldRows, type Planning } from './context.ts';
import { placeholdersOf } from './restore.ts';
import { ranks, type Step, step } from './step.ts';

/**
 * The steps that carry a table's rows over to the table made in its place: set aside before the old one goes, put back
 * when the new one and its partitions are there. None where the table is known to be empty, or is a partition of one that
 * is made anew itself (its rows go with the parent's).
 */
export function carryRows(
  before: Table,
  after: Table,
  planning: Planning,
): { readonly aside: Step; readonly back: Step } | null {
  const id = tableId(after);
  const foreign =
    before.attributes.foreignServer !== undefined || after.attributes.foreignServer !== undefined;
  if (foreign || goesWithParent(before, planning) || !mayHoldRows(planning, id)) return null;
  const columns = after.columns.flatMap((column) => {
    const old = before.columns.find((each) => each.name === column.name);
    return old === undefined || column.generated !== null ? [] : [[old, column] as const];
  });
  const name = planning.words.table(after);
  const store = quoteName(`${before.name}_rows`.slice(-63));
  // What is of a type that is made anew is kept as text: the copy must not hold on to the old one.
  const asText = new Set(
    before.columns
      .filter((column) =>
        planning.from
          .get(columnId(column.name, tableId(before)))
          ?.needs.some((need) => planning.effects.newTypes.has(need) && !need.startsWith('collation:')),
      )
      .map((column) => column.name),
  );
  const kept =
    asText.size === 0
      ? '*'
      : before.columns
          .map(({ name: column }) =>
            asText.has(column) ? `${quoteName(column)}::text AS ${quoteName(column)}` : quoteName(column),
          )
          .join(', ');
  // The rows of children are theirs.
  const only = before.attributes.partitionBy === undefined ? 'ONLY ' : '';
  const aside = step(ranks.dropHanging, () => [
    statement(
      `CREATE TEMPORARY TABLE ${store} AS SELECT ${kept} FROM ${only}${planning.words.table(before)}`,
      {
        comments: [`${name} cannot be changed in place: it is made anew, and its rows are carried over.`],
      },
    ),
  ]);
  const back = step(ranks.table2, () => putBack(after, columns, asText, name, store, planning), {
    provides: [`rows:${id}`],
  });
  return { aside, back };
}

/** Whether the table is part of another that is made anew with its rows. */
function goesWithParent(table: Table, { effects }: Planning): boolean {
  const { partitionOf } = table.attributes;
  return partitionOf !== undefined && table.dependsOn.some((need) => effects.newTables.has(need));
}

function putBack(
  table: Table,
  columns: readonly (readonly [Column, Column])[],
  asText: ReadonlySet<string>,
  name: string,
  store: string,
  planning: Planning,
): readonly DdlStatement[] {
  const always = table.columns.some((column) => column.identity?.generation === 'always');
  const values = columns.map(
    ([old, column]) =>
      usingExpression(quoteName(column.name), asText.has(old.name) ? 'text' : old.type, column.type) ??
      quoteName(column.name),
  );
  const given = columns.map(([, column]) => column.name);
  // A column that comes back, and must have a value.
  const placeholders = planning.options.placeholders ? placeholdersOf(table, given, planning) : [];
  const target = quoteNames([...given, ...placeholders.map(([column]) => column)]);
  const sequences = columns
    .filter(([, column]) => column.identity !== null)
    .map(([, column]) =>
      statement(
        `SELECT setval(pg_get_serial_sequence('${name.replaceAll("'", "''")}', '${column.name.replaceAll("'", "''")}'), max(${quoteName(column.name)})) FROM ${name} HAVING count(*) > 0`,
      ),
    );
  const insert = `INSERT INTO ${name} (${target})${always ? ' OVERRIDING SYSTEM VALUE' : ''} SELECT ${[...values, ...placeholders.map(([, value]) => value)].join(', ')} FROM ${store}`;
  return [
    ...(columns.length === 0 ? [] : [statement(insert)]),
    ...sequences,
    statement(`DROP TABLE ${store}`),
  ];
}
