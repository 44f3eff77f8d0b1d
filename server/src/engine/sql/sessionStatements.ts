import { readName, type VerbReaders } from './description.ts';
import { readSetting } from './settings.ts';
import { lockedTables } from './touched.ts';

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
  RESET: readName,
  USE: readName,
  PRAGMA: (cursor, found) => {
    readName(cursor, found);
    found.assigns = cursor.raw() === '=' || cursor.raw() === '(';
    found.session = found.assigns;
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
