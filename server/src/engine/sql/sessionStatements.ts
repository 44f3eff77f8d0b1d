import { readName, type VerbReaders } from './description.ts';
import { readSetting } from './settings.ts';
import { lockedTables } from './touched.ts';

/** What stands in their parentheses is asked about, not set. */
const readingPragmas = new Set(
  `table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list foreign_key_check integrity_check
   quick_check function_list collation_list database_list pragma_list module_list compile_options`.split(
    /\s+/,
  ),
);
/** They change the database, not the session. */
const storedPragmas = new Set(
  `user_version application_id schema_version wal_checkpoint optimize incremental_vacuum shrink_memory`.split(
    ' ',
  ),
);

/** Readers of statements that change what the session keeps. */
export const sessionReaders: VerbReaders = {
  SET: (cursor, found) => {
    const { kind, variable, autocommit } = readSetting(cursor);
    found.session = kind === 'session';
    if (kind === 'account') found.class = 'ddl';
    if (variable !== null) found.names = [variable];
    if (autocommit === null) return;
    found.transaction = autocommit ? 'commit' : 'begin';
  },
  RESET: (cursor, found) => {
    readName(cursor, found);
    if (!cursor.dialect.mysqlStatements) return;
    found.class = 'utility';
    found.session = false;
  },
  USE: readName,
  PRAGMA: (cursor, found) => {
    readName(cursor, found);
    const pragma = found.names[0]?.parts.at(-1)?.toLowerCase() ?? '';
    found.assigns = cursor.raw() === '=' || cursor.raw() === '(';
    if (!found.assigns || readingPragmas.has(pragma)) found.class = 'query';
    else if (storedPragmas.has(pragma)) found.class = 'utility';
    else found.session = true;
  },
  DISCARD: (cursor, found) => {
    found.object = cursor.word();
  },
  LOCK: (cursor, found) => {
    if (cursor.accept('INSTANCE')) return;
    if (!cursor.accept('TABLE')) cursor.accept('TABLES');
    found.object = 'TABLE';
    found.tables = lockedTables(cursor);
    found.session = cursor.dialect.mysqlStatements;
  },
  UNLOCK: (cursor, found) => {
    if (cursor.accept('TABLES') || cursor.accept('TABLE')) found.object = 'TABLE';
    found.session = true;
  },
  CALL: readName,
  EXECUTE: readName,
};
