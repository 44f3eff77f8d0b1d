import type { SchemaObject } from '../../../schema/model.ts';
import { qualifiedName, quoteName } from '../names.ts';
import type { Grant } from './grants.ts';
import type { Registry } from './registry.ts';
import { catalogs, type Scope } from './scope.ts';

export interface OperatorRow {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly left: string | null;
  readonly right: string | null;
  readonly function: string;
  readonly commutator: string | null;
  readonly negator: string | null;
  readonly restrict: string | null;
  readonly join: string | null;
  readonly merges: boolean;
  readonly hashes: boolean;
  readonly owner?: string;
}

export function operatorsSql(scope: Scope): string {
  const named = (column: string) =>
    `(SELECT format('OPERATOR(%I.%s)', on_.nspname, x.oprname) FROM pg_operator x JOIN pg_namespace on_ ON on_.oid = x.oprnamespace WHERE x.oid = ${column})`;
  return `SELECT o.oid::int, n.nspname AS schema, o.oprname AS name, CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END AS left, CASE WHEN o.oprright <> 0 THEN format_type(o.oprright, NULL) END AS right,
  o.oprcode::regproc::text AS function, ${named('o.oprcom')} AS commutator, ${named('o.oprnegate')} AS negator,
  nullif(o.oprrest, 0)::regproc::text AS restrict, nullif(o.oprjoin, 0)::regproc::text AS join, o.oprcanmerge AS merges, o.oprcanhash AS hashes
  ${scope.privileges ? ', pg_get_userbyid(o.oprowner) AS owner' : ''}
FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
WHERE o.oprcode <> 0 AND ${scope.schemas('o.oprnamespace')} AND ${scope.own('pg_operator', 'o.oid')} ORDER BY n.nspname COLLATE "C", o.oprname COLLATE "C", 4, 5`;
}

function operatorName(row: OperatorRow): string {
  return `${row.name}(${row.left ?? 'NONE'}, ${row.right ?? 'NONE'})`;
}

export function registerOperators(rows: readonly OperatorRow[], registry: Registry): void {
  for (const row of rows) registry.add('pg_operator', row.oid, `operator:${row.schema}.${operatorName(row)}`);
}

export function operatorObjects(
  rows: readonly OperatorRow[],
  registry: Registry,
  scope: Scope,
): readonly SchemaObject[] {
  return rows.map((row) => {
    const parts = [`FUNCTION = ${row.function}`];
    const add = (word: string, value: string | null) => {
      if (value !== null) parts.push(`${word} = ${value}`);
    };
    add('LEFTARG', row.left);
    add('RIGHTARG', row.right);
    add('COMMUTATOR', row.commutator);
    add('NEGATOR', row.negator);
    add('RESTRICT', row.restrict);
    add('JOIN', row.join);
    if (row.hashes) parts.push('HASHES');
    if (row.merges) parts.push('MERGES');
    const schema = row.schema === scope.namespace ? '' : `${quoteName(row.schema)}.`;
    return {
      kind: 'operator',
      schema: row.schema,
      name: operatorName(row),
      parent: null,
      definition: `CREATE OPERATOR ${schema}${row.name} (${parts.join(', ')})`,
      attributes: {},
      // Commutator and negator may come later: the server makes a shell of what is missing.
      dependsOn: registry
        .needs(`operator:${row.schema}.${operatorName(row)}`)
        .filter((need) => !need.startsWith('operator:')),
      comment: registry.comment('pg_operator', row.oid),
      ...(row.owner === undefined ? {} : { owner: row.owner }),
    };
  });
}

export interface CastRow {
  readonly oid: number;
  readonly source: string;
  readonly target: string;
  readonly function: string | null;
  readonly context: 'e' | 'a' | 'i';
  readonly method: 'f' | 'i' | 'b';
}

export function castsSql(_scope: Scope): string {
  return `SELECT c.oid::int, format_type(c.castsource, NULL) AS source, format_type(c.casttarget, NULL) AS target, nullif(c.castfunc, 0)::regprocedure::text AS function, c.castcontext AS context, c.castmethod AS method
FROM pg_cast c WHERE c.oid::bigint >= 16384 AND NOT EXISTS (SELECT FROM pg_depend dx WHERE dx.classid = ${catalogs.pg_cast} AND dx.objid = c.oid AND dx.deptype IN ('e', 'i')) ORDER BY 2, 3`;
}

