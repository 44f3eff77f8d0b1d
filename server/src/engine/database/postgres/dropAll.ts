import type { Database, DropAllOptions, Row } from '../database.ts';
import { literal } from './quote.ts';

/** Locks that one transaction may safely take; a table takes one for itself and for each of its indexes and its toast. */
const lockShare = 0.5;

/**
 * Everything droppable in `schemas` that the user owns, in an order that needs CASCADE for what is left only. What
 * belongs to an extension stays, and so do the schemas themselves; parts of another thing (an identity's sequence) go with it. `rank` sorts kinds; `locks` estimates the price.
 */
function droppableSql({ schemas, except = [] }: DropAllOptions): string {
  const kept = except.map(([schema, name]) => `(${literal(schema ?? '')}, ${literal(name)})`);
  const scope =
    schemas === undefined
      ? 'pg_catalog.unnest(pg_catalog.current_schemas(false))'
      : `pg_catalog.unnest(ARRAY[${schemas.map(literal).join(', ')}]::pg_catalog.name[])`;
  const inScope = (catalog: string, namespace: string, owner: string) =>
    `${namespace} IN (SELECT oid FROM scope) AND pg_catalog.pg_has_role(${owner}, 'USAGE')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND e.objid = o.oid AND e.refobjid <> e.objid AND e.deptype IN ('e', 'i'))`;
  const named = (
    catalog: string,
    word: string,
    name: string,
    namespace: string,
    owner: string,
    rank: number,
  ) =>
    `SELECT ${rank}, ${literal(word)}, pg_catalog.format('%I.%I', n.nspname, o.${name}), 1
FROM pg_catalog.${catalog} o JOIN pg_catalog.pg_namespace n ON n.oid = o.${namespace} WHERE ${inScope(catalog, `o.${namespace}`, `o.${owner}`)}`;
  return `WITH scope AS (SELECT n.oid FROM pg_catalog.pg_namespace n
  WHERE n.nspname IN (SELECT * FROM ${scope}) AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%')
SELECT CASE o.relkind WHEN 'S' THEN 2 ELSE 1 END AS rank, CASE o.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS word,
  pg_catalog.format('%I.%I', n.nspname, o.relname) AS name,
  2 + (SELECT count(*)::int FROM pg_catalog.pg_index i WHERE i.indrelid = o.oid) AS locks
FROM pg_catalog.pg_class o JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace
WHERE o.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')${kept.length === 0 ? '' : ` AND (n.nspname, o.relname) NOT IN (${kept.join(', ')})`} AND ${inScope('pg_class', 'o.relnamespace', 'o.relowner')}
UNION ALL
SELECT 2, CASE o.prokind WHEN 'a' THEN 'AGGREGATE' WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
  pg_catalog.format('%I.%I(%s)', n.nspname, o.proname, pg_catalog.pg_get_function_identity_arguments(o.oid)), 1
FROM pg_catalog.pg_proc o JOIN pg_catalog.pg_namespace n ON n.oid = o.pronamespace WHERE ${inScope('pg_proc', 'o.pronamespace', 'o.proowner')}
UNION ALL
SELECT 3, 'OPERATOR', pg_catalog.format('%I.%s (%s, %s)', n.nspname, o.oprname,
  CASE o.oprleft WHEN 0 THEN 'NONE' ELSE pg_catalog.format_type(o.oprleft, NULL) END, pg_catalog.format_type(o.oprright, NULL)), 1
FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace WHERE ${inScope('pg_operator', 'o.oprnamespace', 'o.oprowner')}
UNION ALL
SELECT 4, 'OPERATOR FAMILY', pg_catalog.format('%I.%I USING %I', n.nspname, o.opfname, m.amname), 1
FROM pg_catalog.pg_opfamily o JOIN pg_catalog.pg_namespace n ON n.oid = o.opfnamespace JOIN pg_catalog.pg_am m ON m.oid = o.opfmethod WHERE ${inScope('pg_opfamily', 'o.opfnamespace', 'o.opfowner')}
UNION ALL
SELECT 5, CASE o.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, pg_catalog.format('%I.%I', n.nspname, o.typname), 1
FROM pg_catalog.pg_type o JOIN pg_catalog.pg_namespace n ON n.oid = o.typnamespace
WHERE (o.typtype IN ('e', 'd', 'r') OR (o.typtype = 'b' AND o.typelem = 0)
    OR (o.typtype = 'c' AND EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = o.typrelid AND c.relkind = 'c')))
  AND ${inScope('pg_type', 'o.typnamespace', 'o.typowner')}
UNION ALL
${named('pg_collation', 'COLLATION', 'collname', 'collnamespace', 'collowner', 6)}
UNION ALL
${named('pg_conversion', 'CONVERSION', 'conname', 'connamespace', 'conowner', 6)}
UNION ALL
${named('pg_statistic_ext', 'STATISTICS', 'stxname', 'stxnamespace', 'stxowner', 6)}
UNION ALL
${named('pg_ts_config', 'TEXT SEARCH CONFIGURATION', 'cfgname', 'cfgnamespace', 'cfgowner', 6)}
UNION ALL
${named('pg_ts_dict', 'TEXT SEARCH DICTIONARY', 'dictname', 'dictnamespace', 'dictowner', 7)}
UNION ALL
SELECT 8, 'PUBLICATION', pg_catalog.quote_ident(o.pubname), 1 FROM pg_catalog.pg_publication o
WHERE pg_catalog.pg_has_role(o.pubowner, 'USAGE')
  AND EXISTS (SELECT FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_class c ON c.oid = r.prrelid WHERE r.prpubid = o.oid AND c.relnamespace IN (SELECT oid FROM scope))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_class c ON c.oid = r.prrelid WHERE r.prpubid = o.oid AND c.relnamespace NOT IN (SELECT oid FROM scope))
UNION ALL
SELECT 9, 'SERVER', pg_catalog.quote_ident(o.srvname), 1 FROM pg_catalog.pg_foreign_server o
WHERE pg_catalog.pg_has_role(o.srvowner, 'USAGE')
  AND EXISTS (SELECT FROM pg_catalog.pg_foreign_table t JOIN pg_catalog.pg_class c ON c.oid = t.ftrelid WHERE t.ftserver = o.oid AND c.relnamespace IN (SELECT oid FROM scope))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_foreign_table t JOIN pg_catalog.pg_class c ON c.oid = t.ftrelid WHERE t.ftserver = o.oid AND c.relnamespace NOT IN (SELECT oid FROM scope))
ORDER BY 1, 2, 3`;
}

