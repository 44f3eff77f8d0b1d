import { type Column, type Constraint, type Table, tableId } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { quoteName } from '../../names.ts';
import { fillOf } from '../placeholders.ts';
import { statement } from '../statement.ts';
import { mayHoldRows, type Planning } from './context.ts';

/**
 * Rows for a table that comes back empty while rows that are still there refer to it: one for each value that is referred
 * to, with placeholders in the columns that must hold something. Without them the down of a DROP TABLE could not run.
 */
export function restoreRows(
  child: Table,
  key: Constraint,
  planning: Planning,
  when: 'forColumn' | 'forKey',
): readonly DdlStatement[] {
  const { effects, from, to, words, options } = planning;
  if (options.restoring !== true || key.references === null) return [];
  const target = `table:${key.references.schema}.${key.references.table}`;
  const parent = to.get(target);
  const before = from.get(tableId(child));
  if (parent?.kind !== 'table' || before?.kind !== 'table' || target === tableId(child)) return [];
  if (!effects.made.has(target) || effects.newTables.has(target) || !mayHoldRows(planning, tableId(child)))
    return [];
  const references = key.references.columns;
  const old = key.columns.map((name) => before.table.columns.find((column) => column.name === name));
  const source = words.table(before.table);
  const fills = placeholdersOf(parent.table, references, planning);
  const into = [...references, ...fills.map(([name]) => name)].map(quoteName).join(', ');
  const overriding = parent.table.columns.some((column) => column.identity?.generation === 'always')
    ? ' OVERRIDING SYSTEM VALUE'
    : '';
  const head = `INSERT INTO ${words.table(parent.table)} (${into})${overriding}`;
  const what = key.columns.map((column) => `${child.name}.${column}`).join(', ');
  const rest = fills.map(([, value]) => value);
  if (old.every((column) => column !== undefined)) {
    if (when === 'forColumn') return [];
    const columns = key.columns.map(quoteName);
    const given = columns.map((column) => `${column} IS NOT NULL`).join(' AND ');
    const values = [...columns, ...rest].join(', ');
    return [
      statement(
        `${head}\nSELECT ${values} FROM (SELECT DISTINCT ${columns.join(', ')} FROM ${source} WHERE ${given}) AS r\nON CONFLICT DO NOTHING`,
        {
          comments: [
            `${parent.table.name} gets a row for each value of ${what}, since its own rows are gone.`,
          ],
        },
      ),
    ];
  }
  // The column comes back too, and must refer to something.
  if (when === 'forKey') return [];
  const mustRefer = child.columns.some((column) => !column.nullable && key.columns.includes(column.name));
  const keys = references.map((name) => placeholderFor(parent.table, name, planning));
  if (!mustRefer || keys.some((value) => value === null)) return [];
  return [
    statement(
      `${head}\nSELECT ${[...keys, ...rest].join(', ')} WHERE EXISTS (SELECT FROM ${source})\nON CONFLICT DO NOTHING`,
      {
        comments: [`${parent.table.name} gets a row for ${what} to refer to, since its own rows are gone.`],
      },
    ),
  ];
}

/** Values for the columns that must have one and have none of their own. */
export function placeholdersOf(
  table: Table,
  given: readonly string[],
  planning: Planning,
): readonly (readonly [string, string])[] {
  return table.columns.flatMap((column) => {
    if (given.includes(column.name) || hasValue(column)) return [];
    const value = placeholderFor(table, column.name, planning);
    return value === null ? [] : [[column.name, value] as const];
  });
}

function hasValue(column: Column): boolean {
  return column.nullable || column.default !== null || column.generated !== null || column.identity !== null;
}

function placeholderFor(table: Table, name: string, planning: Planning): string | null {
  const column = table.columns.find((each) => each.name === name);
  if (column === undefined) return null;
  const fill = fillOf(table, column, planning.toSchema, planning.words);
  if (fill === null) return null;
  return fill.kind === 'constant' ? `${fill.expression}::${column.type}` : fill.each;
}
