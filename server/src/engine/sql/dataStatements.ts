import type { StatementCursor } from './cursor.ts';
import type { Description, VerbReader, VerbReaders } from './description.ts';
import type { QualifiedName } from './names.ts';
import { deletedTables, insertedTable, updatedTables } from './touched.ts';

const readInserted: VerbReader = (cursor, found) => changes(found, insertedTable(cursor));
const writes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'REPLACE']);
const mainVerbs = new Set([...writes, 'SELECT', 'VALUES', 'TABLE']);

/** Readers of statements that read or write rows. */
export const dataReaders: VerbReaders = {
  INSERT: readInserted,
  REPLACE: readInserted,
  MERGE: readInserted,
  UPDATE: (cursor, found) => changes(found, updatedTables(cursor)),
  DELETE: (cursor, found) => changes(found, deletedTables(cursor)),
  LOAD: (cursor, found) => {
    if (!cursor.sees('DATA') && !cursor.sees('XML')) {
      found.class = 'utility';
      found.session = true; // LOAD 'library'
    } else if (cursor.passOutside('INTO', 'TABLE')) readInserted(cursor, found);
  },
  COPY: readCopy,
  SELECT: readSelect,
  WITH: readWith,
};

function changes(found: Description, tables: Description['tables']): void {
  found.names = tables.slice(0, 1);
  found.tables = tables;
}

function readCopy(cursor: StatementCursor, found: Description): void {
  const table = cursor.names();
  const to =
    cursor.sees('TO') || !(cursor.sees('FROM') || cursor.nextOutside((c) => c.sees('FROM') || c.sees('TO')));
  if (to || cursor.sees('TO')) {
    found.class = 'query';
    if (cursor.word(1) === 'STDOUT') found.clientCommand = 'COPY … TO STDOUT';
  } else {
    changes(found, table);
    if (cursor.word(1) === 'STDIN') found.clientCommand = 'COPY … FROM STDIN';
  }
  if (found.clientCommand !== null) found.class = 'client';
}

/** `SELECT … INTO t` makes a table; `set_config(…)` changes the session. */
function readSelect(cursor: StatementCursor, found: Description): void {
  let depth = 0;
  for (; !cursor.done; cursor.skip()) {
    const sign = cursor.raw();
    if (sign === '(') depth++;
    else if (sign === ')') depth--;
    const word = cursor.word();
    if (word === 'SET_CONFIG' && cursor.raw(1) === '(') found.session = true;
    if (word !== 'INTO' || depth !== 0 || !cursor.dialect.selectIntoCreates) continue;
    cursor.skip();
    while (['TEMPORARY', 'TEMP', 'UNLOGGED', 'LOCAL', 'GLOBAL', 'TABLE'].includes(cursor.word())) {
      if (cursor.word().startsWith('TEMP')) found.temporary = true;
      cursor.skip();
    }
    found.class = 'ddl';
    found.object = 'TABLE';
    changes(found, insertedTable(cursor));
    return;
  }
}

/** `WITH … INSERT`: the statement is what stands behind the list; an INSERT inside of the list makes it a `dml` too. */
function readWith(cursor: StatementCursor, found: Description): void {
  const inside: QualifiedName[] = [];
  let written = false;
  for (let depth = 0; !cursor.done; cursor.skip()) {
    const sign = cursor.raw();
    if (sign === '(') {
      depth++;
      if (depth === 1 && writes.has(cursor.word(1))) {
        cursor.skip(2);
        inside.push(...insertedTable(cursor));
        written = true;
      }
    } else if (sign === ')') depth--;
    else if (depth === 0 && mainVerbs.has(cursor.word())) break;
  }
  const verb = cursor.word();
  if (verb === '') return;
  found.verb = verb;
  found.class = written || writes.has(verb) ? 'dml' : 'query';
  cursor.skip();
  dataReaders[verb]?.(cursor, found);
  found.tables = [...found.tables, ...inside];
}
