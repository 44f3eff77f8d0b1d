import { tableId } from '../../../schema/model.ts';
import type { Grant, Owned } from './grants.ts';
import { columnId, type Registry } from './registry.ts';
import { catalogs, type Scope } from './scope.ts';

/** A row of pg_class in scope: `r` table, `p` partitioned, `f` foreign, `v` view, `m` materialized view, `c` composite, `S` sequence. */
export interface RelationRow extends Owned {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: 'r' | 'p' | 'f' | 'v' | 'm' | 'c' | 'S';
  readonly row_type: number;
  readonly array_type: number | null;
  readonly persistence: 'p' | 'u' | 't';
  readonly rows: number;
  readonly method: string | null;
  readonly replica: 'd' | 'n' | 'f' | 'i';
  readonly row_security: boolean;
  readonly force_row_security: boolean;
  readonly options: readonly string[] | null;
  readonly toast_options: readonly string[] | null;
  readonly partition_key: string | null;
  readonly bound: string | null;
  readonly of_type: string | null;
  readonly of_type_oid: number;
  readonly server: string | null;
  readonly server_oid: number | null;
  readonly foreign_options: readonly string[] | null;
  readonly view: string | null;
  readonly populated: boolean;
}

export function relationsSql(scope: Scope): string {
  const part = scope.partial ? `AND c.relkind IN ('r', 'p', 'f') AND ${scope.tables('c.oid')}` : '';
  return `SELECT c.oid::int, n.nspname AS schema, c.relname AS name, c.relkind AS kind, c.reltype::int AS row_type, t.typarray::int AS array_type,
  c.relpersistence AS persistence, c.reltuples AS rows, am.amname AS method, c.relreplident AS replica,
  c.relrowsecurity AS row_security, c.relforcerowsecurity AS force_row_security, c.reloptions AS options,
  (SELECT o.reloptions FROM pg_class o WHERE o.oid = c.reltoastrelid) AS toast_options,
  CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
  CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
  CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type, c.reloftype::int AS of_type_oid,
  s.srvname AS server, s.oid::int AS server_oid, f.ftoptions AS foreign_options,
  CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS view, c.relispopulated AS populated
  ${scope.grants(`CASE c.relkind WHEN 'c' THEN 'T'::"char" WHEN 'S' THEN 's' ELSE 'r' END`, `CASE c.relkind WHEN 'c' THEN t.typacl ELSE c.relacl END`, 'c.relowner')}
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_am am ON am.oid = c.relam
  LEFT JOIN pg_type t ON t.oid = c.reltype
  LEFT JOIN pg_foreign_table f ON f.ftrelid = c.oid LEFT JOIN pg_foreign_server s ON s.oid = f.ftserver
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c', 'S') AND c.relpersistence <> 't' AND ${scope.schemas('c.relnamespace')} AND ${scope.own('pg_class', 'c.oid')} ${part}
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;
}

export function inheritanceSql(scope: Scope): string {
  return `SELECT i.inhrelid::int AS child, i.inhparent::int AS parent
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE ${scope.schemas('c.relnamespace')} ORDER BY i.inhrelid, i.inhseqno`;
}

export interface InheritanceRow {
  readonly child: number;
  readonly parent: number;
}

/** Rules by their view or table: a view's dependencies are those of its `_RETURN` rule. */
export function rewritesSql(scope: Scope): string {
  return `SELECT r.oid::int, r.ev_class::int AS relation FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
WHERE r.rulename = '_RETURN' AND c.relkind IN ('v', 'm') AND ${scope.schemas('c.relnamespace')}`;
}

export interface RewriteRow {
  readonly oid: number;
  readonly relation: number;
}

const idKinds = {
  r: 'table',
  p: 'table',
  f: 'table',
  v: 'view',
  m: 'materializedView',
  c: 'compositeType',
  S: 'sequence',
} as const;

export function relationId({ schema, name, kind }: Pick<RelationRow, 'schema' | 'name' | 'kind'>): string {
  return idKinds[kind] === 'table' ? tableId({ schema, name }) : `${idKinds[kind]}:${schema}.${name}`;
}

export function registerRelations(
  rows: readonly RelationRow[],
  rewrites: readonly RewriteRow[],
  registry: Registry,
): void {
  for (const row of rows) {
    const id = relationId(row);
    registry.add('pg_class', row.oid, id);
    if (row.row_type !== 0) registry.add('pg_type', row.row_type, id);
    if (row.array_type) registry.add('pg_type', row.array_type, id);
    registry.need(id, registry.idOf(catalogs.pg_foreign_server, row.server_oid ?? 0));
  }
  for (const { oid, relation } of rewrites) {
    const id = registry.class(relation);
    if (id !== undefined) registry.add('pg_rewrite', oid, id);
  }
}

export interface ColumnRow {
  readonly relation: number;
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly type_oid: number;
  readonly not_null: boolean;
  readonly default_oid: number | null;
  readonly default: string | null;
  readonly identity: '' | 'a' | 'd';
  readonly generated: '' | 's' | 'v';
  readonly collation: string | null;
  readonly collation_oid: number | null;
  readonly storage: string | null;
  readonly compression: string | null;
  readonly statistics: number | null;
  readonly local: boolean;
  readonly inherited: number;
  readonly options: readonly string[] | null;
  readonly foreign_options: readonly string[] | null;
  readonly grants?: readonly Grant[] | null;
}

export function columnsSql(scope: Scope): string {
  const grants = scope.privileges
    ? `, CASE WHEN a.attacl IS NOT NULL THEN (SELECT json_agg(json_build_array(g.privilege_type, CASE g.grantee WHEN 0 THEN NULL ELSE pg_get_userbyid(g.grantee) END, g.is_grantable)) FROM aclexplode(a.attacl) g) END AS grants`
    : '';
  return `SELECT a.attrelid::int AS relation, a.attnum AS number, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.atttypid::int AS type_oid,
  a.attnotnull AS not_null, d.oid::int AS default_oid, pg_get_expr(d.adbin, d.adrelid) AS default, a.attidentity AS identity, a.attgenerated AS generated,
  CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END AS collation,
  CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::int END AS collation_oid,
  CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS storage,
  ${scope.version >= 14 ? `nullif(a.attcompression, '')` : 'NULL::text'} AS compression,
  nullif(a.attstattarget, -1) AS statistics, a.attislocal AS local, a.attinhcount AS inherited, a.attoptions AS options, a.attfdwoptions AS foreign_options
  ${grants}
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND c.relpersistence <> 't'
  AND ${scope.schemas('c.relnamespace')} AND ${scope.tables('c.oid')}
ORDER BY a.attrelid, a.attnum`;
}

/** Columns by their relation, and their ids noted; of relations that are not read nothing is kept. */
export function registerColumns(
  rows: readonly ColumnRow[],
  registry: Registry,
): ReadonlyMap<number, readonly ColumnRow[]> {
  const byRelation = new Map<number, ColumnRow[]>();
  for (const row of rows) {
    const relation = registry.class(row.relation);
    if (relation === undefined) continue;
    const id = columnId(row.name, relation);
    registry.addColumn(row.relation, row.number, id);
    if (row.default_oid !== null) registry.add('pg_attrdef', row.default_oid, id);
    const columns = byRelation.get(row.relation);
    if (columns === undefined) byRelation.set(row.relation, [row]);
    else columns.push(row);
  }
  return byRelation;
}
