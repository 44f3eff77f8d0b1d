import type { Column, Index, Table } from '../../schema/model.ts';
import { affinityOf, hasRowid, primaryKeyOf, rowidName, sameName } from './affinity.ts';
import { nameSql } from './keywords.ts';
import { literal } from './quote.ts';
import { namedIn } from './tableModel.ts';
import { isName, nameOf, type Word, wordsOf } from './words.ts';

/** A table by its name, in any letters. */
export type FindTable = (name: string) => Table | undefined;

/**
 * What existing rows get in a column of `after` that must hold something and for which they have nothing, as SQL over
 * the rows of `before`: a row of the table it refers to, a number of its own where it must be unique, what its CHECK
 * asks for as far as that can be read, else the empty value of its type.
 */
export function placeholder(column: Column, after: Table, before: Table, find: FindTable): string {
  const reference = referenced(column, after, find);
  const value = reference && referenceValue(reference, column, after, before);
  return value ?? ownValue(column, after, before);
}

function ownValue(column: Column, after: Table, before: Table): string {
  const value = checkedValue(column, after) ?? emptyValue(column);
  if (uniqueness(column, after, before) === null) return value;
  const rowid = hasRowid(before) ? rowidName(before) : undefined;
  const number = rowid ?? 'row_number() OVER ()';
  return affinityOf(column.type) === 'TEXT' ? `${value} || ${number}` : number;
}

/** The column of another table that a column refers to alone. */
export function keyOfAnother(
  column: Column,
  table: Table,
  find: FindTable,
): { readonly table: string; readonly column: string } | null {
  const reference = referenced(column, table, find);
  if (reference === null || reference.columns.length !== 1 || sameName(reference.parent.name, table.name))
    return null;
  return { table: reference.parent.name, column: reference.column };
}

interface Reference {
  readonly parent: Table;
  /** All columns of the key referred to, and which of them the column refers to. */
  readonly columns: readonly string[];
  readonly column: string;
}

function referenced(column: Column, table: Table, find: FindTable): Reference | null {
  for (const { references, columns } of table.constraints) {
    const index = columns.findIndex((name) => sameName(name, column.name));
    const parent = references === null || index < 0 ? undefined : find(references.table);
    if (references === null || parent === undefined) continue;
    const target = references.columns.length > 0 ? references.columns : (primaryKeyOf(parent)?.columns ?? []);
    const own = target[index];
    if (own !== undefined) return { parent, columns: target, column: own };
  }
  return null;
}

/** Of another table the first key there is; of the same table the row's own. null: any value does. */
function referenceValue(
  { parent, columns, column: target }: Reference,
  column: Column,
  after: Table,
  before: Table,
): string | null {
  if (sameName(parent.name, after.name)) {
    if (sameName(target, column.name)) return null;
    const old = before.columns.find(({ name }) => sameName(name, target));
    const own = after.columns.find(({ name }) => sameName(name, target));
    if (old !== undefined) return nameSql(old.name);
    return own === undefined ? null : ownValue(own, after, before);
  }
  // Under a name of its own: a column that the table does not have must not be taken for one of the rows copied.
  const [from, value] = [`${nameSql(parent.name)} AS parent`, `parent.${nameSql(target)}`];
  if (columns.length === 1) return `(SELECT min(${value}) FROM ${from})`;
  const order = columns.map((each) => `parent.${nameSql(each)}`).join(', ');
  return `(SELECT ${value} FROM ${from} ORDER BY ${order} LIMIT 1)`;
}

/**
 * Whether a column must differ from row to row, as it is alone in a key or the first new one in it: `column` where
 * NULL would do, `expression` where it would not. null: it need not.
 */
export function uniqueness(column: Column, after: Table, before: Table): 'column' | 'expression' | null {
  const isNew = (name: string) =>
    !before.columns.some((old) => sameName(old.name, name) && old.generated === null);
  const keys = after.constraints.filter(({ kind }) => kind === 'unique' || kind === 'primaryKey');
  const sets = [
    ...keys.map(({ columns }) => ({ columns, kind: 'column' as const })),
    ...after.indexes.filter(({ unique }) => unique).map((index) => uniqueSet(index, after)),
  ];
  const own = sets.filter(({ columns }) => {
    const first = columns.length === 1 ? columns[0] : columns.find(isNew);
    return first !== undefined && sameName(first, column.name);
  });
  if (own.length === 0) return null;
  return own.some(({ kind }) => kind === 'expression') ? 'expression' : 'column';
}

function uniqueSet({ parts }: Index, table: Table) {
  const columns = parts.flatMap(({ column, expression }) =>
    column !== null ? [column] : namedIn(wordsOf(expression ?? ''), table.columns),
  );
  return {
    columns,
    kind: parts.some(({ column }) => column === null) ? ('expression' as const) : ('column' as const),
  };
}

function emptyValue({ type }: Column): string {
  if (/DATETIME|TIMESTAMP/i.test(type)) return "'1970-01-01 00:00:00'";
  if (/DATE/i.test(type)) return "'1970-01-01'";
  if (/^TIME\b/i.test(type)) return "'00:00:00'";
  switch (affinityOf(type)) {
    case 'TEXT':
      return "''";
    case 'BLOB':
      return type === '' ? "''" : "X''";
    default:
      return /^ANY$/i.test(type) ? "''" : '0';
  }
}

/** A value that the simple conditions of the column's CHECKs allow; null when none of them is understood. */
function checkedValue(column: Column, table: Table): string | null {
  const words = table.constraints
    .filter(({ kind, columns }) => kind === 'check' && columns.some((name) => sameName(name, column.name)))
    .map(({ definition }) => wordsOf(definition));
  for (const check of words) {
    for (let at = 0; at < check.length; at++) {
      if (!isName(check[at]) || !sameName(nameOf(check[at]!), column.name)) continue;
      const value = conditionValue(check, at);
      if (value !== null) return value;
    }
  }
  return null;
}

function conditionValue(check: readonly Word[], at: number): string | null {
  const before = check[at - 2];
  if (before?.text.toLowerCase() === 'length' && check[at - 1]?.text === '(' && check[at + 1]?.text === ')') {
    const least = bound(check, at + 2);
    return least === null ? null : literal('x'.repeat(Math.max(0, Math.min(1000, least))));
  }
  const operator = check[at + 1]?.upper;
  if (operator === 'IN' && check[at + 2]?.text === '(') return literalAt(check, at + 3);
  if (operator === 'BETWEEN' || operator === '=' || operator === '==' || operator === 'IS')
    return literalAt(check, at + 2);
  if (operator === '<>' || operator === '!=')
    return check[at + 2]?.text === "''" ? "'x'" : check[at + 2]?.text === '0' ? '1' : null;
  const number = bound(check, at + 1);
  return number === null ? null : String(number);
}

/** The number that satisfies the comparison that begins at `at`: `> 0` is 1. */
function bound(check: readonly Word[], at: number): number | null {
  const operator = check[at]?.text ?? '';
  const number = Number(literalAt(check, at + 1) ?? Number.NaN);
  if (Number.isNaN(number)) return null;
  if (operator === '>=' || operator === '<=' || operator === '=' || operator === '==') return number;
  if (operator === '>') return number + 1;
  return operator === '<' ? number - 1 : null;
}

function literalAt(words: readonly Word[], at: number): string | null {
  const word = words[at];
  if (word?.text === '-' && words[at + 1]?.kind === 'number') return `-${words[at + 1]!.text}`;
  return word?.kind === 'number' || word?.kind === 'string' ? word.text : null;
}
