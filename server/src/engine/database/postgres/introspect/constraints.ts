import type { Attributes, Constraint, ConstraintKind } from '../../../schema/model.ts';
import { isMadeUp, madeUpName } from '../names.ts';
import { columnId, constraintId, type Registry } from './registry.ts';
import type { ColumnRow, InheritanceRow, RelationRow } from './relations.ts';
import type { Scope } from './scope.ts';

export interface ConstraintRow {
  readonly oid: number;
  readonly name: string;
  readonly type: 'c' | 'f' | 'n' | 'p' | 'u' | 'x';
  readonly table: number;
  readonly index: number;
  readonly target: number;
  readonly definition: string;
  readonly validated: boolean;
  readonly enforced: boolean;
  readonly local: boolean;
  readonly inherited: number;
  readonly no_inherit: boolean;
  readonly parent: number;
  readonly columns: readonly number[] | null;
  readonly target_columns: readonly number[] | null;
  readonly on_update: string;
  readonly on_delete: string;
}

/** What every NOT NULL column has from PostgreSQL 18 on, under the name it gets by itself: the column says it. */
const plainNotNull = `k.contype = 'n' AND k.convalidated AND NOT k.connoinherit AND k.coninhcount = 0
  AND k.conname = c.relname || '_' || (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1]) || '_not_null'
  AND k.oid NOT IN (SELECT objoid FROM pg_description WHERE classoid = 2606)`;

/** Those of tables; a domain's are read with the domain. */
export function constraintsSql(scope: Scope): string {
  return `SELECT k.oid::int, k.conname AS name, k.contype AS type, k.conrelid::int AS table, k.conindid::int AS index, k.confrelid::int AS target,
  pg_get_constraintdef(k.oid) AS definition, k.convalidated AS validated, ${scope.version >= 18 ? 'k.conenforced' : 'true'} AS enforced,
  k.conislocal AS local, k.coninhcount AS inherited, k.connoinherit AS no_inherit, k.conparentid::int AS parent, k.conkey AS columns, k.confkey AS target_columns,
  k.confupdtype AS on_update, k.confdeltype AS on_delete
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
WHERE k.contype IN ('c', 'f', 'n', 'p', 'u', 'x') AND NOT (${plainNotNull}) AND ${scope.schemas('c.relnamespace')} AND ${scope.tables('k.conrelid')}
ORDER BY k.conrelid, k.conname COLLATE "C"`;
}

const kinds: Readonly<Record<ConstraintRow['type'], ConstraintKind>> = {
  c: 'check',
  f: 'foreignKey',
  n: 'notNull',
  p: 'primaryKey',
  u: 'unique',
  x: 'exclude',
};
const actions: Readonly<Record<string, string>> = {
  a: 'NO ACTION',
  r: 'RESTRICT',
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
};
/** Primary key, unique, exclusion; then the rest by name. */
const order: Readonly<Record<ConstraintKind, number>> = {
  primaryKey: 0,
  unique: 1,
  exclude: 2,
  check: 3,
  notNull: 4,
  foreignKey: 5,
};

export interface ConstraintReading {
  readonly relations: ReadonlyMap<number, RelationRow>;
  readonly columns: ReadonlyMap<number, readonly ColumnRow[]>;
  readonly registry: Registry;
  readonly inheritance: readonly InheritanceRow[];
  /** Facts of the index behind a primary key, unique or exclusion constraint. */
  readonly indexAttributes: ReadonlyMap<number, Attributes>;
}

/** A column's name by table and number. */
export function columnNamer(
  columns: ReadonlyMap<number, readonly ColumnRow[]>,
): (table: number, number: number) => string {
  const names = new Map<number, Map<number, string>>();
  for (const [table, rows] of columns) names.set(table, new Map(rows.map((row) => [row.number, row.name])));
  return (table, number) => names.get(table)?.get(number) ?? '';
}

export function registerConstraints(rows: readonly ConstraintRow[], registry: Registry): void {
  for (const row of rows) {
    const table = registry.class(row.table);
    if (table === undefined) continue;
    const id = constraintId(row.name, table);
    registry.add('pg_constraint', row.oid, id);
    // Who needs the index of a key needs the key.
    if (row.index !== 0 && row.type !== 'f') registry.add('pg_class', row.index, id);
  }
}

/** The constraints that a table has of its own, by table. What it only inherits comes with the parent. */
export function constraintsByTable(
  rows: readonly ConstraintRow[],
  reading: ConstraintReading,
): ReadonlyMap<number, readonly Constraint[]> {
  const byTable = new Map<number, Constraint[]>();
  const nameOf = columnNamer(reading.columns);
  const renamed = renamedNotNulls(rows, reading, nameOf);
  for (const row of rows) {
    const table = reading.relations.get(row.table);
    if (table === undefined) continue;
    const constraint = read(row, table, reading, nameOf, renamed);
    if (constraint === null) continue;
    const constraints = byTable.get(row.table);
    if (constraints === undefined) byTable.set(row.table, [constraint]);
    else constraints.push(constraint);
  }
  for (const constraints of byTable.values()) constraints.sort((a, b) => order[a.kind] - order[b.kind]);
  return byTable;
}