/**
 * Drops what `droppableSql` finds: in one transaction, or, where that would take more locks than the server has room for,
 * in several. Nothing to drop: nothing happens. Throws `DatabaseError`.
 */
export async function dropAll(database: Database, options: DropAllOptions): Promise<void> {
  const rows = await database.query(droppableSql(options));
  if (rows.length === 0) return;
  const [room] = await database.query(
    `SELECT current_setting('max_locks_per_transaction')::int * current_setting('max_connections')::int AS locks`,
  );
  for (const batch of batches(rows, Number(room?.locks) * lockShare)) {
    try {
      await database.runScript(['BEGIN', ...batch.map(dropSql), 'COMMIT']);
    } catch (error) {
      await database.execute('ROLLBACK').catch(() => {});
      throw error;
    }
  }
}

/** An earlier CASCADE may have dropped it already, hence IF EXISTS. */
function dropSql(row: Row): string {
  return `DROP ${row.word} IF EXISTS ${row.name} CASCADE`;
}

function batches(rows: readonly Row[], room: number): readonly (readonly Row[])[] {
  const result: Row[][] = [];
  let taken = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    if (taken + Number(row.locks) > room) {
      result.push([]);
      taken = 0;
    }
    taken += Number(row.locks);
    result.at(-1)!.push(row);
  }
  return result;
}
