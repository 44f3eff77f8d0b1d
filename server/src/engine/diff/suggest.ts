import { type Column, type Table, tableId } from '../schema/model.ts';
import type { Change } from './change.ts';
import { columnAspects } from './columns.ts';
import type { Rename } from './renames.ts';

/**
 * What looks like a rename: a column that goes while one of the same type comes in the same table, a table that goes
 * while one with mostly the same columns comes. Each thing is in one suggestion at most; nothing is decided by it.
 */
export function suggestRenames(changes: readonly Change[]): readonly Rename[] {
  return [...suggestTables(changes), ...changes.flatMap(suggestColumns)];
}

function suggestColumns(change: Change): readonly Rename[] {
  if (change.kind !== 'alterTable') return [];
  const gone = change.changes.flatMap((inner) => (inner.kind === 'dropColumn' ? [inner.column] : []));
  const come = change.changes.flatMap((inner) => (inner.kind === 'addColumn' ? [inner.column] : []));
  const { schema, name: table } = change.before;
  const pairs = pair(gone, come, alikeColumns);
  return pairs.map(([from, to]) => ({ kind: 'column', schema, table, from: from.name, to: to.name }));
}

function suggestTables(changes: readonly Change[]): readonly Rename[] {
  const gone = changes.flatMap((change) => (change.kind === 'dropTable' ? [change.table] : []));
  const come = changes.flatMap((change) => (change.kind === 'createTable' ? [change.table] : []));
  // Tables that share no column name and type are never compared, so that many of both cost little.
  const byColumn = new Map<string, Table[]>();
  for (const table of come) {
    for (const column of table.columns) {
      const key = `${table.schema}.${column.name} ${column.type}`;
      byColumn.set(key, [...(byColumn.get(key) ?? []), table].slice(0, 20));
    }
  }
  const taken = new Set<string>();
  const renames: Rename[] = [];
  for (const from of gone) {
    const shared = new Map<Table, number>();
    for (const column of from.columns) {
      for (const table of byColumn.get(`${from.schema}.${column.name} ${column.type}`) ?? []) {
        shared.set(table, (shared.get(table) ?? 0) + 1);
      }
    }
    const best = [...shared]
      .filter(([table, count]) => !taken.has(tableId(table)) && alikeTables(from, table, count))
      .sort((a, b) => b[1] - a[1])[0]?.[0];
    if (best === undefined) continue;
    taken.add(tableId(best));
    renames.push({ kind: 'table', schema: from.schema, table: from.name, from: from.name, to: best.name });
  }
  return renames;
}

/** At least two columns, and three of four of both, are the same. */
function alikeTables(a: Table, b: Table, shared: number): boolean {
  const most = Math.max(a.columns.length, b.columns.length);
  return shared >= Math.min(2, most) && shared / most >= 0.75;
}

/** 2: the same but for the name; 1: the same type and nullability; 0: not alike. */
function alikeColumns(a: Column, b: Column): number {
  const aspects = columnAspects(a, b);
  if (aspects.length === 0) return 2;
  return aspects.includes('type') || aspects.includes('generated') || aspects.includes('nullable') ? 0 : 1;
}

/** The best pairs first, in order; each thing once. */
function pair<T>(
  from: readonly T[],
  to: readonly T[],
  score: (a: T, b: T) => number,
): readonly (readonly [T, T])[] {
  const left = new Set(to);
  const found = new Map<T, T>();
  for (const wanted of [2, 1]) {
    for (const a of from) {
      if (found.has(a)) continue;
      const b = [...left].find((each) => score(a, each) === wanted);
      if (b === undefined) continue;
      found.set(a, b);
      left.delete(b);
    }
  }
  return [...found];
}
