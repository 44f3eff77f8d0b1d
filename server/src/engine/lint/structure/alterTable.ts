import { atConstraint } from '../../catalog/columnDefinition.ts';
import type { Cursor } from '../../catalog/cursor.ts';
import { indexClauses } from '../../catalog/names.ts';
import { readColumnClause, spanFrom } from './column.ts';
import { readConstraintClause } from './constraint.ts';
import type { Action, Span } from './tree.ts';
import { readTypeAt } from './type.ts';

type WithoutSpan<One> = One extends Span ? Omit<One, 'start' | 'end'> : never;
type Bare = WithoutSpan<Action>;

/** Reads the actions of an `ALTER TABLE` whose table's name is behind the cursor. */
export function readActions(cursor: Cursor): readonly Action[] {
  return cursor.parts().flatMap((part): Action[] => {
    const whole = spanFrom(part, part.at, part.end);
    if (part.take('ADD')) return readAdd(part, whole);
    return [{ ...(readAction(part) ?? otherAction(part)), ...whole } as Action];
  });
}

function otherAction(part: Cursor): Bare {
  const words: string[] = [];
  for (let index = part.at; index < part.end && words.length < 8; index++)
    words.push(part.word(index - part.at));
  return { kind: 'other', words };
}

function readAdd(part: Cursor, whole: Span): Action[] {
  const begin = part.at;
  if (part.word() === 'COLUMN') part.at++;
  else if (atConstraint(part) || part.word() === 'NOT')
    return [{ kind: 'addConstraint', constraint: readConstraintClause(part), ...whole }];
  else if (['PARTITION', 'SYSTEM', 'PERIOD'].includes(part.word()) && indexClauses(part.dialect))
    return [{ ...otherAction(part), ...whole } as Action];
  const ifNotExists = part.take('IF', 'NOT', 'EXISTS');
  const list = part.parentheses();
  const definitions = list === null ? [part] : list.parts();
  return definitions.flatMap((definition): Action[] => {
    const span = list === null ? whole : spanFrom(definition, definition.at, definition.end);
    if (atConstraint(definition))
      return [{ kind: 'addConstraint', constraint: readConstraintClause(definition), ...span }];
    const column = readColumnClause(definition);
    if (column !== null) return [{ kind: 'addColumn', column, ifNotExists, ...span }];
    part.at = begin;
    return [{ ...otherAction(part), ...span } as Action];
  });
}

function readAction(part: Cursor): Bare | null {
  switch (part.word()) {
    case 'DROP':
      return readDrop(part);
    case 'RENAME':
      return readRename(part);
    case 'ALTER':
      return readAlter(part);
    case 'MODIFY':
    case 'CHANGE':
      return readModify(part);
    case 'VALIDATE':
      if (!part.take('VALIDATE', 'CONSTRAINT')) return null;
      return { kind: 'validateConstraint', name: part.name() };
    case 'ATTACH':
    case 'DETACH': {
      const kind = part.word() === 'ATTACH' ? 'attachPartition' : 'detachPartition';
      if (part.word(1) !== 'PARTITION') return null;
      part.at += 2;
      const partition = part.tableName();
      return { kind, partition, concurrently: part.word() === 'CONCURRENTLY' || part.word() === 'FINALIZE' };
    }
    case 'ENABLE':
    case 'DISABLE':
      if (!['TRIGGER', 'REPLICA', 'ALWAYS'].includes(part.word(1))) return null;
      return { kind: 'trigger', enable: part.word() === 'ENABLE' };
    default:
      return readOption(part);
  }
}

/** MySQL: `ENGINE = InnoDB`, `COMMENT 'x'`. */
function readOption(part: Cursor): Bare | null {
  if (!indexClauses(part.dialect)) return null;
  const option = readTableOption(part);
  return option === null ? null : { kind: 'option', ...option };
}

const options: ReadonlySet<string> = new Set(
  `ENGINE TYPE AUTO_INCREMENT COMMENT ROW_FORMAT CHARSET COLLATE KEY_BLOCK_SIZE STATS_PERSISTENT ALGORITHM LOCK
   TABLESPACE COMPRESSION ENCRYPTION`.split(/\s+/),
);

