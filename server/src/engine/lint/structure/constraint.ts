import { columnList } from '../../catalog/columnDefinition.ts';
import type { Cursor } from '../../catalog/cursor.ts';
import type { WrittenName } from '../../catalog/facts.ts';
import { readReference, spanFrom } from './column.ts';
import type { ConstraintClause, ReferenceClause } from './tree.ts';

const kindWords: ReadonlySet<string> = new Set([
  ...['PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN', 'EXCLUDE', 'NOT', 'KEY', 'INDEX', 'FULLTEXT', 'SPATIAL'],
]);
const indexWords: ReadonlySet<string> = new Set(['KEY', 'INDEX']);

/** Reads a table constraint or an index clause; the cursor covers it and nothing else. */
export function readConstraintClause(cursor: Cursor): ConstraintClause {
  const first = cursor.at;
  let name: WrittenName | null = null;
  if (cursor.take('CONSTRAINT') && !kindWords.has(cursor.word())) name = cursor.name();
  cursor.take('IF', 'NOT', 'EXISTS');
  const from = cursor.at;
  const type = readType(cursor);
  const keyword = spanFrom(cursor, from);
  if (type === 'unique' || type === 'index' || type === 'fulltext' || type === 'spatial') {
    while (indexWords.has(cursor.word())) cursor.at++;
    cursor.take('IF', 'NOT', 'EXISTS');
    cursor.take('NULLS', 'NOT', 'DISTINCT');
    if (cursor.word() !== '(' && cursor.word() !== 'USING') name = cursor.name() ?? name;
  } else if (type === 'foreignKey' && cursor.word() !== '(') name ??= cursor.name();
  let usingIndex: WrittenName | null = null;
  const column = type === 'notNull' ? cursor.name() : null;
  while (column === null && !cursor.done && cursor.word() !== '(') {
    if (cursor.take('USING', 'INDEX')) usingIndex = cursor.name();
    else cursor.at++;
  }
  const list = cursor.at;
  const size = cursor.parentheses()?.parts().length ?? 0;
  const condition = type === 'check' ? cursor.textFrom(list) : null;
  cursor.at = list;
  const listed = type === 'check' || type === 'other' ? [] : columnList(cursor);
  const columns = column === null ? listed : [column];
  let references: ReferenceClause | null = null;
  let notValid = false;
  if (type === 'check') cursor.skipBalanced();
  while (!cursor.done) {
    const at = cursor.at;
    if (cursor.take('REFERENCES')) references = readReference(cursor, at);
    else if (cursor.take('NOT', 'VALID')) notValid = true;
    else cursor.skipBalanced();
  }
  return {
    ...spanFrom(cursor, first),
    ...{ type, name, columns, size, references, condition, notValid, usingIndex, keyword },
  };
}

function readType(cursor: Cursor): ConstraintClause['type'] {
  if (cursor.take('PRIMARY', 'KEY')) return 'primaryKey';
  if (cursor.take('FOREIGN', 'KEY')) return 'foreignKey';
  if (cursor.take('UNIQUE')) return 'unique';
  if (cursor.take('CHECK')) return 'check';
  if (cursor.take('EXCLUDE')) return 'exclude';
  if (cursor.take('NOT', 'NULL')) return 'notNull';
  if (cursor.take('FULLTEXT')) return 'fulltext';
  if (cursor.take('SPATIAL')) return 'spatial';
  return cursor.take('KEY') || cursor.take('INDEX') ? 'index' : 'other';
}
