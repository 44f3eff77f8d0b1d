import { Cursor } from '../../engine/catalog/cursor.ts';
import type { WrittenName } from '../../engine/catalog/facts.ts';
import { fold } from '../../engine/catalog/names.ts';
import type { SqlDialect } from '../../engine/sql/index.ts';

/** A table that a statement names, and what it is called there beside its own name. */
export interface Mention {
  readonly table: WrittenName;
  /** As keys are folded; null without one. */
  readonly alias: string | null;
}

/** Words behind which a table's name stands. */
const introducers: ReadonlySet<string> = new Set(
  'FROM JOIN INTO UPDATE TABLE REFERENCES VIEW TRUNCATE ON TO OF LIKE INHERITS'.split(' '),
);
const fillers: ReadonlySet<string> = new Set('IF NOT EXISTS ONLY LATERAL TABLE IGNORE'.split(' '));
/** Words that can follow a table's name and are no alias. */
const followers: ReadonlySet<string> = new Set(
  `SET VALUES SELECT WHERE ON USING JOIN INNER LEFT RIGHT FULL CROSS NATURAL GROUP ORDER HAVING LIMIT OFFSET UNION
   EXCEPT INTERSECT RETURNING DEFAULT WITH WINDOW FOR FETCH ADD DROP ALTER RENAME MODIFY CHANGE ENABLE DISABLE CASCADE
   RESTRICT AS IS TO PARTITION IN FROM BEFORE AFTER INSTEAD EXECUTE WHEN DO BEGIN INHERITS LIKE INCLUDING MATCH NOT
   DEFERRABLE INITIALLY ENGINE STRICT WITHOUT TABLESPACE COMMENT OWNER REPLICA CLUSTER VALIDATE ATTACH DETACH FORCE
   READ WRITE ROW IGNORE STRAIGHT_JOIN USE`.split(/\s+/),
);

/** Every name that stands where a table's name does, in order. What they are is for a catalog to say. */
export function mentionsIn(text: string, dialect: SqlDialect): readonly Mention[] {
  const cursor = new Cursor(text, dialect);
  const first = cursor.word();
  const found: Mention[] = [];
  while (!cursor.done) {
    const word = cursor.word();
    // `TO` is before a table's name in a rename of tables only.
    const fits = word !== 'TO' || cursor.word(-1) === 'RENAME' || first === 'RENAME';
    cursor.at++;
    if (fits && introducers.has(word)) readMentions(cursor, word, found);
  }
  return found;
}

function readMentions(cursor: Cursor, introducer: string, found: Mention[]): void {
  while (fillers.has(cursor.word())) cursor.at++;
  for (;;) {
    // `SELECT … FROM (…)`, `ON a.id = b.id`, `ON DELETE CASCADE` begin with no table's name.
    const start = cursor.at;
    const table = introducers.has(cursor.word()) ? null : cursor.tableName();
    if (table === null) return;
    if (introducer === 'ON' && !onTable(cursor)) {
      cursor.at = start;
      return;
    }
    if (cursor.word() === '(' && introducer === 'FROM') return;
    const alias = readAlias(cursor);
    found.push({ table, alias });
    const more = ['FROM', 'TABLE', 'VIEW', 'TRUNCATE', 'UPDATE', 'JOIN'].includes(introducer);
    if (!more || cursor.word() !== ',') return;
    cursor.at++;
    while (fillers.has(cursor.word())) cursor.at++;
  }
}

/** After `ON name`: an index's or trigger's table is followed by other things than a condition's column. */
function onTable(cursor: Cursor): boolean {
  const word = cursor.word();
  return (
    cursor.done ||
    word === '(' ||
    ['USING', 'FOR', 'BEGIN', 'WHEN', 'EXECUTE', 'REFERENCING', 'TO', ';', 'IS'].includes(word)
  );
}

function readAlias(cursor: Cursor): string | null {
  const as = cursor.take('AS');
  const token = cursor.token();
  if (token === undefined || (token.kind !== 'word' && token.kind !== 'quotedIdentifier')) return null;
  if (!as && followers.has(cursor.word())) return null;
  if (as && (cursor.word() === 'SELECT' || cursor.word() === 'WITH')) return null;
  const name = cursor.name();
  return name === null ? null : fold(name.name, token.kind !== 'word', cursor.dialect);
}
