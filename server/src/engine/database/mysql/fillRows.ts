import type { TableChange } from '../../diff/change.ts';
import type { Column, Constraint, Table } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import type { ColumnPlan } from './alterColumns.ts';
import { columnDefinition, columnSql } from './columnSql.ts';
import { listedValue } from './listedValue.ts';
import { identifier } from './literal.ts';
import { counter, explicitValue, lacksValue, type Placeholder, placeholderFor } from './placeholder.ts';
import { statement } from './statement.ts';

/** A new column that rows which are there have no value for, and what they get. */
export interface Filling {
  readonly column: Column;
  readonly placeholder: Placeholder;
}

/** `keys`: the foreign keys that the rows must meet; `restoring`: what was dropped comes back. */
export function fillings(
  after: Table,
  changes: readonly TableChange[],
  keys: readonly Constraint[],
  plan: ColumnPlan,
  restoring: boolean,
): readonly Filling[] {
  const unique = new Set(changes.flatMap((change) => (isUnique(change) ? addedColumns(change) : [])));
  // One default for all rows: what comes back must not be stopped by the index that comes back with it.
  const isSame = (column: Column) => restoring && column.default !== null && unique.has(column.name);
  return plan.added
    .filter(
      (column) =>
        (lacksValue(column) || isSame(column) || listedValue(column, after) !== null) &&
        after.columns.includes(column),
    )
    .map((column) => {
      const listed = listedValue(column, after);
      if (listed !== null) return { column, placeholder: { value: listed, shown: listed, byUpdate: false } };
      if (isSame(column) && column.nullable)
        return { column, placeholder: { value: 'NULL', shown: 'NULL', byUpdate: true } };
      const key = keys.find(({ columns }) => columns.includes(column.name));
      return { column, placeholder: placeholderFor(column, key, unique.has(column.name)) };
    });
}

function isUnique(change: TableChange): boolean {
  if (change.kind === 'addConstraint') return change.constraint.kind === 'primaryKey';
  return change.kind === 'addIndex' && change.index.unique;
}

/** The columns of what a change adds. */
export function addedColumns(change: TableChange): readonly string[] {
  if (change.kind === 'addConstraint') return change.constraint.columns;
  if (change.kind !== 'addIndex') return [];
  return change.index.parts.flatMap(({ column }) => (column === null ? [] : [column]));
}

/** The column as it is added first: with its placeholder as default, or nullable and without one where an UPDATE fills it. */
export function whileFilling({ column, placeholder }: Filling): Column {
  if (placeholder.byUpdate) return { ...column, nullable: true, default: null };
  return placeholder.value === null ? column : { ...column, default: placeholder.value };
}

export function fillingComments(filled: readonly Filling[]): readonly string[] {
  return filled.map(({ column, placeholder }) => `Existing rows get ${placeholder.shown} in ${column.name}.`);
}

/** The UPDATEs that fill new columns, and the clauses that make them then what they are to be. */
export function finish(
  filled: readonly Filling[],
  before: Table,
  after: Table,
): { readonly statements: readonly DdlStatement[]; readonly clauses: readonly string[] } {
  const byUpdate = filled.filter(({ placeholder }) => placeholder.byUpdate);
  const byDefault = filled.filter(({ placeholder }) => !placeholder.byUpdate && placeholder.value !== null);
  return {
    statements: byUpdate.flatMap(({ column, placeholder }) => [
      ...(placeholder.value!.includes(counter) ? [statement(`SET ${counter} = 0`)] : []),
      statement(update(before, after, column, placeholder.value!, false)),
    ]),
    clauses: [
      ...byUpdate.map(
        ({ column }) =>
          `MODIFY COLUMN ${identifier(column.name)} ${columnDefinition(column, String(after.attributes.collation))}`,
      ),
      ...byDefault.map(
        ({ column }) =>
          `ALTER COLUMN ${identifier(column.name)} ${column.nullable ? 'SET DEFAULT NULL' : 'DROP DEFAULT'}`,
      ),
    ],
  };
}

