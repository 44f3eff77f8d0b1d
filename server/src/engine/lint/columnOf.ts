import { Cursor } from '../catalog/cursor.ts';
import type { SqlDialect } from '../sql/index.ts';
import { readColumnClause } from './structure/column.ts';
import type { ColumnClause } from './structure/tree.ts';

/** Reads a column's definition by itself; spans count in it. */
export function readColumnOf(definition: string, dialect: SqlDialect): ColumnClause | null {
  return readColumnClause(new Cursor(definition, dialect));
}
