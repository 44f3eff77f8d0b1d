import { Cursor } from '../catalog/cursor.ts';
import type { WrittenName } from '../catalog/facts.ts';
import type { SqlDialect } from '../sql/index.ts';

const begins: ReadonlySet<string> = new Set(['WHERE', 'ON']);
const ends: ReadonlySet<string> = new Set(
  `GROUP ORDER LIMIT RETURNING HAVING UNION EXCEPT INTERSECT SET WHEN VALUES USING WINDOW FETCH OFFSET FROM
   SELECT`.split(/\s+/),
);
/** Words that a parenthesis may follow without being a call. */
const noCalls: ReadonlySet<string> = new Set(
  `AND OR NOT IN EXISTS ANY ALL SOME WHERE ON BETWEEN LIKE IS CASE WHEN THEN ELSE SELECT FROM JOIN AS VALUES USING
   INTERVAL ARRAY ROW DISTINCT`.split(/\s+/),
);
const noColumns: ReadonlySet<string> = new Set(
  `AND OR NOT NULL TRUE FALSE SELECT FROM IN AS IS INTERVAL CASE WHEN THEN ELSE END CURRENT_DATE CURRENT_TIMESTAMP
   DISTINCT EXISTS BETWEEN LIKE ANY ALL`.split(/\s+/),
);
const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '||']);

/** Columns that conditions (`WHERE`, `ON`) put into a function or a calculation, subqueries included. */
export function computedColumns(text: string, dialect: SqlDialect): readonly WrittenName[] {
  const cursor = new Cursor(text, dialect);
  const found: WrittenName[] = [];
  /** For each open parenthesis whether it is a condition, and whether a call is around it. */
  const open: { readonly condition: boolean; readonly call: boolean }[] = [];
  let condition = false;
  let call = false;
  for (; !cursor.done; cursor.at++) {
    const word = cursor.word();
    if (word === '(') {
      open.push({ condition, call });
      const before = cursor.token(-1);
      const isCall = before?.kind === 'word' && !noCalls.has(cursor.word(-1)) && condition;
      call = isCall || (call && cursor.word(1) !== 'SELECT');
    } else if (word === ')') ({ condition, call } = open.pop() ?? { condition: false, call: false });
    else if (begins.has(word)) {
      const isConflict =
        word === 'ON' && ['CONFLICT', 'DELETE', 'UPDATE', 'DUPLICATE'].includes(cursor.word(1));
      condition = !isConflict;
    } else if (ends.has(word)) {
      condition = false;
      call &&= word !== 'SELECT';
    } else if (condition && isColumn(cursor) && (call || isComputed(cursor))) {
      const name = cursor.name();
      cursor.at--;
      if (name !== null) found.push(name);
    }
  }
  return found;
}

/** The last part of a column's name: no keyword, no function, no qualifier. */
function isColumn(cursor: Cursor): boolean {
  const kind = cursor.token()?.kind;
  if (kind !== 'word' && kind !== 'quotedIdentifier') return false;
  if (kind === 'word' && noColumns.has(cursor.word())) return false;
  return (
    cursor.word(1) !== '(' && cursor.word(1) !== '.' && cursor.word(-1) !== 'AS' && cursor.word(-1) !== '::'
  );
}

function isComputed(cursor: Cursor): boolean {
  if (arithmetic.has(cursor.word(1))) return true;
  const before = cursor.word(-1) === '.' ? -3 : -1;
  return arithmetic.has(cursor.word(before)) && /^[\w)]/.test(cursor.word(before - 1));
}
