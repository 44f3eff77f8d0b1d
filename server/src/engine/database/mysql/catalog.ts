import type { IntrospectOptions, Row } from '../database.ts';
import { withByteDefaults } from './byteDefaults.ts';
import { atLeast, type Flavour, hasLibraries } from './flavour.ts';
import type { AskApart } from './labels.ts';
import { literal } from './literal.ts';
import { extendedQueries } from './shownOnly.ts';

/** Runs one statement that gives rows. */
export type Query = (sql: string) => Promise<readonly Row[]>;

/** What the catalog says of one database: a fixed number of queries, whatever the number of tables. */
export interface Catalog {
  readonly session: Row;
  readonly tables: readonly Row[];
  readonly columns: readonly Row[];
  readonly indexParts: readonly Row[];
  readonly foreignKeyColumns: readonly Row[];
  /** The tables of other databases that foreign keys refer to, as far as they are there. */
  readonly foreignTables: readonly Row[];
  readonly foreignKeyRules: readonly Row[];
  readonly checks: readonly Row[];
  /** Names of all checks, also of those that stand for a PERIOD of MariaDB and have no clause. */
  readonly checkNames: readonly Row[];
  readonly partitions: readonly Row[];
  readonly triggers: readonly Row[];
  /** Empty when only some tables are asked for. */
  readonly views: readonly Row[];
  readonly routines: readonly Row[];
  readonly events: readonly Row[];
  readonly sequences: readonly Row[];
  /** MySQL: names of tables that have what only SHOW CREATE TABLE tells. All when only some tables are asked for. */
  readonly extended: readonly Row[];
  /** MySQL from 9.2: code that routines of other languages import. */
  readonly libraries: readonly Row[];
}

