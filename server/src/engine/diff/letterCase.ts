import type { Schema, Table } from '../schema/model.ts';
import type { Rename } from './renames.ts';

/**
 * The renames of tables and columns whose names differ only in the case of their letters: where a database takes such
 * names for the same, dropping one and adding the other would lose what is in it. None where it does not. `asked` are
 * renames that are to be done anyway; things they name are left to them.
 */
export function letterRenames(
  from: Schema,
  to: Schema,
  capabilities: { readonly namesIgnoreCase?: boolean },
  asked: readonly Rename[] = [],
): readonly Rename[] {
  if (!capabilities.namesIgnoreCase) return [];
  const named = (kind: Rename['kind'], table: string, name: string) =>
    asked.some((rename) => rename.kind === kind && rename.table === table && rename.from === name);
  const renames: Rename[] = [];
  for (const [before, after] of pairs(from.tables, to.tables)) {
    const { schema, name: table } = before;
    if (named('table', table, table)) continue;
    if (table !== after.name) renames.push({ kind: 'table', schema, table, from: table, to: after.name });
    for (const [old, column] of pairs(before.columns, after.columns)) {
      if (old.name === column.name || named('column', table, old.name)) continue;
      renames.push({ kind: 'column', schema, table, from: old.name, to: column.name });
    }
  }
  return renames;
}

function pairs<T extends Pick<Table, 'name'>>(
  from: readonly T[],
  to: readonly T[],
): readonly (readonly [T, T])[] {
  const byName = new Map(to.map((thing) => [thing.name.toLowerCase(), thing]));
  return from.flatMap((before) => {
    const after = byName.get(before.name.toLowerCase());
    return after === undefined ? [] : [[before, after] as const];
  });
}
