import type { RawConnection } from '../../servers/rawQuery.ts';

/** Namespaces of the user, and things that no extension owns. */
const own = (oid: string, catalog: string) =>
  `NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = '${catalog}'::regclass AND x.objid = ${oid} AND x.deptype = 'e')`;
const userSchema = (oid: string) =>
  `${oid} IN (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')`;
/** Grants; none written down means the default ones, where `kind` has any. */
const acl = (column: string, kind?: string, of?: string) => {
  const all = kind === undefined ? column : `coalesce(${column}, acldefault(${kind}, ${of}))`;
  return `(SELECT string_agg(a.x::text, ' ' ORDER BY a.x::text) FROM unnest(${all}) AS a(x))`;
};
const comment = (oid: string, catalog: string) => `obj_description(${oid}, '${catalog}')`;
const owner = (column: string) => `pg_get_userbyid(${column})`;

/** Name → rows of text; each row becomes a line. Grants of an owner to himself come and go with any grant: both are named. */
const queries: Readonly<Record<string, string>> = {
  schema: `SELECT nspname, ${owner('nspowner')}, ${acl('nspacl', "'n'", 'nspowner')}, ${comment('oid', 'pg_namespace')} FROM pg_namespace n
    WHERE ${userSchema('oid')} AND ${own('oid', 'pg_namespace')}`,
  extension: `SELECT extname, extnamespace::regnamespace, ${comment('oid', 'pg_extension')} FROM pg_extension`,
  relation: `SELECT c.oid::regclass, c.relkind, c.relpersistence, (SELECT array_agg(o ORDER BY o) FROM unnest(c.reloptions) o),
      c.relrowsecurity, c.relforcerowsecurity, c.relreplident, pg_get_expr(c.relpartbound, c.oid),
      CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END, a.amname,
      (SELECT array_agg(i.inhparent::regclass ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid),
      c.reloftype::regtype, ${owner('c.relowner')}, ${acl('c.relacl', "CASE c.relkind WHEN 'S' THEN 's'::\"char\" ELSE 'r' END", 'c.relowner')}, ${comment('c.oid', 'pg_class')},
      (SELECT spcname FROM pg_tablespace t WHERE t.oid = c.reltablespace), CASE WHEN c.relkind = 'm' THEN c.relispopulated END
    FROM pg_class c LEFT JOIN pg_am a ON a.oid = c.relam
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND ${userSchema('c.relnamespace')} AND ${own('c.oid', 'pg_class')}`,
  column: `SELECT a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
      pg_get_expr(d.adbin, d.adrelid), a.attcollation::regcollation, a.attstorage, a.attcompression, a.attstattarget, a.attislocal,
      a.attinhcount, ${acl('a.attacl')}, a.attoptions, a.attfdwoptions, col_description(a.attrelid, a.attnum)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
      AND ${userSchema('c.relnamespace')} AND ${own('c.oid', 'pg_class')}`,
  ordered: `SELECT c.oid::regclass, (SELECT array_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
    FROM pg_class c WHERE c.relkind IN ('v', 'm', 'c') AND ${userSchema('c.relnamespace')} AND ${own('c.oid', 'pg_class')}`,
  constraint: `SELECT con.conrelid::regclass, con.contypid::regtype, con.conname, con.contype, pg_get_constraintdef(con.oid), con.convalidated,
      con.condeferrable, con.condeferred, con.conislocal, con.coninhcount, CASE WHEN con.contype IN ('c', 'n') THEN con.connoinherit END, ${comment('con.oid', 'pg_constraint')}
    FROM pg_constraint con WHERE ${userSchema('con.connamespace')} AND con.contype <> 't'
      AND ${own('con.conrelid', 'pg_class')} AND ${own('con.contypid', 'pg_type')}`,
  index: `SELECT pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisclustered, i.indisreplident, i.indisunique, i.indisprimary,
      i.indimmediate, (SELECT p.inhparent::regclass FROM pg_inherits p WHERE p.inhrelid = i.indexrelid),
      ${comment('i.indexrelid', 'pg_class')}, (SELECT array_agg(a.attstattarget ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE ${userSchema('c.relnamespace')} AND ${own('i.indrelid', 'pg_class')}`,
  trigger: `SELECT t.tgrelid::regclass, pg_get_triggerdef(t.oid), t.tgenabled, ${comment('t.oid', 'pg_trigger')}, t.tgparentid <> 0
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND ${userSchema('c.relnamespace')} AND ${own('c.oid', 'pg_class')}`,
  rule: `SELECT r.ev_class::regclass, pg_get_ruledef(r.oid), r.ev_enabled, ${comment('r.oid', 'pg_rewrite')}
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class WHERE ${userSchema('c.relnamespace')} AND ${own('c.oid', 'pg_class')}`,
  policy: `SELECT p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid),
      (SELECT array_agg(CASE r WHEN 0 THEN 'public' ELSE ${owner('r')} END ORDER BY 1) FROM unnest(p.polroles) r), ${comment('p.oid', 'pg_policy')}
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE ${own('c.oid', 'pg_class')}`,
  sequence: `SELECT s.seqrelid::regclass, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmax, s.seqmin, s.seqcache, s.seqcycle,
      (SELECT d.refobjid::regclass || '.' || a.attname || d.deptype::text FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0)
    FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid WHERE ${userSchema('c.relnamespace')} AND ${own('c.oid', 'pg_class')}`,
  function: `SELECT p.oid::regprocedure, CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END, p.prokind, ${owner('p.proowner')}, ${acl('p.proacl', "'f'", 'p.proowner')},
      ${comment('p.oid', 'pg_proc')}, CASE WHEN p.prokind = 'a' THEN pg_get_function_result(p.oid) END
    FROM pg_proc p WHERE ${userSchema('p.pronamespace')} AND ${own('p.oid', 'pg_proc')} AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'i')`,
  aggregate: `SELECT a.aggfnoid::regprocedure, a.aggkind, a.aggtransfn::regprocedure, a.aggfinalfn::regprocedure, a.aggcombinefn::regprocedure, a.aggserialfn::regprocedure,
      a.aggdeserialfn::regprocedure, a.aggmtransfn::regprocedure, a.aggfinalextra, a.aggsortop::regoperator, a.aggtranstype::regtype, a.agginitval, p.proparallel
    FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid WHERE ${userSchema('p.pronamespace')} AND ${own('p.oid', 'pg_proc')}`,
  type: `SELECT t.oid::regtype, t.typtype, (SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
      CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END, t.typnotnull, t.typdefault,
      CASE WHEN t.typtype = 'd' THEN t.typcollation::regcollation END, ${owner('t.typowner')}, ${acl('t.typacl', "'T'", 't.typowner')}, ${comment('t.oid', 'pg_type')},
      (SELECT r.rngsubtype::regtype || ' ' || r.rngcollation::regcollation || ' ' || r.rngcanonical || ' ' || r.rngsubdiff || ' ' || coalesce(r.rngmultitypid::regtype::text, '')
         FROM pg_range r WHERE r.rngtypid = t.oid)
    FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid WHERE ${userSchema('t.typnamespace')} AND t.typtype IN ('e', 'd', 'c', 'r', 'm')
      AND (c.relkind IS NULL OR c.relkind = 'c') AND ${own('t.oid', 'pg_type')}`,
  statistics: `SELECT pg_get_statisticsobjdef(s.oid), s.stxstattarget, ${owner('s.stxowner')}, ${comment('s.oid', 'pg_statistic_ext')} FROM pg_statistic_ext s`,
  eventTrigger: `SELECT evtname, evtevent, evtfoid::regprocedure, evtenabled, evttags, ${owner('evtowner')}, ${comment('oid', 'pg_event_trigger')} FROM pg_event_trigger e WHERE ${own('e.oid', 'pg_event_trigger')}`,
  publication: `SELECT p.pubname, p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot, ${owner('p.pubowner')}, ${comment('p.oid', 'pg_publication')},
      (SELECT array_agg(t::text ORDER BY t::text) FROM pg_publication_tables t WHERE t.pubname = p.pubname) FROM pg_publication p`,
  foreignDataWrapper: `SELECT fdwname, fdwhandler::regproc, fdwvalidator::regproc, fdwoptions, ${acl('fdwacl', "'F'", 'fdwowner')}, ${owner('fdwowner')} FROM pg_foreign_data_wrapper f WHERE ${own('f.oid', 'pg_foreign_data_wrapper')}`,
  foreignServer: `SELECT s.srvname, f.fdwname, s.srvtype, s.srvversion, s.srvoptions, ${acl('s.srvacl', "'S'", 's.srvowner')}, ${owner('s.srvowner')}, ${comment('s.oid', 'pg_foreign_server')} FROM pg_foreign_server s JOIN pg_foreign_data_wrapper f ON f.oid = s.srvfdw`,
  userMapping: 'SELECT srvname, usename, umoptions FROM pg_user_mappings',
  foreignTable: `SELECT ftrelid::regclass, srvname, ftoptions FROM pg_foreign_table JOIN pg_foreign_server s ON s.oid = ftserver`,
  collation: `SELECT c.oid::regcollation, c.collprovider, c.collisdeterministic, c.collcollate, c.collctype, to_jsonb(c) ->> 'colllocale', ${comment('c.oid', 'pg_collation')} FROM pg_collation c WHERE ${userSchema('c.collnamespace')} AND ${own('c.oid', 'pg_collation')}`,
  operator: `SELECT o.oid::regoperator, o.oprcode::regprocedure, o.oprcom::regoperator, o.oprnegate::regoperator, o.oprrest::regproc, o.oprjoin::regproc, o.oprcanmerge, o.oprcanhash, ${comment('o.oid', 'pg_operator')} FROM pg_operator o WHERE ${userSchema('o.oprnamespace')} AND ${own('o.oid', 'pg_operator')} AND o.oprcode <> 0`,
  operatorClass: `SELECT opcname, opcmethod, opcintype::regtype, opcdefault FROM pg_opclass o WHERE ${userSchema('o.opcnamespace')} AND ${own('o.oid', 'pg_opclass')}`,
  cast: `SELECT c.castsource::regtype, c.casttarget::regtype, c.castfunc::regprocedure, c.castcontext, c.castmethod, ${comment('c.oid', 'pg_cast')} FROM pg_cast c WHERE c.oid >= 16384 AND ${own('c.oid', 'pg_cast')}
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'i')`,
  textSearch: `SELECT c.oid::regconfig, c.cfgparser, (SELECT array_agg(m.maptokentype || ' ' || m.mapseqno || ' ' || m.mapdict::regdictionary ORDER BY m.maptokentype, m.mapseqno) FROM pg_ts_config_map m WHERE m.mapcfg = c.oid), ${comment('c.oid', 'pg_ts_config')} FROM pg_ts_config c WHERE ${userSchema('c.cfgnamespace')}`,
  dictionary: `SELECT d.oid::regdictionary, t.tmplname, d.dictinitoption FROM pg_ts_dict d JOIN pg_ts_template t ON t.oid = d.dicttemplate WHERE ${userSchema('d.dictnamespace')}`,
  defaultPrivileges: `SELECT ${owner('defaclrole')}, (SELECT nspname FROM pg_namespace n WHERE n.oid = defaclnamespace), defaclobjtype, ${acl('defaclacl')} FROM pg_default_acl`,
  language: `SELECT lanname FROM pg_language l WHERE ${own('l.oid', 'pg_language')}`,
  conversion: `SELECT conname, conproc::regproc FROM pg_conversion WHERE ${userSchema('connamespace')}`,
};

/** Columns of the catalogs that PostgreSQL 13 does not have. */
const newIn14 = /\b(?:a\.attcompression|r\.rngmultitypid)\b/;

/** Everything PostgreSQL's own `pg_get_…def` functions and catalogs tell, without our introspection. Column order does not count. */
export async function fingerprintPostgres(connection: RawConnection): Promise<readonly string[]> {
  const [before] = await connection.query(
    "SELECT current_setting('search_path') AS search_path, current_setting('server_version_num')::int / 10000 AS version",
  );
  const known = (query: string) =>
    Number(before!.version) < 14 ? query.replace(newIn14, 'NULL::oid') : query;
  await connection.query("SET search_path = ''");
  // One message: many catalog queries as rows of one shape.
  const parts = Object.entries(queries).map(
    ([name, query]) => `SELECT '${name}' AS kind, q::text AS line FROM (${known(query)}) q`,
  );
  const rows = await connection.query(parts.join('\nUNION ALL\n'));
  await connection.query(
    `SELECT set_config('search_path', '${String(before!.search_path).replaceAll("'", "''")}', false)`,
  );
  return rows.map((row) => `${row.kind} ${row.line}`).sort();
}
