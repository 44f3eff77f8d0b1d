import type { StatementCursor } from './cursor.ts';
import type { Description, VerbReader, VerbReaders } from './description.ts';
import { readObjectHead } from './objects.ts';
import { alteredTables, renamedTables, tableBehind } from './touched.ts';

/** What holds rows. */
const tableObjects = new Set(['TABLE', 'FOREIGN TABLE', 'VIRTUAL TABLE']);
/** What hangs on a table, and the word in front of that table. */
const attached: Readonly<Record<string, string>> = {
  INDEX: 'ON',
  TRIGGER: 'ON',
  POLICY: 'ON',
  RULE: 'ON',
  CONSTRAINT: 'ON',
};
/** What has no name of its own, or one that is no name. */
const nameless = new Set([
  'SYSTEM',
  'CAST',
  'TRANSFORM',
  'OWNED',
  'USER MAPPING',
  'DEFAULT PRIVILEGES',
  'INSTANCE',
  'OPERATOR',
]);

/** Readers of CREATE, ALTER, DROP and what else speaks of an object of the schema. */
export const definitionReaders: VerbReaders = {
  CREATE: (cursor, found) => {
    readObject(cursor, found);
    if (found.object === 'RULE') found.tables = tableBehind(cursor, 'TO');
    else if (found.object === 'STATISTICS') found.tables = tableBehind(cursor, 'FROM');
    else readAttached(cursor, found);
    if (found.object === 'TABLE' && cursor.accept('PARTITION', 'OF'))
      found.tables = [...found.tables, ...oneName(cursor)];
  },
  ALTER: (cursor, found) => {
    readObject(cursor, found);
    if (!tableObjects.has(found.object ?? '')) {
      readAttached(cursor, found);
      return;
    }
    const { tables, concurrently } = alteredTables(cursor);
    found.tables = [...found.tables, ...tables];
    found.concurrently ||= concurrently;
  },
  DROP: (cursor, found) => {
    readObject(cursor, found);
    readAttached(cursor, found);
  },
  COMMENT: (cursor, found) => {
    if (cursor.accept('ON')) readCommented(cursor, found);
  },
  SECURITY: (cursor, found) => {
    if (cursor.passOutside('ON')) readCommented(cursor, found);
  },
  IMPORT: (cursor, found) => readObject(cursor, found),
  REFRESH: (cursor, found) => readObject(cursor, found),
  RENAME: (cursor, found) => {
    Object.assign(found, readObjectHead(cursor));
    if (found.object !== 'TABLE') return;
    found.tables = renamedTables(cursor);
    found.names = found.tables.slice(0, 1);
  },
  TRUNCATE: (cursor, found) => {
    cursor.accept('TABLE');
    found.object = 'TABLE';
    found.names = found.tables = cursor.names();
  },
};

const readObject: VerbReader = (cursor, found) => {
  Object.assign(found, readObjectHead(cursor));
  const object = found.object ?? '';
  if (nameless.has(object) || cursor.sees('AUTHORIZATION')) return;
  if (object === 'INDEX' && cursor.sees('ON')) return;
  if (tableObjects.has(object) && cursor.sees('ALL', 'IN', 'TABLESPACE')) return;
  found.names = found.verb === 'DROP' ? cursor.names() : oneName(cursor);
  if (tableObjects.has(object)) found.tables = found.names;
};

const readAttached: VerbReader = (cursor, found) => {
  const word = attached[found.object ?? ''];
  if (word !== undefined) found.tables = tableBehind(cursor, word);
};

/** `COMMENT ON COLUMN t.c`: the table is the name without its last part. */
const readCommented: VerbReader = (cursor, found) => {
  readObject(cursor, found);
  if (found.object !== 'COLUMN') {
    readAttached(cursor, found);
    return;
  }
  const column = found.names[0];
  if (column === undefined || column.parts.length < 2) return;
  found.tables = [{ ...column, parts: column.parts.slice(0, -1), quoted: column.quoted.slice(0, -1) }];
};

function oneName(cursor: StatementCursor): Description['names'] {
  const name = cursor.name();
  return name === null ? [] : [name];
}
