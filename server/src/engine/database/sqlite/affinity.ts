import type { Column, Constraint, Table } from '../../schema/model.ts';

export type Affinity = 'INTEGER' | 'TEXT' | 'BLOB' | 'REAL' | 'NUMERIC';

/** How SQLite stores values of a declared type (sqlite.org/datatype3.html section 3.1). */
export function affinityOf(type: string): Affinity {
  if (/INT/i.test(type)) return 'INTEGER';
  if (/CHAR|CLOB|TEXT/i.test(type)) return 'TEXT';
  if (type === '' || /BLOB/i.test(type)) return 'BLOB';
  return /REAL|FLOA|DOUB/i.test(type) ? 'REAL' : 'NUMERIC';
}

export function isStrict(table: Table): boolean {
  return table.attributes.strict === true;
}

export function hasRowid(table: Table): boolean {
  return table.attributes.withoutRowid !== true;
}

export function primaryKeyOf(table: Table): Constraint | undefined {
  return table.constraints.find((constraint) => constraint.kind === 'primaryKey');
}

/** The column that is another name of the rowid: `INTEGER PRIMARY KEY`, which is not an index of its own. */
export function rowidColumn(table: Table): Column | undefined {
  const key = primaryKeyOf(table);
  if (key === undefined || key.columns.length !== 1 || !hasRowid(table)) return undefined;
  if (key.definition.startsWith('PRIMARY KEY DESC')) return undefined;
  const column = table.columns.find(({ name }) => sameName(name, key.columns[0]!));
  return column?.type.toUpperCase() === 'INTEGER' ? column : undefined;
}

export function isAutoincrement(table: Table): boolean {
  return primaryKeyOf(table)?.definition.includes(' AUTOINCREMENT)') ?? false;
}

/** Names have no case in SQLite. */
export function sameName(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

/** The names of the rowid, each as long as no column has it. */
export const rowidNames = ['rowid', '_rowid_', 'oid'] as const;

/** A name under which the rowid of both tables can be reached, if there is one. */
export function rowidName(...tables: readonly Table[]): string | undefined {
  return rowidNames.find((name) =>
    tables.every((table) => !table.columns.some((column) => sameName(column.name, name))),
  );
}
