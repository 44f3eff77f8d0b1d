import type { StatementCursor } from './cursor.ts';
import type { QualifiedName } from './names.ts';

const updateModifiers = new Set([
  'LOW_PRIORITY',
  'IGNORE',
  'ONLY',
  'QUICK',
  'DELAYED',
  'HIGH_PRIORITY',
  'INTO',
  'FROM',
]);
const conflictRules = new Set(['ROLLBACK', 'ABORT', 'REPLACE', 'FAIL', 'IGNORE']);
const behindUpdated = new Set(['SET']);
const behindDeleted = new Set(['WHERE', 'RETURNING', 'ORDER', 'LIMIT']);
/** Elsewhere than in MySQL, what stands behind USING is only read. */
const behindDeletedOrUsing = new Set([...behindDeleted, 'USING']);
const joins = new Set(['JOIN', 'STRAIGHT_JOIN']);
const renamed = new Set(['COLUMN', 'INDEX', 'KEY', 'CONSTRAINT']);

/** The table of `INSERT INTO t`, `REPLACE INTO t`, `MERGE INTO t`; the cursor stands behind the verb. */
export function insertedTable(cursor: StatementCursor): QualifiedName[] {
  skipModifiers(cursor);
  const name = cursor.name();
  return name === null ? [] : [name];
}

/** The tables of an UPDATE, all of a MySQL join's; the cursor stands behind the verb. */
export function updatedTables(cursor: StatementCursor): QualifiedName[] {
  skipModifiers(cursor);
  return joinedTables(cursor, behindUpdated);
}

/** The tables of a DELETE, all of a MySQL join's; the cursor stands behind the verb. */
export function deletedTables(cursor: StatementCursor): QualifiedName[] {
  skipModifiersBeforeFrom(cursor);
  if (!cursor.passOutside('FROM')) return [];
  skipModifiers(cursor);
  return joinedTables(cursor, cursor.dialect.mysqlStatements ? behindDeleted : behindDeletedOrUsing);
}

/** Both tables of a rename, the partition of an attach, and whether a partition is detached CONCURRENTLY. */
export function alteredTables(cursor: StatementCursor): { tables: QualifiedName[]; concurrently: boolean } {
  const tables: QualifiedName[] = [];
  let concurrently = false;
  const add = (name: QualifiedName | null): void => {
    if (name !== null) tables.push(name);
  };
  let atAction = true;
  do {
    if (atAction && cursor.accept('RENAME')) add(renameTarget(cursor));
    else if (cursor.accept('ATTACH', 'PARTITION')) add(cursor.name());
    else if (cursor.accept('DETACH', 'PARTITION')) {
      add(cursor.name());
      concurrently = cursor.sees('CONCURRENTLY');
    } else if (cursor.sees('EXCHANGE', 'PARTITION') && cursor.passOutside('WITH', 'TABLE'))
      add(cursor.name());
    atAction = cursor.raw() === ',';
  } while (cursor.nextOutside(() => true));
  return { tables, concurrently };
}

/** `RENAME TABLE a TO b, c TO d`; the cursor stands behind TABLE. */
export function renamedTables(cursor: StatementCursor): QualifiedName[] {
  const tables: QualifiedName[] = [];
  do {
    const from = cursor.name();
    if (from === null || !cursor.passOutside('TO')) break;
    const to = cursor.name();
    tables.push(from, ...(to === null ? [] : [to]));
  } while (cursor.acceptSign(','));
  return tables;
}

/** The table behind a word outside of parentheses (`CREATE INDEX i ON t`). */
export function tableBehind(cursor: StatementCursor, word: string): QualifiedName[] {
  if (!cursor.passOutside(word)) return [];
  cursor.accept('ONLY');
  const name = cursor.name();
  return name === null ? [] : [name];
}

/** `LOCK TABLES a AS x READ, b WRITE`. */
export function lockedTables(cursor: StatementCursor): QualifiedName[] {
  const tables: QualifiedName[] = [];
  do {
    cursor.accept('ONLY');
    const name = cursor.name();
    if (name !== null) tables.push(name);
  } while (cursor.acceptSign(',') || (cursor.nextOutside((c) => c.raw() === ',') && cursor.acceptSign(',')));
  return tables;
}

function renameTarget(cursor: StatementCursor): QualifiedName | null {
  if (renamed.has(cursor.word())) return null;
  if (cursor.accept('TO') || cursor.accept('AS') || cursor.acceptSign('=')) return cursor.name();
  const name = cursor.name();
  return cursor.sees('TO') ? null : name; // RENAME old TO new: a column
}

function skipModifiers(cursor: StatementCursor): void {
  for (;;) {
    if (cursor.word() === 'OR' && conflictRules.has(cursor.word(1))) cursor.skip(2);
    else if (updateModifiers.has(cursor.word()) && cursor.raw(1) !== '.') cursor.skip();
    else return;
  }
}

function skipModifiersBeforeFrom(cursor: StatementCursor): void {
  while (cursor.word() !== 'FROM' && updateModifiers.has(cursor.word())) cursor.skip();
}

/** Table names at the start, behind commas and behind JOIN, up to one of the words. */
function joinedTables(cursor: StatementCursor, stop: ReadonlySet<string>): QualifiedName[] {
  const tables: QualifiedName[] = [];
  let expected = true;
  while (!cursor.done && !stop.has(cursor.word())) {
    const name = expected && !cursor.sees('LATERAL') ? cursor.name() : null;
    expected = false;
    if (name !== null) tables.push(name);
    else {
      expected = joins.has(cursor.word()) || cursor.raw() === ',' || cursor.word() === 'USING';
      if (cursor.raw() === '(') cursor.skipParentheses();
      else cursor.skip();
    }
  }
  return tables;
}
