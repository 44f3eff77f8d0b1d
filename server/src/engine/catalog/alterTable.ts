import { atConstraint, readColumn, readConstraint } from './columnDefinition.ts';
import type { Cursor } from './cursor.ts';
import type { Effect, WrittenName } from './facts.ts';
import { indexClauses } from './names.ts';

/** Reads the actions of an `ALTER TABLE` whose table's name is behind the cursor. */
export function readAlterations(cursor: Cursor, table: WrittenName): readonly Effect[] {
  return cursor.parts().flatMap((part) => readAction(part, table));
}

function readAction(part: Cursor, table: WrittenName): readonly Effect[] {
  if (part.take('ADD')) return readAdd(part, table);
  if (part.take('DROP')) return readDrop(part, table);
  if (part.take('RENAME')) return readRename(part, table);
  if (part.take('MODIFY')) {
    const column = columnDefinition(part);
    return column === null ? [] : [{ kind: 'replaceColumn', table, column: column.name, by: column }];
  }
  if (part.take('CHANGE')) {
    part.take('COLUMN');
    part.take('IF', 'EXISTS');
    const column = part.name();
    const by = column === null ? null : readColumn(part);
    return column === null || by === null ? [] : [{ kind: 'replaceColumn', table, column, by }];
  }
  if (part.take('ALTER')) return readAlterColumn(part, table);
  if (part.take('SET', 'SCHEMA')) {
    const schema = part.name();
    if (schema === null) return [];
    const key = schema.key === 'public' ? lastPart(table.key) : `${schema.key}.${lastPart(table.key)}`;
    return [
      {
        kind: 'renameTable',
        table,
        to: { ...table, schema: schema.name, key, text: `${schema.text}.${table.name}` },
      },
    ];
  }
  return [];
}

function lastPart(key: string): string {
  return key.slice(key.indexOf('.') + 1);
}

function columnDefinition(part: Cursor) {
  part.take('COLUMN');
  part.take('IF', 'NOT', 'EXISTS');
  part.take('IF', 'EXISTS');
  return readColumn(part);
}

function readAdd(part: Cursor, table: WrittenName): readonly Effect[] {
  if (part.word() !== 'COLUMN') {
    if (atConstraint(part)) return [{ kind: 'addConstraint', table, ...readConstraint(part) }];
    if (indexClauses(part.dialect) && ['PARTITION', 'SYSTEM', 'PERIOD'].includes(part.word())) return [];
  } else part.at++;
  const list = part.parentheses();
  const definitions = list === null ? [part] : list.parts();
  return definitions.flatMap((definition): Effect[] => {
    if (atConstraint(definition)) return [{ kind: 'addConstraint', table, ...readConstraint(definition) }];
    const column = columnDefinition(definition);
    return column === null ? [] : [{ kind: 'addColumn', table, column }];
  });
}

function readDrop(part: Cursor, table: WrittenName): readonly Effect[] {
  const isColumn = part.take('COLUMN');
  const other = ['PARTITION', 'SYSTEM', 'EXPRESSION', 'IDENTITY'];
  if (!isColumn) {
    if (indexClauses(part.dialect) && (part.take('INDEX') || part.take('KEY'))) {
      part.take('IF', 'EXISTS');
      const index = part.name();
      return index === null ? [] : [{ kind: 'dropIndex', index, table }];
    }
    if (part.take('PRIMARY', 'KEY')) return [{ kind: 'dropConstraint', table, name: null }];
    const named = part.take('CONSTRAINT') || part.take('FOREIGN', 'KEY') || part.take('CHECK');
    if (named && part.token() !== undefined) {
      part.take('IF', 'EXISTS');
      const name = part.name();
      return name === null ? [] : [{ kind: 'dropConstraint', table, name }];
    }
    if (other.includes(part.word()) && part.token(1) !== undefined) return [];
  }
  part.take('IF', 'EXISTS');
  const column = part.name();
  return column === null ? [] : [{ kind: 'dropColumn', table, column }];
}

function readRename(part: Cursor, table: WrittenName): readonly Effect[] {
  if (part.take('TO') || part.take('AS')) {
    const to = part.tableName();
    if (to === null) return [];
    // PostgreSQL and SQLite leave the table in its namespace.
    const stays = to.schema === null && table.key.includes('.') && !indexClauses(part.dialect);
    const key = stays ? `${table.key.slice(0, table.key.indexOf('.'))}.${to.key}` : to.key;
    return [{ kind: 'renameTable', table, to: { ...to, key } }];
  }
  if (['CONSTRAINT', 'INDEX', 'KEY'].includes(part.word()) && part.word(2) === 'TO') return [];
  const explicit = part.take('COLUMN');
  if (explicit) part.take('IF', 'EXISTS');
  const column = part.name();
  if (column !== null && part.take('TO')) {
    const to = part.name();
    return to === null ? [] : [{ kind: 'renameColumn', table, column, to }];
  }
  // MySQL: `RENAME other`.
  if (column !== null && !explicit && indexClauses(part.dialect) && part.done)
    return [{ kind: 'renameTable', table, to: column }];
  return [];
}

function readAlterColumn(part: Cursor, table: WrittenName): readonly Effect[] {
  if (!part.take('COLUMN') && ['INDEX', 'CONSTRAINT', 'CHECK'].includes(part.word())) return [];
  const column = part.name();
  if (column === null) return [];
  const change = (what: (Effect & { kind: 'alterColumn' })['change']): readonly Effect[] => [
    { kind: 'alterColumn', table, column, change: what },
  ];
  if (part.take('SET', 'NOT', 'NULL')) return change({ what: 'nullable', nullable: false });
  if (part.take('DROP', 'NOT', 'NULL')) return change({ what: 'nullable', nullable: true });
  if (part.take('DROP', 'DEFAULT')) return change({ what: 'default', default: null });
  if (part.take('SET', 'DEFAULT')) {
    const from = part.at;
    while (!part.done) part.skipBalanced();
    return change({ what: 'default', default: part.textFrom(from) });
  }
  if (part.take('TYPE') || part.take('SET', 'DATA', 'TYPE')) {
    const from = part.at;
    while (!part.done && !['USING', 'COLLATE'].includes(part.word())) part.skipBalanced();
    return change({ what: 'type', type: part.textFrom(from) });
  }
  return [];
}
