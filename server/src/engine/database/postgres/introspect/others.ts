import type { SchemaObject } from '../../../schema/model.ts';
import { qualifiedName, quoteName } from '../names.ts';
import { literal } from '../quote.ts';
import { type Owned, ownership } from './grants.ts';
import type { Registry } from './registry.ts';
import type { RelationRow } from './relations.ts';
import type { Scope } from './scope.ts';

export interface SchemaRow extends Owned {
  readonly oid: number;
  readonly name: string;
}

export function schemasSql(scope: Scope): string {
  return `SELECT n.oid::int, n.nspname AS name ${scope.grants("'n'", 'n.nspacl', 'n.nspowner')}
FROM pg_namespace n WHERE ${scope.schemas('n.oid')} ORDER BY n.nspname COLLATE "C"`;
}

export function registerSchemas(rows: readonly SchemaRow[], registry: Registry): void {
  for (const row of rows) registry.add('pg_namespace', row.oid, `schema:${row.name}`);
}

export function schemaObjects(rows: readonly SchemaRow[], registry: Registry): readonly SchemaObject[] {
  return rows.map((row) => ({
    kind: 'schema',
    schema: null,
    name: row.name,
    parent: null,
    definition: `CREATE SCHEMA ${quoteName(row.name)}`,
    attributes: {},
    dependsOn: [],
    comment: registry.comment('pg_namespace', row.oid),
    ...ownership(row),
  }));
}

export interface ExtensionRow {
  readonly oid: number;
  readonly name: string;
  readonly schema: string;
  readonly version: string;
  readonly relocatable: boolean;
}

export function extensionsSql(_scope: Scope): string {
  return `SELECT e.oid::int, e.extname AS name, n.nspname AS schema, e.extversion AS version, e.extrelocatable AS relocatable
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
WHERE e.extname <> 'plpgsql' ORDER BY e.extname COLLATE "C"`;
}

export interface MemberRow {
  readonly catalog: number;
  readonly oid: number;
  readonly extension: number;
}

/** What extensions have brought: who needs it needs the extension. */
export const membersSql = `SELECT d.classid::int AS catalog, d.objid::int AS oid, d.refobjid::int AS extension FROM pg_depend d WHERE d.deptype = 'e'
UNION ALL SELECT d.classid::int, t.typarray::int, d.refobjid::int FROM pg_depend d JOIN pg_type t ON t.oid = d.objid WHERE d.deptype = 'e' AND d.classid = 1247 AND t.typarray <> 0`;

export function registerExtensions(
  rows: readonly ExtensionRow[],
  members: readonly MemberRow[],
  registry: Registry,
): void {
  const names = new Map(rows.map((row) => [row.oid, row.name]));
  for (const member of members) {
    const name = names.get(member.extension);
    if (name !== undefined) registry.add(member.catalog, member.oid, `extension:${name}`);
  }
  for (const row of rows) {
    registry.add('pg_extension', row.oid, `extension:${row.name}`);
    registry.need(`extension:${row.name}`, `schema:${row.schema}`);
  }
}

/** The version is told in `source` and not compared: another server may have another one. */
export function extensionObjects(
  rows: readonly ExtensionRow[],
  registry: Registry,
  scope: Scope,
): readonly SchemaObject[] {
  return rows.map((row) => {
    const name = `CREATE EXTENSION ${quoteName(row.name)}`;
    const where =
      row.schema === scope.namespace || row.schema === 'pg_catalog'
        ? ''
        : ` WITH SCHEMA ${quoteName(row.schema)}`;
    return {
      kind: 'extension',
      schema: null,
      name: row.name,
      parent: null,
      definition: `${name}${where}`,
      attributes: { schema: row.schema, ...(row.relocatable ? { relocatable: true } : {}) },
      dependsOn: registry.needs(`extension:${row.name}`),

      comment: registry.comment('pg_extension', row.oid),
      source: `${name}${where} VERSION ${literal(row.version)}`,
    };
  });
}

export interface CollationRow extends Owned {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly provider: 'c' | 'i' | 'b' | 'd';
  readonly deterministic: boolean;
  readonly collate: string | null;
  readonly ctype: string | null;
  readonly locale: string | null;
  readonly rules: string | null;
}