/** Reads the catalog of `database`. All columns have lower-case names. */
export async function readCatalog(
  query: Query,
  flavour: Flavour,
  database: string,
  options: IntrospectOptions,
  apart: AskApart,
): Promise<Catalog> {
  const here = literal(database);
  const only = options.onlyTables?.map(([, name]) => literal(name));
  const among = (column: string) =>
    only === undefined ? '' : ` AND ${column} IN (${only.length === 0 ? 'NULL' : only.join(', ')})`;
  const whole = (sql: string) => (only === undefined ? query(sql) : []);
  const { mariadb } = flavour;
  // Sequences always: defaults name them.
  const tableFilter = only === undefined ? '' : ` AND (1${among('table_name')} OR table_type = 'SEQUENCE')`;

  const session = await query('SELECT CURRENT_USER() AS me, @@lower_case_table_names AS lower_case');
  const [defaults] = await query(
    `SELECT default_character_set_name AS charset, default_collation_name AS collation FROM information_schema.schemata WHERE schema_name = ${here}`,
  );
  const tables =
    await query(`SELECT table_name AS name, table_type AS type, engine AS engine, table_collation AS collation, create_options AS options,
  table_comment AS comment, table_rows AS estimate
FROM information_schema.tables WHERE table_schema = ${here}${tableFilter} ORDER BY table_name`);
  // Of tables that are not there is nothing to be read.
  const some = only === undefined || tables.some((row) => row.type !== 'SEQUENCE');
  const ofTables = (sql: string) => (some ? query(sql) : []);
  const columnRows =
    await ofTables(`SELECT table_name AS table_name, column_name AS name, column_type AS type, data_type AS base, column_default AS default_value, is_nullable AS nullable,
  character_set_name AS charset, collation_name AS collation, extra AS extra, column_comment AS comment, generation_expression AS generation,
  ${mariadb ? 'NULL' : 'srs_id'} AS srs_id
FROM information_schema.columns WHERE table_schema = ${here}${among('table_name')} ORDER BY table_name, ordinal_position`);
  const columns = await withByteDefaults(columnRows, query, flavour, database, apart);
  const indexParts =
    await ofTables(`SELECT table_name AS table_name, index_name AS name, non_unique AS non_unique, column_name AS column_name, collation AS direction,
  sub_part AS length, index_type AS type, index_comment AS comment, ${mariadb ? "IF(ignored = 'YES', 'IGNORED', NULL)" : "IF(is_visible = 'NO', 'INVISIBLE', NULL)"} AS hidden,
  ${!mariadb && atLeast(flavour.version, 8, 0, 13) ? 'expression' : 'NULL'} AS expression
FROM information_schema.statistics WHERE table_schema = ${here}${among('table_name')} ORDER BY table_name, index_name, seq_in_index`);
  const foreignKeyColumns =
    await ofTables(`SELECT table_name AS table_name, constraint_name AS name, column_name AS column_name, referenced_table_schema AS target_schema,
  referenced_table_name AS target, referenced_column_name AS target_column
FROM information_schema.key_column_usage WHERE table_schema = ${here}${among('table_name')} AND referenced_table_name IS NOT NULL
ORDER BY table_name, constraint_name, ordinal_position`);
  const elsewhere = new Set(
    foreignKeyColumns
      .filter((row) => row.target_schema !== database)
      .map((row) => `(${literal(String(row.target_schema))}, ${literal(String(row.target))})`),
  );
  const foreignTables =
    elsewhere.size === 0
      ? []
      : await query(
          `SELECT table_schema AS target_schema, table_name AS name FROM information_schema.tables WHERE (table_schema, table_name) IN (${[...elsewhere].join(', ')})`,
        );
  const foreignKeyRules =
    await ofTables(`SELECT table_name AS table_name, constraint_name AS name, update_rule AS on_update, delete_rule AS on_delete
FROM information_schema.referential_constraints WHERE constraint_schema = ${here}${among('table_name')}`);
  const hasChecks = mariadb || atLeast(flavour.version, 8, 0, 16);
  // Two queries: joined by the server, they take the square of the time.
  const checkNames = hasChecks
    ? await ofTables(`SELECT table_name AS table_name, constraint_name AS name, ${mariadb ? "'YES'" : 'enforced'} AS enforced
FROM information_schema.table_constraints WHERE constraint_schema = ${here}${among('table_name')} AND constraint_type = 'CHECK'`)
    : [];
  const clauses = hasChecks
    ? await ofTables(`SELECT constraint_name AS name, check_clause AS clause, ${mariadb ? 'table_name AS table_name, level AS level' : "NULL AS table_name, 'Table' AS level"}
FROM information_schema.check_constraints WHERE constraint_schema = ${here}${mariadb ? among('table_name') : ''} ORDER BY constraint_name`)
    : [];
  const partitions =
    await ofTables(`SELECT table_name AS table_name, partition_name AS name, subpartition_name AS sub_name, partition_method AS method,
  subpartition_method AS sub_method, partition_expression AS expression, subpartition_expression AS sub_expression,
  partition_description AS description, partition_comment AS comment
FROM information_schema.partitions WHERE table_schema = ${here}${among('table_name')} AND partition_name IS NOT NULL
ORDER BY table_name, partition_ordinal_position, subpartition_ordinal_position`);
  const triggers =
    await ofTables(`SELECT trigger_name AS name, event_object_table AS table_name, action_timing AS timing, event_manipulation AS event, action_order AS position,
  sql_mode AS sql_mode, definer AS definer, collation_connection AS collation_connection
FROM information_schema.triggers WHERE trigger_schema = ${here}${among('event_object_table')}
ORDER BY event_object_table, action_timing DESC, event_manipulation, action_order`);
  const views = await whole(
    `SELECT table_name AS name, view_definition AS definition, definer AS definer, collation_connection AS collation_connection FROM information_schema.views WHERE table_schema = ${here} ORDER BY table_name`,
  );
  const routines =
    await whole(`SELECT routine_name AS name, routine_type AS type, sql_mode AS sql_mode, definer AS definer, collation_connection AS collation_connection
FROM information_schema.routines WHERE routine_schema = ${here} ORDER BY routine_type, routine_name`);
  const events =
    await whole(`SELECT event_name AS name, definer AS definer, sql_mode AS sql_mode, time_zone AS time_zone, event_type AS type, collation_connection AS collation_connection,
  CONVERT_TZ(starts, IF(time_zone = 'SYSTEM', @@GLOBAL.time_zone, time_zone), @@SESSION.time_zone) IN (created, last_altered) AS implicit_start,
  CONVERT_TZ(starts, IF(time_zone = 'SYSTEM', @@GLOBAL.time_zone, time_zone), @@SESSION.time_zone) = created AS first_start
FROM information_schema.events WHERE event_schema = ${here} ORDER BY event_name`);
  const queries = extendedQueries(flavour, database);
  // Few tables are shown without asking which of them need it.
  const extended: Row[] =
    only === undefined || queries.length === 0 ? [] : tables.filter((row) => row.type === 'BASE TABLE');
  for (const sql of queries) {
    // Without the right to see them they are passed over.
    extended.push(...(await Promise.resolve(whole(sql)).catch(() => [])));
  }
  const libraries = hasLibraries(flavour)
    ? await whole(
        `SELECT library_name AS name, library_definition AS definition FROM information_schema.libraries WHERE library_schema = ${here} ORDER BY library_name`,
      )
    : [];
  const sequenceNames = tables.filter((row) => row.type === 'SEQUENCE').map((row) => String(row.name));
  const sequences =
    sequenceNames.length === 0
      ? []
      : await query(sequenceNames.map((name) => sequenceQuery(name, database)).join('\nUNION ALL '));
  return {
    session: { ...session[0], ...defaults },
    ...{
      tables,
      columns,
      indexParts,
      foreignKeyColumns,
      foreignTables,
      foreignKeyRules,
      checks: withClauses(checkNames, clauses, mariadb),
      checkNames,
      partitions,
    },
    ...{ triggers, views, routines, events, sequences, extended, libraries },
  };
}

/** Checks with their clauses. A name is one of its table on MariaDB (there also one of a column), of the database on MySQL. */
function withClauses(names: readonly Row[], clauses: readonly Row[], mariadb: boolean): readonly Row[] {
  const key = (row: Row) => JSON.stringify(mariadb ? [row.table_name, row.name] : [row.name]);
  const tables = new Map(names.map((row) => [key(row), row]));
  return clauses.flatMap((clause) => {
    const check = tables.get(key(clause));
    return check === undefined ? [] : [{ ...clause, table_name: check.table_name, enforced: check.enforced }];
  });
}

function sequenceQuery(name: string, database: string): string {
  const quoted = [database, name].map((part) => `\`${part.replaceAll('`', '``')}\``).join('.');
  return `SELECT ${literal(name)} AS name, start_value, minimum_value, maximum_value, increment, cache_size, cycle_option FROM ${quoted}`;
}