/** One option of a MySQL table; null, and nothing is read, when none stands here. */
export function readTableOption(cursor: Cursor): { readonly name: string; readonly value: string } | null {
  const from = cursor.at;
  cursor.take('DEFAULT');
  let name = cursor.word();
  if (cursor.take('CHARACTER', 'SET')) name = 'CHARSET';
  else if (options.has(name)) cursor.at++;
  else {
    cursor.at = from;
    return null;
  }
  cursor.take('=');
  const value = cursor.raw();
  cursor.at++;
  return { name, value };
}

function readModify(part: Cursor): Bare | null {
  const change = part.word() === 'CHANGE';
  part.at++;
  part.take('COLUMN');
  part.take('IF', 'EXISTS');
  const old = change ? part.name() : null;
  const to = readColumnClause(part);
  if (to === null) return null;
  return { kind: 'modifyColumn', column: old ?? to.name, to };
}

function readDrop(part: Cursor): Bare | null {
  part.at++;
  const explicit = part.take('COLUMN');
  if (!explicit) {
    if (part.take('CONSTRAINT')) return readDropConstraint(part, 'constraint');
    if (part.take('PRIMARY', 'KEY'))
      return { kind: 'dropConstraint', name: null, what: 'primaryKey', ifExists: false };
    if (part.take('FOREIGN', 'KEY')) return readDropConstraint(part, 'foreignKey');
    if (part.word() === 'CHECK' && part.token(1) !== undefined && part.take('CHECK'))
      return readDropConstraint(part, 'check');
    if (indexClauses(part.dialect) && (part.take('INDEX') || part.take('KEY'))) {
      part.take('IF', 'EXISTS');
      const name = part.name();
      return name === null ? null : { kind: 'dropIndex', name };
    }
    if (indexClauses(part.dialect) && ['PARTITION', 'SYSTEM', 'PERIOD'].includes(part.word())) {
      part.at--;
      return null;
    }
  }
  const ifExists = part.take('IF', 'EXISTS');
  const column = part.name();
  return column === null
    ? null
    : { kind: 'dropColumn', column, ifExists, cascade: part.word() === 'CASCADE' };
}

function readDropConstraint(part: Cursor, what: 'constraint' | 'foreignKey' | 'check'): Bare {
  const ifExists = part.take('IF', 'EXISTS');
  return { kind: 'dropConstraint', name: part.name(), what, ifExists };
}

function readRename(part: Cursor): Bare | null {
  part.at++;
  if (part.take('TO') || part.take('AS') || part.take('=')) {
    const to = part.tableName();
    return to === null ? null : { kind: 'renameTable', to };
  }
  const key = ['CONSTRAINT', 'INDEX', 'KEY'].includes(part.word()) && part.word(2) === 'TO';
  if (key) part.at++;
  const explicit = !key && part.take('COLUMN');
  if (explicit) part.take('IF', 'EXISTS');
  const name = part.name();
  if (name === null) return null;
  if (part.take('TO')) {
    const to = part.name();
    if (to === null) return null;
    return key ? { kind: 'renameKey', name, to } : { kind: 'renameColumn', column: name, to };
  }
  return !explicit && part.done && indexClauses(part.dialect) ? { kind: 'renameTable', to: name } : null;
}

function readAlter(part: Cursor): Bare | null {
  const begin = part.at;
  part.at++;
  if (!part.take('COLUMN') && ['INDEX', 'CONSTRAINT', 'CHECK'].includes(part.word())) {
    part.at = begin;
    return null;
  }
  const column = part.name();
  if (column === null) return null;
  if (part.take('SET', 'NOT', 'NULL')) return { kind: 'setNotNull', column };
  if (part.take('DROP', 'NOT', 'NULL')) return { kind: 'dropNotNull', column };
  if (part.take('DROP', 'DEFAULT')) return { kind: 'dropDefault', column };
  if (part.take('ADD', 'GENERATED')) return { kind: 'addIdentity', column };
  if (part.take('SET', 'DEFAULT')) {
    const from = part.at;
    while (!part.done) part.skipBalanced();
    return { kind: 'setDefault', column, text: part.textFrom(from) };
  }
  if (part.take('TYPE') || part.take('SET', 'DATA', 'TYPE')) {
    const type = readTypeAt(part);
    if (type === null) return null;
    while (!part.done && part.word() !== 'USING') part.skipBalanced();
    const from = part.at;
    const using = part.done ? null : spanFrom(part, from, part.end);
    return { kind: 'alterType', column, type, using };
  }
  part.at = begin;
  return null;
}