export function collationsSql(scope: Scope): string {
  const locale =
    scope.version >= 17
      ? 'c.colllocale'
      : scope.version >= 15
        ? 'c.colliculocale'
        : `CASE c.collprovider WHEN 'i' THEN c.collcollate END`;
  return `SELECT c.oid::int, n.nspname AS schema, c.collname AS name, c.collprovider AS provider, c.collisdeterministic AS deterministic,
  c.collcollate AS collate, c.collctype AS ctype, ${locale} AS locale, ${scope.version >= 16 ? 'c.collicurules' : 'NULL::text'} AS rules
  ${scope.privileges ? ', pg_get_userbyid(c.collowner) AS owner' : ''}
FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
WHERE ${scope.schemas('c.collnamespace')} AND ${scope.own('pg_collation', 'c.oid')} ORDER BY n.nspname COLLATE "C", c.collname COLLATE "C"`;
}

export function registerCollations(rows: readonly CollationRow[], registry: Registry): void {
  for (const row of rows) registry.add('pg_collation', row.oid, `collation:${row.schema}.${row.name}`);
}

const providers = { c: 'libc', i: 'icu', b: 'builtin', d: 'default' } as const;

export function collationObjects(
  rows: readonly CollationRow[],
  registry: Registry,
  scope: Scope,
): readonly SchemaObject[] {
  return rows.map((row) => {
    const parts = [`PROVIDER = ${providers[row.provider]}`];
    if (row.provider === 'c' && row.collate !== row.ctype) {
      parts.push(`LC_COLLATE = ${literal(row.collate)}`, `LC_CTYPE = ${literal(row.ctype)}`);
    } else parts.push(`LOCALE = ${literal(row.provider === 'c' ? row.collate : row.locale)}`);
    if (row.rules !== null) parts.push(`RULES = ${literal(row.rules)}`);
    if (!row.deterministic) parts.push('DETERMINISTIC = false');
    return {
      kind: 'collation',
      schema: row.schema,
      name: row.name,
      parent: null,
      definition: `CREATE COLLATION ${qualifiedName(row.schema, row.name, scope.namespace)} (${parts.join(', ')})`,
      attributes: {},
      dependsOn: registry.needs(`collation:${row.schema}.${row.name}`),
      comment: registry.comment('pg_collation', row.oid),
      ...(row.owner === undefined ? {} : { owner: row.owner }),
    };
  });
}

export interface StatisticsRow extends Owned {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly table: number;
  readonly definition: string;
  readonly target: number | null;
}

export function statisticsSql(scope: Scope): string {
  return `SELECT s.oid::int, n.nspname AS schema, s.stxname AS name, s.stxrelid::int AS table, pg_get_statisticsobjdef(s.oid) AS definition, nullif(s.stxstattarget, -1) AS target
  ${scope.privileges ? ', pg_get_userbyid(s.stxowner) AS owner' : ''}
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
WHERE ${scope.schemas('s.stxnamespace')} AND ${scope.tables('s.stxrelid')} AND ${scope.own('pg_statistic_ext', 's.oid')} ORDER BY n.nspname COLLATE "C", s.stxname COLLATE "C"`;
}

export function registerStatistics(rows: readonly StatisticsRow[], registry: Registry): void {
  for (const row of rows) {
    const id = `statistics:${row.schema}.${row.name}`;
    registry.add('pg_statistic_ext', row.oid, id);
    registry.need(id, registry.class(row.table));
  }
}

export function statisticsObjects(
  rows: readonly StatisticsRow[],
  relations: ReadonlyMap<number, RelationRow>,
  registry: Registry,
  scope: Scope,
): readonly SchemaObject[] {
  return rows.flatMap((row) => {
    if (!relations.has(row.table)) return [];
    const qualified = `CREATE STATISTICS ${quoteName(row.schema)}.${quoteName(row.name)} `;
    const name = qualifiedName(row.schema, row.name, scope.namespace);
    return {
      kind: 'statistics' as const,
      schema: row.schema,
      name: row.name,
      parent: null,
      definition: row.definition.replace(qualified, () => `CREATE STATISTICS ${name} `),
      attributes: row.target === null ? {} : { target: row.target },
      dependsOn: registry.needs(`statistics:${row.schema}.${row.name}`),
      comment: registry.comment('pg_statistic_ext', row.oid),
      ...(row.owner === undefined ? {} : { owner: row.owner }),
    };
  });
}