export function registerCasts(rows: readonly CastRow[], registry: Registry): void {
  for (const row of rows) registry.add('pg_cast', row.oid, `cast:${row.source} AS ${row.target}`);
}

export function castObjects(rows: readonly CastRow[], registry: Registry): readonly SchemaObject[] {
  return rows.map((row) => {
    const how =
      row.method === 'f'
        ? `WITH FUNCTION ${row.function}`
        : row.method === 'i'
          ? 'WITH INOUT'
          : 'WITHOUT FUNCTION';
    const when = row.context === 'a' ? ' AS ASSIGNMENT' : row.context === 'i' ? ' AS IMPLICIT' : '';
    return {
      kind: 'cast',
      schema: null,
      name: `${row.source} AS ${row.target}`,
      parent: null,
      definition: `CREATE CAST (${row.source} AS ${row.target}) ${how}${when}`,
      attributes: {},
      dependsOn: registry.needs(`cast:${row.source} AS ${row.target}`),
      comment: registry.comment('pg_cast', row.oid),
    };
  });
}

export interface TextSearchRow {
  readonly oid: number;
  readonly what: 'CONFIGURATION' | 'DICTIONARY';
  readonly schema: string;
  readonly name: string;
  /** The parser of a configuration, the template of a dictionary. */
  readonly base: string;
  readonly options: string | null;
  /** `[token type, dictionaries]` */
  readonly mappings: readonly (readonly [string, string])[] | null;
  readonly owner?: string;
}

export function textSearchSql(scope: Scope): string {
  const owner = (column: string) => (scope.privileges ? `, pg_get_userbyid(${column}) AS owner` : '');
  const visible = (namespace: string, name: string) =>
    `CASE WHEN ${namespace} = 'pg_catalog' THEN quote_ident(${name}) ELSE quote_ident(${namespace}) || '.' || quote_ident(${name}) END`;
  return `SELECT d.oid::int, 'DICTIONARY' AS what, n.nspname AS schema, d.dictname AS name, ${visible('tn.nspname', 't.tmplname')} AS base, d.dictinitoption AS options, NULL::json AS mappings ${owner('d.dictowner')}
FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace JOIN pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
WHERE ${scope.schemas('d.dictnamespace')} AND ${scope.own('pg_ts_dict', 'd.oid')}
UNION ALL
SELECT c.oid::int, 'CONFIGURATION', n.nspname, c.cfgname, ${visible('pn.nspname', 'p.prsname')}, NULL,
  (SELECT json_agg(json_build_array(m.token, m.dictionaries) ORDER BY m.token) FROM (SELECT tt.alias AS token, string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) AS dictionaries
    FROM pg_ts_config_map m JOIN ts_token_type(c.cfgparser) tt ON tt.tokid = m.maptokentype WHERE m.mapcfg = c.oid GROUP BY tt.alias) m) ${owner('c.cfgowner')}
FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace JOIN pg_ts_parser p ON p.oid = c.cfgparser JOIN pg_namespace pn ON pn.oid = p.prsnamespace
WHERE ${scope.schemas('c.cfgnamespace')} AND ${scope.own('pg_ts_config', 'c.oid')}
ORDER BY 2, 3, 4`;
}

/** Configurations and dictionaries share no name space, so the word stands in the name. */
function textSearchName(row: TextSearchRow): string {
  return `${row.what.toLowerCase()} ${row.name}`;
}

export function registerTextSearch(rows: readonly TextSearchRow[], registry: Registry): void {
  for (const row of rows) {
    registry.add(
      row.what === 'DICTIONARY' ? 'pg_ts_dict' : 'pg_ts_config',
      row.oid,
      `textSearch:${row.schema}.${textSearchName(row)}`,
    );
  }
}

