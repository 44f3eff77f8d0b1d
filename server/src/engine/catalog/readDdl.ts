import type { SqlDialect } from '../sql/index.ts';
import { readAlterations } from './alterTable.ts';
import { atConstraint, columnList, readColumn, readConstraint } from './columnDefinition.ts';
import { Cursor } from './cursor.ts';
import type { ColumnFact, ConstraintFact, Effect, WrittenName } from './facts.ts';

/**
 * What a statement does to tables, columns and indexes. A statement that does nothing to them has no effects; one that
 * may do more than its text tells (a `DO` block) is `unclear`. Never throws, whatever the text.
 */
export function readDdl(text: string, dialect: SqlDialect): readonly Effect[] {
  const cursor = new Cursor(text, dialect);
  switch (cursor.word()) {
    case 'CREATE':
      return readCreate(cursor);
    case 'ALTER':
      return readAlter(cursor);
    case 'DROP':
      return readDropStatement(cursor);
    case 'RENAME':
      return readRenameTables(cursor);
    case 'SELECT':
      return dialect.selectIntoCreates ? readSelectInto(cursor) : [];
    case 'DO':
      return dialect.doBlocks ? [{ kind: 'unclear', table: null }] : [];
    default:
      return [];
  }
}

function readCreate(cursor: Cursor): readonly Effect[] {
  cursor.at++;
  const replace = cursor.take('OR', 'REPLACE');
  let temporary = false;
  let unique = false;
  let materialized = false;
  for (;;) {
    const word = cursor.word();
    if (word === 'TEMP' || word === 'TEMPORARY') temporary = true;
    else if (word === 'UNIQUE') unique = true;
    else if (word === 'MATERIALIZED') materialized = true;
    else if (
      !['GLOBAL', 'LOCAL', 'UNLOGGED', 'FOREIGN', 'VIRTUAL', 'RECURSIVE', 'FULLTEXT', 'SPATIAL'].includes(
        word,
      )
    )
      break;
    cursor.at++;
  }
  // MySQL: ALGORITHM = …, DEFINER = …, SQL SECURITY … stand before VIEW.
  if (['ALGORITHM', 'DEFINER', 'SQL'].includes(cursor.word())) {
    while (!cursor.done && cursor.word() !== 'VIEW') cursor.at++;
  }
  if (cursor.take('TABLE')) return readCreateTable(cursor, temporary);
  if (cursor.take('VIEW')) {
    cursor.take('IF', 'NOT', 'EXISTS');
    const table = cursor.tableName();
    if (table === null) return [];
    const columns = cursor.word() === '(' ? columnList(cursor) : null;
    return [{ kind: 'createView', table, columns, materialized, replace }];
  }
  if (cursor.take('INDEX')) return readCreateIndex(cursor, unique);
  cursor.take('CONSTRAINT');
  if (cursor.take('TRIGGER')) return readCreateTrigger(cursor);
  return [];
}

function readCreateTable(cursor: Cursor, temporary: boolean): readonly Effect[] {
  const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS');
  const table = cursor.tableName();
  if (table === null) return [];
  const constraints: ConstraintFact[] = [];
  const effect = (columns: readonly ColumnFact[] | null, like: WrittenName | null): readonly Effect[] => [
    { kind: 'createTable', table, columns, like, constraints, ifNotExists, temporary },
  ];
  if (cursor.take('LIKE') || cursor.take('PARTITION', 'OF')) return effect([], cursor.tableName());
  const body = cursor.parentheses();
  if (body === null || cursor.word() === 'AS' || cursor.word() === 'SELECT' || cursor.word() === 'INHERITS') {
    return effect(null, null);
  }
  let like: WrittenName | null = null;
  const columns: ColumnFact[] = [];
  const keys: string[] = [];
  for (const part of body.parts()) {
    if (part.take('LIKE')) like = part.tableName();
    else if (atConstraint(part)) {
      const constraint = readConstraint(part);
      constraints.push(constraint);
      if (constraint.type === 'primaryKey') keys.push(...constraint.columns.map(({ key }) => key));
    } else {
      const column = readColumn(part);
      if (column !== null) columns.push(column);
    }
  }
  return effect(
    columns.map((column) =>
      keys.includes(column.name.key) ? { ...column, primaryKey: true, nullable: false } : column,
    ),
    like,
  );
}

