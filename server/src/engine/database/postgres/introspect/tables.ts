import type { Attributes, Column, Constraint, Index, Table } from '../../../schema/model.ts';
import { qualifiedName } from '../names.ts';
import { grantLines, privilegeLines } from './grants.ts';
import type { IndexRow } from './indexes.ts';
import type { Registry } from './registry.ts';
import { columnId } from './registry.ts';
import { type ColumnRow, type InheritanceRow, type RelationRow, relationId } from './relations.ts';
import { catalogs, type Scope } from './scope.ts';
import { identityOf } from './sequences.ts';

interface TableReading {
  readonly relations: ReadonlyMap<number, RelationRow>;
  readonly inheritance: readonly InheritanceRow[];
  readonly columns: ReadonlyMap<number, readonly ColumnRow[]>;
  readonly constraints: ReadonlyMap<number, readonly Constraint[]>;
  readonly indexes: ReadonlyMap<number, readonly Index[]>;
  readonly indexRows: readonly IndexRow[];
  readonly identities: ReadonlyMap<string, Attributes>;
  /** Columns, as `table/number`, that must have a value only because a parent's must. */
  readonly inheritedNotNulls: ReadonlySet<string>;
  readonly registry: Registry;
  readonly scope: Scope;
}

/** Tables, partitioned and foreign ones among them, in the order of `relations`. */
export function readTables(reading: TableReading): readonly Table[] {
  const { relations, registry } = reading;
  const parents = new Map<number, RelationRow[]>();
  for (const { child, parent } of reading.inheritance) {
    const relation = relations.get(parent);
    if (relation === undefined) continue;
    const list = parents.get(child);
    if (list === undefined) parents.set(child, [relation]);
    else list.push(relation);
  }
  const replicas = new Map(
    reading.indexRows.filter((row) => row.replica).map((row) => [row.table, row.name]),
  );
  const tables: Table[] = [];
  for (const relation of relations.values()) {
    if (!'rpf'.includes(relation.kind)) continue;
    const above = parents.get(relation.oid) ?? [];
    const id = relationId(relation);
    const rows = reading.columns.get(relation.oid) ?? [];
    const columns = rows.map((row) => readColumn(row, relation, id, reading));
    const needs = new Set(columns.flatMap((column) => column.dependsOn ?? []));
    for (const need of registry.needs(id)) needs.add(need);
    for (const parent of above) needs.add(relationId(parent));
    needs.delete(id);
    if (needs.size > 0) for (const column of columns) needs.delete(columnId(column.name, id));
    const columnGrants = rows.flatMap((row) => grantLines(row.grants, row.name));
    tables.push({
      schema: relation.schema,
      name: relation.name,
      columns,
      constraints: reading.constraints.get(relation.oid) ?? [],
      indexes: reading.indexes.get(relation.oid) ?? [],
      comment: registry.comment('pg_class', relation.oid),
      attributes: tableAttributes(relation, above, replicas.get(relation.oid), reading.scope.namespace),
      dependsOn: [...needs].sort(),
      ...(relation.owner === undefined
        ? {}
        : { owner: relation.owner, privileges: [...privilegeLines(relation), ...columnGrants].sort() }),
      estimatedRows: relation.rows < 0 || relation.kind === 'f' ? null : relation.rows,
    });
  }
  return tables;
}

function tableAttributes(
  row: RelationRow,
  parents: readonly RelationRow[],
  replica: string | undefined,
  namespace: string,
): Attributes {
  const names = parents.map((parent) => qualifiedName(parent.schema, parent.name, namespace));
  const options = [
    ...(row.options ?? []),
    ...(row.toast_options ?? []).map((option) => `toast.${option}`),
  ].sort();
  return {
    ...(row.kind === 'p' && row.partition_key !== null ? { partitionBy: row.partition_key } : {}),
    ...(row.bound === null ? {} : { partitionOf: names[0] ?? null, partitionBound: row.bound }),
    ...(row.bound === null && names.length > 0 ? { inherits: names } : {}),
    ...(row.of_type === null ? {} : { ofType: row.of_type }),
    ...(row.persistence === 'u' ? { persistence: 'unlogged' } : {}),
    ...(options.length > 0 ? { options } : {}),
    ...(row.method === null || row.method === 'heap' ? {} : { accessMethod: row.method }),
    ...(row.replica === 'f' ? { replicaIdentity: 'full' } : {}),
    ...(row.replica === 'n' && row.kind !== 'f' ? { replicaIdentity: 'nothing' } : {}),
    ...(row.replica === 'i' && replica !== undefined ? { replicaIdentity: `index ${replica}` } : {}),
    ...(row.row_security ? { rowSecurity: true } : {}),
    ...(row.force_row_security ? { forceRowSecurity: true } : {}),
    ...(row.server === null ? {} : { foreignServer: row.server }),
    ...(row.server !== null && row.foreign_options ? { foreignOptions: row.foreign_options } : {}),
  };
}

const storages: Readonly<Record<string, string>> = { p: 'plain', e: 'external', m: 'main', x: 'extended' };
const compressions: Readonly<Record<string, string>> = { p: 'pglz', l: 'lz4' };

/** How values are stored and estimated, where it is not the usual way. */
export function storageOf(row: ColumnRow): Attributes {
  return {
    ...(row.storage === null ? {} : { storage: storages[row.storage] ?? row.storage }),
    ...(row.compression === null ? {} : { compression: compressions[row.compression] ?? row.compression }),
    ...(row.statistics === null ? {} : { statistics: row.statistics }),
  };
}

function readColumn(row: ColumnRow, relation: RelationRow, table: string, reading: TableReading): Column {
  const { registry, identities } = reading;
  const id = registry.idOf(catalogs.pg_class, row.relation, row.number) ?? columnId(row.name, table);
  registry.need(id, registry.idOf(catalogs.pg_type, row.type_oid));
  if (row.collation_oid !== null) registry.need(id, registry.idOf(catalogs.pg_collation, row.collation_oid));
  const inherited = relation.bound !== null || (row.inherited > 0 && !row.local);
  return {
    name: row.name,
    type: row.type,
    nullable: !row.not_null,
    default: row.generated === '' ? row.default : null,
    generated: row.generated === '' ? null : { expression: row.default ?? '', stored: row.generated === 's' },
    identity: identityOf(row, identities),
    collation: row.collation,
    comment: registry.comment('pg_class', row.relation, row.number),
    attributes: {
      ...storageOf(row),
      ...(row.options === null ? {} : { options: row.options }),
      ...(row.foreign_options === null ? {} : { foreignOptions: row.foreign_options }),
      ...(inherited ? { inherited: true } : {}),
      ...(!inherited && reading.inheritedNotNulls.has(`${row.relation}/${row.number}`)
        ? { notNull: 'inherited' }
        : {}),
    },
    dependsOn: registry.needs(id).filter((need) => need !== table),
  };
}
