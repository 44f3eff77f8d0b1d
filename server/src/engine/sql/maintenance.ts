import { readName, type VerbReader, type VerbReaders } from './description.ts';
import { readConditions } from './objects.ts';
import { verbClasses } from './verbs.ts';

const options = new Set('FULL FREEZE VERBOSE ANALYZE LOCAL NO_WRITE_TO_BINLOG'.split(' '));
const reindexed = new Set(['INDEX', 'TABLE', 'SCHEMA', 'DATABASE', 'SYSTEM']);

const readTables: VerbReader = (cursor, found) => {
  for (;;) {
    if (options.has(cursor.word())) cursor.skip();
    else if (cursor.raw() === '(') cursor.skipParentheses();
    else break;
  }
  if (cursor.accept('TABLE') || cursor.accept('TABLES')) found.object = 'TABLE';
  if (cursor.sees('INTO')) return; // SQLite's VACUUM INTO 'file'
  found.tables = cursor.names();
  found.names = found.tables.slice(0, 1);
};

/** Readers of statements that look after tables and indexes. */
export const maintenanceReaders: VerbReaders = {
  ANALYZE: (cursor, found) => {
    // MariaDB's ANALYZE SELECT … is an EXPLAIN that runs the statement.
    const next = verbClasses.get(cursor.word());
    if ((next === 'query' || next === 'dml') && !cursor.sees('TABLE')) found.class = 'query';
    else readTables(cursor, found);
  },
  OPTIMIZE: readTables,
  CHECK: readTables,
  CHECKSUM: readTables,
  REPAIR: readTables,
  VACUUM: readTables,
  CLUSTER: readTables,
  REINDEX: (cursor, found) => {
    if (cursor.acceptSign('('))
      for (; !cursor.done && !cursor.acceptSign(')'); cursor.skip())
        found.concurrently ||= cursor.sees('CONCURRENTLY');
    if (reindexed.has(cursor.word())) {
      found.object = cursor.word();
      cursor.skip();
    }
    found.concurrently ||= readConditions(cursor).concurrently;
    readName(cursor, found);
    if (found.object === 'TABLE') found.tables = found.names;
  },
};
