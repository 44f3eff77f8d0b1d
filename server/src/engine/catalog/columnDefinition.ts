import type { Cursor } from './cursor.ts';
import type { ColumnFact, ConstraintFact, ReferenceFact, WrittenName } from './facts.ts';
import { indexClauses } from './names.ts';

/** Words that end a column's type or default. */
const options: ReadonlySet<string> = new Set(
  `NOT NULL DEFAULT PRIMARY UNIQUE CHECK REFERENCES CONSTRAINT COLLATE GENERATED AS AUTO_INCREMENT AUTOINCREMENT
   COMMENT ON CHARSET STORAGE COMPRESSION VISIBLE INVISIBLE VIRTUAL STORED PERSISTENT KEY DEFERRABLE INITIALLY FIRST
   AFTER USING WITH COLUMN_FORMAT ENGINE_ATTRIBUTE SRID ENFORCED`.split(/\s+/),
);

/** Reads `name type options`; null when no name stands here. The cursor covers the definition and nothing else. */
export function readColumn(cursor: Cursor): ColumnFact | null {
  const first = cursor.at;
  const name = cursor.name();
  if (name === null) return null;
  const typeFrom = cursor.at;
  while (!cursor.done && !endsType(cursor)) cursor.skipBalanced();
  const type = cursor.textFrom(typeFrom);
  let nullable = !/^(?:small|big)?serial\d?$/i.test(type);
  let primaryKey = false;
  let unique = false;
  let references: ReferenceFact | null = null;
  let defaultText: string | null = null;
  while (!cursor.done) {
    if (cursor.take('NOT', 'NULL')) nullable = false;
    else if (cursor.take('PRIMARY', 'KEY')) {
      primaryKey = true;
      nullable = false;
    } else if (cursor.take('UNIQUE')) unique = true;
    else if (cursor.take('REFERENCES')) references = readReference(cursor);
    else if (cursor.take('DEFAULT')) {
      const from = cursor.at;
      // What follows at once belongs to it, also `NULL`.
      cursor.skipBalanced();
      while (!cursor.done && !endsType(cursor)) cursor.skipBalanced();
      defaultText = cursor.textFrom(from);
    } else cursor.skipBalanced();
  }
  return {
    ...{ name, type, nullable, default: defaultText, primaryKey, unique, references },
    definition: cursor.textFrom(first),
  };
}

/** Reads what stands behind `REFERENCES`. */
function readReference(cursor: Cursor): ReferenceFact | null {
  const table = cursor.tableName();
  if (table === null) return null;
  const columns = columnList(cursor);
  const from = cursor.at;
  for (;;) {
    if (cursor.take('MATCH') || cursor.take('INITIALLY')) cursor.at++;
    else if (cursor.take('ON', 'DELETE') || cursor.take('ON', 'UPDATE')) {
      if (!cursor.take('SET')) cursor.take('NO');
      cursor.at++;
      // PostgreSQL: `SET NULL (a)`.
      cursor.parentheses();
    } else if (!cursor.take('NOT', 'DEFERRABLE') && !cursor.take('DEFERRABLE')) break;
  }
  return { table, columns, actions: cursor.textFrom(from) };
}

function endsType(cursor: Cursor): boolean {
  const word = cursor.word();
  if (word === 'CHARACTER') return cursor.word(1) === 'SET';
  // `timestamp with time zone` is a type.
  if (word === 'WITH') return cursor.word(1) !== 'TIME' && cursor.word(1) !== 'LOCAL';
  return options.has(word);
}

const constraintWords: ReadonlySet<string> = new Set(
  'CONSTRAINT PRIMARY UNIQUE CHECK FOREIGN EXCLUDE PERIOD'.split(' '),
);
/** Where `KEY` and `INDEX` are no column names. */
const indexWords: ReadonlySet<string> = new Set('KEY INDEX FULLTEXT SPATIAL'.split(' '));

/** Whether a table constraint stands here, and no column. */
export function atConstraint(cursor: Cursor): boolean {
  const word = cursor.word();
  return constraintWords.has(word) || (indexClauses(cursor.dialect) && indexWords.has(word));
}

/** Reads a table constraint or a MySQL index clause. */
export function readConstraint(cursor: Cursor): ConstraintFact {
  let name: WrittenName | null = null;
  if (cursor.take('CONSTRAINT')) {
    const named = !['PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN'].includes(cursor.word());
    if (named) name = cursor.name();
  }
  const type = cursor.take('PRIMARY', 'KEY')
    ? 'primaryKey'
    : cursor.take('FOREIGN', 'KEY')
      ? 'foreignKey'
      : cursor.take('UNIQUE')
        ? 'unique'
        : cursor.take('CHECK')
          ? 'check'
          : indexWords.has(cursor.word())
            ? 'index'
            : 'other';
  if (type === 'unique' || type === 'index') {
    while (indexWords.has(cursor.word())) cursor.at++;
    // `UNIQUE INDEX name (…)`: the name is the index's.
    if (cursor.word() !== '(' && cursor.word() !== 'USING') name = cursor.name() ?? name;
  } else if (type === 'foreignKey' && cursor.word() !== '(') name ??= cursor.name();
  while (!cursor.done && cursor.word() !== '(') cursor.at++;
  const from = cursor.at;
  if (type === 'check') {
    cursor.skipBalanced();
    return { name, type, columns: [], references: null, condition: cursor.textFrom(from) };
  }
  const columns = columnList(cursor);
  const references = type === 'foreignKey' && cursor.take('REFERENCES') ? readReference(cursor) : null;
  return { name, type, columns, references, condition: null };
}

/** The names of `(a, lower(b), c DESC)` that are plain columns: a and c. */
export function columnList(cursor: Cursor): readonly WrittenName[] {
  const inside = cursor.parentheses();
  if (inside === null) return [];
  return inside.parts().flatMap((part) => {
    const name = part.name();
    return name === null || (part.word() === '(' && !indexClauses(cursor.dialect)) ? [] : [name];
  });
}