/** Columns that become NOT NULL: their NULLs become the default, else a placeholder. */
export function fillNulls(before: Table, after: Table, plan: ColumnPlan): readonly DdlStatement[] {
  return [...plan.altered.values()].flatMap(([was, is]) => {
    if (!was.nullable || is.nullable || is.generated !== null) return [];
    const wanted = is.default ?? explicitValue(is);
    const isOdd = was.type !== is.type && !fits(wanted, was);
    const takesNew = isOdd && !isHeld(was, before);
    const value = isOdd && !takesNew ? explicitValue({ ...is, type: was.type, attributes: {} }) : wanted;
    const { type, collation } = takesNew ? is : was;
    const loose = { ...is, type, collation, nullable: true, default: null, attributes: {} };
    const altered = `MODIFY COLUMN ${columnSql(loose, String(before.attributes.collation))}`;
    // Nobody can set what is generated.
    const isReady = was.generated === null && !takesNew;
    const own = !isOdd && (isUniqueIn(was.name, before) || isUniqueIn(is.name, after)) ? ownValues(is) : null;
    return [
      ...(isReady ? [] : [statement(`ALTER TABLE ${identifier(after.name)} ${altered}`)]),
      ...(own === null
        ? []
        : [statement(`SET ${counter} = (SELECT ${own.last} FROM ${identifier(after.name)})`)]),
      statement(update(before, after, is, own?.next ?? value, true), {
        comments: [
          `Rows where ${is.name} is NULL get ${own === null ? value : 'a number of its own for each row'}.`,
        ],
      }),
    ];
  });
}

function isUniqueIn(name: string, { indexes, constraints }: Table): boolean {
  return (
    indexes.some(({ unique, parts }) => unique && parts.some(({ column }) => column === name)) ||
    constraints.some(({ kind, columns }) => kind === 'primaryKey' && columns.includes(name))
  );
}

/** Numbers behind those that rows have already, for a column that holds numbers or text; null for another. */
function ownValues({ name, type }: Column): { readonly last: string; readonly next: string } | null {
  const next = `(${counter} := ${counter} + 1)`;
  const column = identifier(name);
  if (/^(tinyint|smallint|mediumint|int|bigint)\b/.test(type))
    return { last: `GREATEST(COALESCE(MAX(${column}), 0), 0)`, next };
  if (/^(var)?char\b|text$/.test(type))
    return { last: `COALESCE(MAX(CAST(${column} AS UNSIGNED)), 0)`, next: `CAST(${next} AS CHAR)` };
  return null;
}

/** Whether a column as it was takes a value of what it becomes: a text does, and numbers do. */
function fits(value: string, { type }: Column): boolean {
  return /char|text|binary|blob/.test(type) || /^'?-?[\d.]+'?$/.test(value);
}

/** Whether an index or a check stands in the way of another type. */
function isHeld({ name }: Column, { indexes, constraints }: Table): boolean {
  return (
    indexes.some(({ parts }) => parts.some(({ column }) => column === name || column === null)) ||
    constraints.some(({ columns, definition }) => columns.includes(name) || definition.includes(name))
  );
}

/** UPDATE of a column; those with ON UPDATE keep what they have. */
export function update(
  before: Table,
  after: Table,
  column: Column,
  value: string,
  onlyNulls: boolean,
): string {
  const present = new Set(after.columns.map(({ name }) => name));
  const kept = before.columns.filter(
    ({ name, attributes }) => attributes.onUpdate !== undefined && name !== column.name && present.has(name),
  );
  const name = identifier(column.name);
  const sets = [
    `${name} = ${value}`,
    ...kept.map((each) => `${identifier(each.name)} = ${identifier(each.name)}`),
  ];
  return `UPDATE ${identifier(after.name)} SET ${sets.join(', ')}${onlyNulls ? ` WHERE ${name} IS NULL` : ''}`;
}
