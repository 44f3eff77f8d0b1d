import type { Index, IndexPart } from '../../schema/model.ts';
import { canonical, type IsColumn } from './canonical.ts';
import { nameSql } from './keywords.ts';
import { atCommas, Cursor, isName, nameOf, Unreadable, type Word, wordsOf } from './words.ts';

/** An index of the model from the text that SQLite keeps of it; null when that is more than is known here. */
export function parseCreateIndex(sql: string, columns: readonly string[]): Index | null {
  try {
    return read(sql, columns);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function read(sql: string, columns: readonly string[]): Index {
  const cursor = new Cursor(wordsOf(sql));
  cursor.expect('CREATE');
  const unique = cursor.take('UNIQUE');
  cursor.expect('INDEX');
  cursor.take('IF', 'NOT', 'EXISTS');
  if (cursor.words[cursor.at + 1]?.text === '.') cursor.at += 2;
  const name = cursor.name();
  cursor.expect('ON');
  const table = cursor.name();
  const known = new Set([...columns, 'rowid', 'oid', '_rowid_', table].map((column) => column.toLowerCase()));
  const isColumn: IsColumn = (column) => known.has(column.toLowerCase());
  const parts = atCommas(cursor.parenthesized()).map((words) => readPart(words, isColumn));
  const where = cursor.take('WHERE') ? canonical(rest(cursor), isColumn) : null;
  const definition = `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${nameSql(name)} ON ${nameSql(table)} (${parts.map(partSql).join(', ')})${where === null ? '' : ` WHERE ${where}`}`;
  return {
    name,
    unique,
    method: null,
    parts,
    where,
    definition,
    comment: null,
    attributes: {},
    dependsOn: [],
    ...(sql === definition ? {} : { source: sql }),
  };
}

function rest(cursor: Cursor): readonly Word[] {
  const words = cursor.words.slice(cursor.at).filter((word) => word.kind !== 'terminator');
  cursor.at = cursor.words.length;
  return words;
}

function readPart(words: readonly Word[], isColumn: IsColumn): IndexPart {
  let end = words.length;
  const descending = words[end - 1]?.upper === 'DESC';
  if (descending || words[end - 1]?.upper === 'ASC') end--;
  const collated = words[end - 2]?.upper === 'COLLATE' ? words[end - 1] : undefined;
  const base = collated === undefined ? words.slice(0, end) : words.slice(0, end - 2);
  const single = base.length === 1 && isName(base[0]) ? nameOf(base[0]) : null;
  const column = single !== null && isColumn(single) ? single : null;
  return {
    column,
    expression: column === null ? canonical(base, isColumn) : null,
    descending,
    attributes: collated === undefined ? {} : { collation: nameOf(collated).toUpperCase() },
  };
}

function partSql({ column, expression, descending, attributes }: IndexPart): string {
  const collated = attributes.collation === undefined ? '' : ` COLLATE ${attributes.collation}`;
  return `${column === null ? expression : nameSql(column)}${collated}${descending ? ' DESC' : ''}`;
}
