import type { Attributes, Index, IndexPart } from '../../../schema/model.ts';
import { isMadeUp, madeUpName, qualifiedName, quoteName } from '../names.ts';
import type { ConstraintRow } from './constraints.ts';
import { columnNamer } from './constraints.ts';
import { indexId, type Registry } from './registry.ts';
import type { ColumnRow, RelationRow } from './relations.ts';
import type { Scope } from './scope.ts';

export interface IndexRow {
  readonly oid: number;
  readonly table: number;
  readonly schema: string;
  readonly name: string;
  readonly unique: boolean;
  readonly method: string;
  readonly clustered: boolean;
  readonly replica: boolean;
  readonly valid: boolean;
  readonly partitioned: boolean;
  /** The index of a constraint has no definition here. */
  readonly definition: string | null;
  readonly keys: string;
  readonly flags: string;
  readonly key_count: number;
  readonly expressions: readonly string[] | null;
  readonly where: string | null;
  readonly options: readonly string[] | null;
  readonly parent: number | null;
  /** The names the server knows its columns by; a child's made-up name is of the parent's. */
  readonly attribute_names: readonly string[] | null;
  /** `number:target` of columns with a statistics target. */
  readonly statistics: readonly string[] | null;
}

export function indexesSql(scope: Scope): string {
  return `SELECT i.indexrelid::int AS oid, i.indrelid::int AS table, n.nspname AS schema, c.relname AS name, i.indisunique AS unique, am.amname AS method,
  i.indisclustered AS clustered, i.indisreplident AS replica, i.indisvalid AS valid, c.relkind = 'I' AS partitioned,
  CASE WHEN k.conindid IS NULL THEN pg_get_indexdef(i.indexrelid) END AS definition, i.indkey::text AS keys, i.indoption::text AS flags, i.indnkeyatts AS key_count,
  CASE WHEN k.conindid IS NULL AND i.indexprs IS NOT NULL THEN ARRAY(SELECT pg_get_indexdef(i.indexrelid, g, false) FROM generate_series(1, i.indnkeyatts) g) END AS expressions,
  pg_get_expr(i.indpred, i.indrelid) AS where, c.reloptions AS options, h.inhparent::int AS parent,
  CASE WHEN c.relkind = 'I' THEN ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = i.indexrelid ORDER BY a.attnum) END AS attribute_names,
  CASE WHEN i.indexprs IS NOT NULL THEN ARRAY(SELECT a.attnum || ':' || a.attstattarget FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0 ORDER BY a.attnum) END AS statistics
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am am ON am.oid = c.relam
  LEFT JOIN pg_inherits h ON h.inhrelid = i.indexrelid
  LEFT JOIN (SELECT DISTINCT conindid FROM pg_constraint WHERE contype IN ('p', 'u', 'x')) k ON k.conindid = i.indexrelid
WHERE ${scope.schemas('c.relnamespace')} AND ${scope.tables('i.indrelid')}
ORDER BY i.indrelid, c.relname COLLATE "C"`;
}

export function registerIndexes(rows: readonly IndexRow[], registry: Registry): void {
  for (const row of rows) {
    // The index of a constraint is registered as the constraint.
    if (row.definition !== null && registry.class(row.table) !== undefined)
      registry.add('pg_class', row.oid, indexId(row.schema, row.name));
  }
}

interface IndexReading {
  readonly relations: ReadonlyMap<number, RelationRow>;
  readonly columns: ReadonlyMap<number, readonly ColumnRow[]>;
  readonly constraints: readonly ConstraintRow[];
  readonly registry: Registry;
  readonly namespace: string;
}

/** What an index is beside its definition, also of those behind constraints, by the index's oid. */
export function indexAttributes(
  rows: readonly IndexRow[],
  reading: IndexReading,
): ReadonlyMap<number, Attributes> {
  const byOid = new Map(rows.map((row) => [row.oid, row]));
  const constraints = new Map(
    reading.constraints.filter((row) => row.type !== 'f').map((row) => [row.index, row]),
  );
  return new Map(
    rows.map((row) => {
      const parent = row.parent === null ? undefined : byOid.get(row.parent);
      return [
        row.oid,
        {
          ...(row.definition === null && row.options !== null ? { options: [...row.options].sort() } : {}),
          ...(row.clustered ? { clustered: true } : {}),
          ...(row.valid ? {} : { invalid: true }),
          ...(row.statistics === null || row.statistics.length === 0 ? {} : { statistics: row.statistics }),
          ...(parent === undefined ? {} : attachedAttributes(row, parent, constraints, reading)),
        },
      ];
    }),
  );
}

