import type { Unmodelled } from '../../../schema/model.ts';
import { literal } from '../quote.ts';
import { catalogs, type Scope } from './scope.ts';

/** A relation with its schema, whatever the search path. */
function relationName(oid: string): string {
  return `(SELECT quote_ident(rn.nspname) || '.' || quote_ident(r.relname) FROM pg_class r JOIN pg_namespace rn ON rn.oid = r.relnamespace WHERE r.oid = ${oid})`;
}

/**
 * What the model does not hold: one row per thing, with text that changes when it does. `OFFSET 0`: the few rows that count
 * are found before anything large is joined to them.
 */
export function unmodelledSql(scope: Scope): string {
  const family = (
    kind: string,
    catalog: string,
    number: number,
    alias: string,
    name: string,
    namespace: string | null,
    fingerprint: string,
  ) =>
    `SELECT ${literal(kind)} AS kind, ${namespace === null ? `${alias}.${name}::text` : `(SELECT quote_ident(n.nspname) || '.' FROM pg_namespace n WHERE n.oid = ${alias}.${namespace}) || ${alias}.${name}`} AS name, ${fingerprint} AS fingerprint
FROM ${catalog} ${alias} WHERE ${alias}.oid::bigint >= 16384 AND ${namespace === null ? 'true' : scope.schemas(`${alias}.${namespace}`)}
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = ${number} AND e.objid = ${alias}.oid AND e.deptype = 'e')`;
  return [
    `SELECT 'operator class' AS kind, quote_ident(n.nspname) || '.' || o.opcname || ' USING ' || m.amname AS name,
  concat_ws(' ', 'FOR TYPE', format_type(o.opcintype, NULL), CASE WHEN o.opcdefault THEN 'DEFAULT' END, CASE WHEN o.opckeytype <> 0 THEN 'STORAGE ' || format_type(o.opckeytype, NULL) END,
    (SELECT string_agg(a.amopstrategy || ' ' || a.amopopr::regoperator, ', ' ORDER BY a.amopstrategy, a.amopopr::regoperator::text) FROM pg_amop a WHERE a.amopfamily = o.opcfamily),
    (SELECT string_agg(p.amprocnum || ' ' || p.amproc::regprocedure, ', ' ORDER BY p.amprocnum, p.amproc::regprocedure::text) FROM pg_amproc p WHERE p.amprocfamily = o.opcfamily)) AS fingerprint
FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am m ON m.oid = o.opcmethod
WHERE ${scope.schemas('o.opcnamespace')} AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 2616 AND e.objid = o.oid AND e.deptype = 'e')`,
    family(
      'operator family',
      'pg_opfamily',
      2753,
      'f',
      'opfname',
      'opfnamespace',
      `concat_ws(' ', (SELECT amname FROM pg_am WHERE oid = f.opfmethod),
    (SELECT string_agg(a.amopstrategy || ' ' || a.amopopr::regoperator, ', ' ORDER BY a.amopstrategy, a.amopopr::regoperator::text) FROM pg_amop a WHERE a.amopfamily = f.oid),
    (SELECT string_agg(p.amprocnum || ' ' || p.amproc::regprocedure, ', ' ORDER BY p.amprocnum, p.amproc::regprocedure::text) FROM pg_amproc p WHERE p.amprocfamily = f.oid))`,
    ),
    family(
      'conversion',
      'pg_conversion',
      2607,
      'c',
      'conname',
      'connamespace',
      `concat_ws(' ', pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding), c.conproc::regproc, c.condefault)`,
    ),
    family(
      'text search parser',
      'pg_ts_parser',
      3601,
      'p',
      'prsname',
      'prsnamespace',
      `concat_ws(' ', p.prsstart, p.prstoken, p.prsend, p.prsheadline, p.prslextype)`,
    ),
    family(
      'text search template',
      'pg_ts_template',
      3764,
      't',
      'tmplname',
      'tmplnamespace',
      `concat_ws(' ', t.tmplinit, t.tmpllexize)`,
    ),
    family(
      'language',
      'pg_language',
      catalogs.pg_language,
      'l',
      'lanname',
      null,
      `concat_ws(' ', l.lanpltrusted, nullif(l.lanplcallfoid, 0)::regproc, nullif(l.laninline, 0)::regproc, nullif(l.lanvalidator, 0)::regproc)`,
    ),
    family(
      'access method',
      'pg_am',
      2601,
      'a',
      'amname',
      null,
      `concat_ws(' ', a.amtype, a.amhandler::regproc)`,
    ),
    `SELECT 'transform' AS kind, format_type(t.trftype, NULL) || ' FOR ' || l.lanname AS name, concat_ws(' ', nullif(t.trffromsql, 0)::regprocedure, nullif(t.trftosql, 0)::regprocedure) AS fingerprint
FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang
WHERE t.oid::bigint >= 16384 AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 3576 AND e.objid = t.oid AND e.deptype = 'e')`,
    `SELECT 'base type' AS kind, quote_ident(n.nspname) || '.' || t.typname AS name, concat_ws(' ', t.typinput, t.typoutput, t.typlen, t.typalign, t.typstorage, t.typcategory) AS fingerprint
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype IN ('b', 'p') AND t.typcategory <> 'A' AND ${scope.schemas('t.typnamespace')} AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 1247 AND e.objid = t.oid AND e.deptype IN ('e', 'i'))`,
    `SELECT 'subscription' AS kind, s.subname::text AS name, concat_ws(' ', s.subenabled, s.subslotname, s.subsynccommit, array_to_string(s.subpublications, ','), obj_description(s.oid, 'pg_subscription')) AS fingerprint
FROM pg_subscription s WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    `SELECT 'tablespace of ' || CASE c.relkind WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'm' THEN 'materialized view' ELSE 'table' END,
  ${relationName('c.oid')}, t.spcname::text
FROM (SELECT * FROM pg_class r WHERE r.reltablespace <> 0 AND r.relkind IN ('r', 'p', 'm', 'i', 'I') OFFSET 0) c JOIN pg_tablespace t ON t.oid = c.reltablespace
WHERE ${scope.schemas('c.relnamespace')} AND ${scope.own('pg_class', 'c.oid')}`,
    `SELECT 'state of foreign key trigger', k.conname || ' ON ' || ${relationName('g.tgrelid')}, string_agg(g.tgenabled::text, '' ORDER BY g.tgtype)
FROM (SELECT * FROM pg_trigger i WHERE i.tgisinternal AND i.tgenabled <> 'O' OFFSET 0) g JOIN pg_constraint k ON k.oid = g.tgconstraint JOIN pg_class c ON c.oid = g.tgrelid
WHERE k.contype = 'f' AND ${scope.schemas('c.relnamespace')} GROUP BY k.conname, g.tgrelid`,
    `SELECT 'security label', pg_describe_object(l.classoid, l.objoid, l.objsubid), l.provider || ' ' || l.label FROM pg_seclabel l`,
    `SELECT 'operator without function', quote_ident(n.nspname) || '.' || o.oprname || '(' || concat_ws(', ', nullif(o.oprleft, 0)::regtype, nullif(o.oprright, 0)::regtype) || ')', ''
FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE o.oprcode = 0 AND ${scope.schemas('o.oprnamespace')}`,
  ].join('\nUNION ALL\n');
}

/** The rows of the query for them, by kind and name, whatever order the server gave. */
export function unmodelledThings(rows: readonly Unmodelled[]): readonly Unmodelled[] {
  return rows
    .map(({ kind, name, fingerprint }) => ({ kind, name, fingerprint: fingerprint ?? '' }))
    .sort((a, b) => (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1));
}