export interface PublicationRow {
  readonly oid: number;
  readonly name: string;
  readonly all_tables: boolean;
  readonly actions: readonly string[];
  readonly via_root: boolean;
  readonly generated: string | null;
  /** `[row's oid, schema, table, columns or null, condition or null]` */
  readonly tables:
    | readonly (readonly [string, string, string, readonly string[] | null, string | null])[]
    | null;
  readonly schemas: readonly string[] | null;
  readonly owner?: string;
}

export function publicationsSql(scope: Scope): string {
  const filters = scope.version >= 15;
  const columns = filters
    ? `(SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs))`
    : 'NULL';
  return `SELECT p.oid::int, p.pubname AS name, p.puballtables AS all_tables, array_remove(ARRAY[CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END], NULL) AS actions,
  p.pubviaroot AS via_root, ${scope.version >= 18 ? `nullif(p.pubgencols::text, 'n')` : 'NULL::text'} AS generated,
  (SELECT json_agg(json_build_array(r.oid::int::text, n.nspname, c.relname, ${columns}, ${filters ? 'pg_get_expr(r.prqual, r.prrelid)' : 'NULL'}) ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C")
    FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE r.prpubid = p.oid) AS tables,
  ${filters ? `(SELECT json_agg(n.nspname ORDER BY n.nspname COLLATE "C") FROM pg_publication_namespace s JOIN pg_namespace n ON n.oid = s.pnnspid WHERE s.pnpubid = p.oid)` : 'NULL::json'} AS schemas
  ${scope.privileges ? ', pg_get_userbyid(p.pubowner) AS owner' : ''}
FROM pg_publication p WHERE ${scope.own('pg_publication', 'p.oid')} ORDER BY p.pubname COLLATE "C"`;
}

export function registerPublications(rows: readonly PublicationRow[], registry: Registry): void {
  for (const row of rows) {
    const id = `publication:${row.name}`;
    registry.add('pg_publication', row.oid, id);
    for (const [oid, schema, table] of row.tables ?? []) {
      registry.add('pg_publication_rel', Number(oid), id);
      registry.need(id, `table:${schema}.${table}`);
    }
    for (const schema of row.schemas ?? []) registry.need(id, `schema:${schema}`);
  }
}

/** A list of targets: the word TABLE stands once, as PostgreSQL 14 and older do not know it a second time. */
export function publicationTargets(targets: readonly string[]): string {
  return targets.map((target, index) => (index === 0 ? target : target.replace(/^TABLE /, ''))).join(', ');
}

export function publicationObjects(
  rows: readonly PublicationRow[],
  registry: Registry,
  scope: Scope,
): readonly SchemaObject[] {
  return rows.map((row) => {
    const tables = (row.tables ?? []).map(([, schema, table, columns, condition]) => {
      const list = columns === null ? '' : ` (${columns.map(quoteName).join(', ')})`;
      return `TABLE ${qualifiedName(schema, table, scope.namespace)}${list}${condition === null ? '' : ` WHERE (${condition})`}`;
    });
    const schemas = (row.schemas ?? []).map((schema) => `TABLES IN SCHEMA ${quoteName(schema)}`);
    const targets = [...tables, ...schemas];
    const options: string[] = [];
    if (row.actions.length < 4) options.push(`publish = ${literal(row.actions.join(', '))}`);
    if (row.via_root) options.push('publish_via_partition_root = true');
    if (row.generated === 's') options.push('publish_generated_columns = stored');
    const forWhat = row.all_tables
      ? ' FOR ALL TABLES'
      : targets.length === 0
        ? ''
        : ` FOR ${publicationTargets(targets)}`;
    return {
      kind: 'publication',
      schema: null,
      name: row.name,
      parent: null,
      definition: `CREATE PUBLICATION ${quoteName(row.name)}${forWhat}${options.length === 0 ? '' : ` WITH (${options.join(', ')})`}`,
      attributes: { ...(row.all_tables ? { allTables: true } : {}), targets, options },
      dependsOn: registry.needs(`publication:${row.name}`),
      comment: registry.comment('pg_publication', row.oid),
      ...(row.owner === undefined ? {} : { owner: row.owner }),
    };
  });
}