export function textSearchObjects(
  rows: readonly TextSearchRow[],
  registry: Registry,
  scope: Scope,
): readonly SchemaObject[] {
  return rows.map((row) => {
    const name = qualifiedName(row.schema, row.name, scope.namespace);
    const options = row.options === null ? '' : `, ${row.options}`;
    const head =
      row.what === 'DICTIONARY'
        ? `CREATE TEXT SEARCH DICTIONARY ${name} (TEMPLATE = ${row.base}${options})`
        : `CREATE TEXT SEARCH CONFIGURATION ${name} (PARSER = ${row.base})`;
    const mappings = (row.mappings ?? []).map(
      ([token, dictionaries]) =>
        `ALTER TEXT SEARCH CONFIGURATION ${name} ADD MAPPING FOR ${token} WITH ${dictionaries}`,
    );
    return {
      kind: 'textSearch',
      schema: row.schema,
      name: textSearchName(row),
      parent: null,
      definition: [head, ...mappings].join(';\n'),
      attributes: { what: row.what },
      dependsOn: registry.needs(`textSearch:${row.schema}.${textSearchName(row)}`),
      comment: registry.comment(row.what === 'DICTIONARY' ? 'pg_ts_dict' : 'pg_ts_config', row.oid),
      ...(row.owner === undefined ? {} : { owner: row.owner }),
    };
  });
}

export interface DefaultPrivilegesRow {
  readonly role: string;
  readonly schema: string | null;
  readonly type: 'r' | 'S' | 'f' | 'T' | 'n' | 'L';
  readonly grants: readonly Grant[] | null;
  /** What the role's things have without this row; null for one schema, where the row only adds. */
  readonly usual: readonly Grant[] | null;
}

export function defaultPrivilegesSql(scope: Scope): string {
  const grants = (acl: string) =>
    `(SELECT json_agg(json_build_array(g.privilege_type, CASE g.grantee WHEN 0 THEN NULL ELSE pg_get_userbyid(g.grantee) END, g.is_grantable)) FROM aclexplode(${acl}) g)`;
  return `SELECT pg_get_userbyid(d.defaclrole) AS role, n.nspname AS schema, d.defaclobjtype AS type, ${grants('d.defaclacl')} AS grants,
  CASE d.defaclnamespace WHEN 0 THEN ${grants(`acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)`)} END AS usual
FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
WHERE d.defaclnamespace = 0 OR ${scope.schemas('d.defaclnamespace')} ORDER BY 1, 2, 3`;
}

const objectTypes = {
  r: 'TABLES',
  S: 'SEQUENCES',
  f: 'FUNCTIONS',
  T: 'TYPES',
  n: 'SCHEMAS',
  L: 'LARGE OBJECTS',
} as const;

export function defaultPrivilegesObjects(rows: readonly DefaultPrivilegesRow[]): readonly SchemaObject[] {
  return rows.flatMap((row) => {
    const type = objectTypes[row.type];
    const usual = new Set(lines(row.usual));
    const granted = lines(row.grants);
    const has = new Set(granted);
    const added = granted.filter((line) => !usual.has(line)).map((line) => `GRANT ${line}`);
    const taken = [...usual].filter((line) => !has.has(line)).map((line) => `REVOKE ${line}`);
    const changes = [...taken, ...added].sort();
    if (changes.length === 0) return [];
    const where = row.schema === null ? '' : ` IN SCHEMA ${quoteName(row.schema)}`;
    const head = `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteName(row.role)}${where}`;
    return {
      kind: 'defaultPrivileges' as const,
      schema: row.schema,
      name: `${row.role} ${type}`,
      parent: null,
      definition: changes.map((change) => defaultPrivilegeSql(head, change, type)).join(';\n'),
      attributes: { role: row.role, type, changes },
      dependsOn: row.schema === null ? [] : [`schema:${row.schema}`],
      comment: null,
    };
  });
}

/** `GRANT SELECT TO app WITH GRANT OPTION` as a statement about what is made from now on. */
export function defaultPrivilegeSql(head: string, change: string, type: string): string {
  const match = /^(GRANT|REVOKE) (.*?) TO (.*?)( WITH GRANT OPTION)?$/.exec(change);
  if (match === null) return '';
  const [, verb, privilege, grantee, option = ''] = match;
  return verb === 'GRANT'
    ? `${head} GRANT ${privilege} ON ${type} TO ${grantee}${option}`
    : `${head} REVOKE ${option === '' ? '' : 'GRANT OPTION FOR '}${privilege} ON ${type} FROM ${grantee}`;
}

function lines(grants: readonly Grant[] | null): string[] {
  return (grants ?? []).map(
    ([privilege, grantee, grantable]) =>
      `${privilege} TO ${grantee === null ? 'PUBLIC' : quoteName(grantee)}${grantable ? ' WITH GRANT OPTION' : ''}`,
  );
}