/** A partition's part of the parent's index. Under the name it gets by itself it is not worth saying. */
function attachedAttributes(
  row: IndexRow,
  parent: IndexRow,
  constraints: ReadonlyMap<number, ConstraintRow>,
  { relations, namespace, registry }: IndexReading,
): Attributes {
  const table = relations.get(row.table)?.name ?? '';
  const constraint = constraints.get(row.oid);
  const columns = (parent.attribute_names ?? []).join('_');
  const labels = { p: 'pkey', u: 'key', x: 'excl' } as const;
  const madeUp =
    constraint?.type === 'p'
      ? madeUpName(table, null, 'pkey')
      : madeUpName(table, columns, labels[constraint?.type as 'u' | 'x'] ?? 'idx');
  const plain =
    isMadeUp(row.name, madeUp) &&
    (constraint === undefined) === !constraints.has(parent.oid) &&
    !row.clustered &&
    JSON.stringify(row.options) === JSON.stringify(parent.options) &&
    registry.comment('pg_class', row.oid) === null;
  return plain && row.valid
    ? {}
    : { attachedTo: qualifiedName(parent.schema, parent.name, namespace), madeUpName: madeUp };
}

/** The indexes of each table or materialized view that no constraint has made. */
export function indexesByTable(
  rows: readonly IndexRow[],
  attributes: ReadonlyMap<number, Attributes>,
  reading: IndexReading,
): ReadonlyMap<number, readonly Index[]> {
  const byTable = new Map<number, Index[]>();
  const nameOf = columnNamer(reading.columns);
  for (const row of rows) {
    const table = reading.relations.get(row.table);
    const own = attributes.get(row.oid) ?? {};
    if (table === undefined || row.definition === null) continue;
    if (row.parent !== null && own.attachedTo === undefined) continue;
    const index = read(row, row.definition, own, table, reading, nameOf);
    const indexes = byTable.get(row.table);
    if (indexes === undefined) byTable.set(row.table, [index]);
    else indexes.push(index);
  }
  return byTable;
}

function read(
  row: IndexRow,
  definition: string,
  attributes: Attributes,
  table: RelationRow,
  { registry, namespace }: IndexReading,
  nameOf: (table: number, number: number) => string,
): Index {
  const keys = row.keys.split(' ').map(Number);
  const flags = row.flags.split(' ').map(Number);
  const parts = keys.slice(0, row.key_count).map(
    (key, at): IndexPart => ({
      column: key === 0 ? null : nameOf(row.table, key),
      expression: key === 0 ? (row.expressions?.[at] ?? null) : null,
      descending: ((flags[at] ?? 0) & 1) === 1,
      attributes: {},
    }),
  );
  return {
    name: row.name,
    unique: row.unique,
    method: row.method,
    parts,
    where: row.where,
    definition: indexDefinition(definition, table, namespace),
    comment: registry.comment('pg_class', row.oid),
    attributes,
    dependsOn: registry.needs(indexId(row.schema, row.name)),
  };
}

/** The server always writes the table with its schema, and ONLY for a partitioned one (where it is not meant). */
function indexDefinition(definition: string, table: RelationRow, namespace: string): string {
  const qualified = `${quoteName(table.schema)}.${quoteName(table.name)}`;
  for (const only of ['', 'ONLY ']) {
    const head = ` ON ${only}${qualified} USING `;
    const at = definition.indexOf(head);
    if (at < 0) continue;
    const name = qualifiedName(table.schema, table.name, namespace);
    return `${definition.slice(0, at)} ON ${name} USING ${definition.slice(at + head.length)}`;
  }
  return definition;
}
