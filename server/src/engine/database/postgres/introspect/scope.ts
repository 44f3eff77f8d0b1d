import type { IntrospectOptions } from '../../database.ts';
import { literal } from '../quote.ts';

/** Numbers of the system catalogs: the same in every database of every version. */
export const catalogs = {
  pg_default_acl: 826,
  pg_type: 1247,
  pg_proc: 1255,
  pg_class: 1259,
  pg_foreign_server: 1417,
  pg_user_mapping: 1418,
  pg_foreign_data_wrapper: 2328,
  pg_attrdef: 2604,
  pg_cast: 2605,
  pg_constraint: 2606,
  pg_language: 2612,
  pg_namespace: 2615,
  pg_operator: 2617,
  pg_rewrite: 2618,
  pg_trigger: 2620,
  pg_extension: 3079,
  pg_policy: 3256,
  pg_statistic_ext: 3381,
  pg_collation: 3456,
  pg_event_trigger: 3466,
  pg_ts_dict: 3600,
  pg_ts_config: 3602,
  pg_publication: 6104,
  pg_publication_rel: 6106,
} as const;

export type CatalogName = keyof typeof catalogs;

/** Everything below is the system's own, or was there when the database was created. */
export const firstUserOid = 16384;

/** What is to be read, as pieces of SQL. Runs with `search_path = <namespace>, pg_temp`. */
export interface Scope {
  /** Major version of the server. */
  readonly version: number;
  /** What unqualified names mean. */
  readonly namespace: string;
  readonly privileges: boolean;
  /** Only some tables: nothing is read that does not hang on one of them. */
  readonly partial: boolean;
  /** A condition on a column that holds a schema's oid. */
  schemas(column: string): string;
  /** A condition on a column that holds a table's oid. */
  tables(column: string): string;
  /** A condition: the row is no part of an extension. */
  own(catalog: CatalogName, oid: string): string;
  /**
   * Column list entries `owner`, `grants` (`[privilege, grantee, grantable]` for each grant to another) and `withheld`
   * (what the owner may not do, though owners may); nothing when they are not asked for.
   */
  grants(kind: string, acl: string, owner: string): string;
}

export function scopeOf(options: IntrospectOptions, version: number, namespace: string): Scope {
  const named = options.schemas?.map(literal).join(', ');
  const condition =
    named === undefined
      ? `(s.nspname = 'public' OR pg_has_role(s.nspowner, 'USAGE') OR has_schema_privilege(s.oid, 'CREATE'))`
      : `s.nspname IN (${named === '' ? 'NULL' : named})`;
  const schemas = `(SELECT s.oid FROM pg_namespace s WHERE s.nspname !~ '^pg_' AND s.nspname <> 'information_schema' AND ${condition}
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = ${catalogs.pg_namespace} AND e.objid = s.oid AND e.deptype = 'e'))`;
  const only = options.onlyTables
    ?.map(([schema, name]) => `(${literal(schema ?? namespace)}, ${literal(name)})`)
    .join(', ');
  const tables =
    only === undefined
      ? null
      : `(SELECT t.oid FROM pg_class t JOIN pg_namespace s ON s.oid = t.relnamespace WHERE (s.nspname, t.relname) IN (${only === '' ? '(NULL, NULL)' : only}))`;
  return {
    version,
    namespace,
    privileges: options.privileges ?? false,
    partial: tables !== null,
    schemas: (column) => `${column} IN ${schemas}`,
    tables: (column) => (tables === null ? 'true' : `${column} IN ${tables}`),
    own: (catalog, oid) =>
      `NOT EXISTS (SELECT FROM pg_depend dx WHERE dx.classid = ${catalogs[catalog]} AND dx.objid = ${oid} AND dx.deptype = 'e')`,
    grants: (kind, acl, owner) =>
      options.privileges
        ? `, pg_get_userbyid(${owner}) AS owner, (SELECT json_agg(json_build_array(g.privilege_type, CASE g.grantee WHEN 0 THEN NULL ELSE pg_get_userbyid(g.grantee) END, g.is_grantable)) FROM aclexplode(coalesce(${acl}, acldefault(${kind}, ${owner}))) g WHERE g.grantee <> ${owner}) AS grants,
  CASE WHEN ${acl} IS NOT NULL THEN ARRAY(SELECT d.privilege_type FROM aclexplode(acldefault(${kind}, ${owner})) d WHERE d.grantee = ${owner}
    AND NOT EXISTS (SELECT FROM aclexplode(${acl}) g WHERE g.grantee = ${owner} AND g.privilege_type = d.privilege_type)) END AS withheld`
        : '',
  };
}