function readCreateIndex(cursor: Cursor, unique: boolean): readonly Effect[] {
  const concurrently = cursor.take('CONCURRENTLY');
  cursor.take('IF', 'NOT', 'EXISTS');
  const index = cursor.word() === 'ON' ? null : cursor.tableName();
  while (!cursor.done && cursor.word() !== 'ON') cursor.at++;
  cursor.at++;
  cursor.take('ONLY');
  const table = cursor.tableName();
  if (table === null) return [];
  while (!cursor.done && cursor.word() !== '(') cursor.at++;
  const parts = countParts(cursor);
  const columns = columnList(cursor);
  while (!cursor.done && cursor.word() !== 'WHERE') cursor.skipBalanced();
  const partial = cursor.word() === 'WHERE' || parts !== columns.length;
  return [{ kind: 'createIndex', table, index, concurrently, unique, partial, columns }];
}

function countParts(cursor: Cursor): number {
  const at = cursor.at;
  const count = cursor.parentheses()?.parts().length ?? 0;
  cursor.at = at;
  return count;
}

function readCreateTrigger(cursor: Cursor): readonly Effect[] {
  cursor.take('IF', 'NOT', 'EXISTS');
  const trigger = cursor.tableName();
  while (!cursor.done && cursor.word() !== 'ON') cursor.at++;
  cursor.at++;
  const table = cursor.tableName();
  return trigger === null || table === null ? [] : [{ kind: 'createTrigger', table, trigger }];
}

function readAlter(cursor: Cursor): readonly Effect[] {
  cursor.at++;
  cursor.take('FOREIGN');
  const isTable = cursor.take('TABLE');
  if (!isTable && !cursor.take('VIEW') && !cursor.take('MATERIALIZED', 'VIEW')) return [];
  cursor.take('IF', 'EXISTS');
  cursor.take('ONLY');
  const table = cursor.tableName();
  if (table === null) return [];
  cursor.take('*');
  return readAlterations(cursor, table);
}

function readDropStatement(cursor: Cursor): readonly Effect[] {
  cursor.at++;
  cursor.take('TEMPORARY');
  cursor.take('FOREIGN');
  const view = cursor.take('VIEW') || cursor.take('MATERIALIZED', 'VIEW');
  if (view || cursor.take('TABLE')) {
    cursor.take('IF', 'EXISTS');
    return cursor.parts().flatMap((part): Effect[] => {
      const table = part.tableName();
      return table === null ? [] : [{ kind: 'dropTable', table, view }];
    });
  }
  if (cursor.take('INDEX')) {
    cursor.take('CONCURRENTLY');
    cursor.take('IF', 'EXISTS');
    return cursor.parts().flatMap((part): Effect[] => {
      const index = part.tableName();
      if (index === null) return [];
      return [{ kind: 'dropIndex', index, table: part.take('ON') ? part.tableName() : null }];
    });
  }
  if (cursor.take('TRIGGER')) {
    cursor.take('IF', 'EXISTS');
    const trigger = cursor.tableName();
    if (trigger === null) return [];
    return [{ kind: 'dropTrigger', trigger, table: cursor.take('ON') ? cursor.tableName() : null }];
  }
  return cursor.word() === 'SCHEMA' || cursor.word() === 'OWNED' ? [{ kind: 'unclear', table: null }] : [];
}

/** MySQL: `RENAME TABLE a TO b, c TO d`. */
function readRenameTables(cursor: Cursor): readonly Effect[] {
  cursor.at++;
  if (!cursor.take('TABLE') && !cursor.take('TABLES')) return [];
  return cursor.parts().flatMap((part): Effect[] => {
    const table = part.tableName();
    if (table === null || !part.take('TO')) return [];
    const to = part.tableName();
    return to === null ? [] : [{ kind: 'renameTable', table, to }];
  });
}

function readSelectInto(cursor: Cursor): readonly Effect[] {
  while (!cursor.done && cursor.word() !== 'INTO' && cursor.word() !== 'FROM') cursor.skipBalanced();
  if (!cursor.take('INTO')) return [];
  let temporary = false;
  while (['TEMP', 'TEMPORARY', 'UNLOGGED', 'TABLE'].includes(cursor.word())) {
    temporary ||= cursor.word().startsWith('TEMP');
    cursor.at++;
  }
  const table = cursor.tableName();
  if (table === null) return [];
  return [
    { kind: 'createTable', table, columns: null, like: null, constraints: [], ifNotExists: false, temporary },
  ];
}