/** The NOT NULLs of partitions that they declare too, or that are not called as their parent's, which they are by themselves. */
function renamedNotNulls(
  rows: readonly ConstraintRow[],
  { relations, inheritance }: ConstraintReading,
  nameOf: (table: number, number: number) => string,
): ReadonlySet<number> {
  const inherited = rows.filter(
    (row) => row.type === 'n' && row.inherited > 0 && relations.get(row.table)?.bound != null,
  );
  if (inherited.length === 0) return new Set();
  const parents = new Map(inheritance.map(({ child, parent }) => [child, parent]));
  const names = new Map(
    rows
      .filter((row) => row.type === 'n')
      .map((row) => [`${row.table}/${nameOf(row.table, row.columns?.[0] ?? 0)}`, row.name]),
  );
  return new Set(
    inherited
      .filter((row) => {
        const parent = parents.get(row.table) ?? 0;
        const column = nameOf(row.table, row.columns?.[0] ?? 0);
        const above =
          names.get(`${parent}/${column}`) ??
          madeUpName(relations.get(parent)?.name ?? '', column, 'not_null');
        return row.local || row.name !== above;
      })
      .map((row) => row.oid),
  );
}

function read(
  row: ConstraintRow,
  table: RelationRow,
  { relations, registry, indexAttributes }: ConstraintReading,
  nameOf: (table: number, number: number) => string,
  renamed: ReadonlySet<number>,
): Constraint | null {
  const kind = kinds[row.type];
  const columns = (row.columns ?? []).map((number) => nameOf(row.table, number));
  const index: Attributes = indexAttributes.get(row.index) ?? {};
  if (!isOwn(row, index) && !renamed.has(row.oid)) return null;
  // What every NOT NULL column has from PostgreSQL 18 on is said by the column.
  const plain = row.type === 'n' && !renamed.has(row.oid) && row.validated && !row.no_inherit && row.enforced;
  if (plain && isMadeUp(row.name, madeUpName(table.name, columns[0] ?? '', 'not_null'))) {
    if (registry.comment('pg_constraint', row.oid) === null) return null;
  }
  const target = row.type === 'f' ? relations.get(row.target) : undefined;
  const owner = registry.class(row.table)!;
  const id = constraintId(row.name, owner);
  registry.need(id, owner);
  for (const column of columns) registry.need(id, columnId(column, owner));
  if (target !== undefined) registry.need(id, registry.class(row.target));
  return {
    kind,
    name: row.name,
    columns,
    definition: row.definition.replace(/ NOT VALID$/, '').replace(/ NOT ENFORCED$/, ''),
    references:
      target === undefined
        ? null
        : {
            schema: target.schema,
            table: target.name,
            columns: (row.target_columns ?? []).map((number) => nameOf(row.target, number)),
            onDelete: actions[row.on_delete] ?? row.on_delete,
            onUpdate: actions[row.on_update] ?? row.on_update,
          },
    comment: registry.comment('pg_constraint', row.oid),
    attributes: {
      ...(row.type === 'p' || row.type === 'u' || row.type === 'x' ? index : {}),
      ...indexComment(row, registry),
      ...(row.validated || !row.enforced ? {} : { validated: false }),
      ...(row.enforced ? {} : { enforced: false }),
      ...(renamed.has(row.oid) ? { inherited: true, ...(row.local ? { local: true } : {}) } : {}),
    },
    dependsOn: registry.needs(id),
  };
}

/** The index of a key may have a comment of its own. */
function indexComment(row: ConstraintRow, registry: Registry): Attributes {
  const comment = row.type === 'f' || row.index === 0 ? null : registry.comment('pg_class', row.index);
  return comment === null ? {} : { indexComment: comment };
}

function isOwn(row: ConstraintRow, index: Attributes): boolean {
  if (row.type === 'f') return row.parent === 0;
  // A partition's part of the parent's key, under the name that it gets by itself.
  if (row.parent !== 0) return index.attachedTo !== undefined;
  return row.local || row.inherited === 0;
}

/** Columns, as `table/number`, that must have a value only because the same column of a parent must. */
export function inheritedNotNulls(rows: readonly ConstraintRow[]): ReadonlySet<string> {
  return new Set(
    rows
      .filter((row) => row.type === 'n' && !row.local && row.inherited > 0)
      .map((row) => `${row.table}/${row.columns?.[0]}`),
  );
}
