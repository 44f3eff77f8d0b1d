import { columnList } from '../catalog/columnDefinition.ts';
import { Cursor } from '../catalog/cursor.ts';
import type { WrittenName } from '../catalog/facts.ts';
import type { SqlDialect } from '../sql/index.ts';

/** Lists of columns that are written: `INSERT INTO t (…)`, `SET a = …, (b, c) = …`, `CREATE VIEW v (…)`. */
export function writtenLists(text: string, dialect: SqlDialect): readonly (readonly WrittenName[])[] {
  const cursor = new Cursor(text, dialect);
  const verb = cursor.word();
  if (verb === 'INSERT' || verb === 'REPLACE') {
    while (!cursor.done && cursor.word() !== 'INTO') cursor.at++;
    cursor.at++;
    cursor.tableName();
    const named = cursor.word() === '(' && cursor.word(1) !== 'SELECT' ? [columnList(cursor)] : [];
    // `ON CONFLICT … DO UPDATE SET`, `ON DUPLICATE KEY UPDATE`.
    while (!cursor.done && cursor.word() !== 'UPDATE') cursor.skipBalanced();
    if (!cursor.take('UPDATE')) return named;
    cursor.take('SET');
    return [...named, assigned(cursor, text, dialect)];
  }
  if (verb === 'CREATE') {
    while (!cursor.done && cursor.word() !== '(' && cursor.word() !== 'VIEW') cursor.at++;
    if (!cursor.take('VIEW')) return [];
    cursor.take('IF', 'NOT', 'EXISTS');
    cursor.tableName();
    return cursor.word() === '(' ? [columnList(cursor)] : [];
  }
  if (verb !== 'UPDATE') return [];
  while (!cursor.done && cursor.word() !== 'SET') cursor.skipBalanced();
  cursor.at++;
  return [assigned(cursor, text, dialect)];
}

/** The columns that are set, from the cursor to the end of the list. */
function assigned(cursor: Cursor, text: string, dialect: SqlDialect): readonly WrittenName[] {
  const probe = new Cursor(text, dialect, cursor.tokens, cursor.at);
  while (!probe.done && !['WHERE', 'FROM', 'RETURNING', 'ORDER', 'LIMIT'].includes(probe.word()))
    probe.skipBalanced();
  return new Cursor(text, dialect, cursor.tokens, cursor.at, probe.at).parts().flatMap((part) => {
    if (part.word() === '(') return columnList(part);
    const name = part.name();
    // `t.a = 1` names a column of a joined table, `a[1] = 2` a part of one.
    return name === null || part.word() !== '=' ? [] : [name];
  });
}
