import type { Column, Table } from '../../schema/model.ts';
import { affinityOf, hasRowid, primaryKeyOf, rowidName, sameName } from './affinity.ts';
import { nameSql } from './keywords.ts';
import { literal } from './quote.ts';
import { isName, nameOf, type Word, wordsOf } from './words.ts';

/**
 * What existing rows get in a column of `after` that must hold something and for which they have nothing, as SQL over
 * the rows of `before`: a row of the table it refers to, a number of its own where it must be unique, what its CHECK
 * asks for as far as that can be read, else the empty value of its type.
 */
export function placeholder(column: Column, after: Table, before: Table): string {
  const reference = referenced(column, after);
  if (reference !== null)
    return `(SELECT min(${nameSql(reference.column)}) FROM ${nameSql(reference.table)})`;
  const value = checkedValue(column, after) ?? emptyValue(column);
  if (!isUnique(column, after)) return value;
  const rowid = hasRowid(before) ? rowidName(before) : undefined;
  const number = rowid ?? 'row_number() OVER ()';
  return affinityOf(column.type) === 'TEXT' ? `${value} || ${number}` : number;
}

function referenced(column: Column, table: Table): { table: string; column: string } | null {
  for (const { references, columns } of table.constraints) {
    const index = columns.findIndex((name) => sameName(name, column.name));
    if (references === null || index < 0) continue;
    const own = sameName(references.table, table.name) ? primaryKeyOf(table)?.columns[index] : undefined;
    const target = references.columns[index] ?? own;
    return { table: references.table, column: target ?? 'rowid' };
  }
  return null;
}

function isUnique(column: Column, table: Table): boolean {
  const keys = table.constraints
    .filter(({ kind }) => kind === 'unique' || kind === 'primaryKey')
    .map(({ columns }) => columns);
  const indexes = table.indexes
    .filter(({ unique }) => unique)
    .map(({ parts }) => parts.map((part) => part.column ?? ''));
  return [...keys, ...indexes].some((columns) => columns.length === 1 && sameName(columns[0]!, column.name));
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
