import type { SchemaObject } from '../../../schema/model.ts';
import type { DdlStatement } from '../../ddl.ts';
import { madeUpName, quoteName } from '../names.ts';
import { commentSql, list, newComment, partComments } from './comments.ts';
import { grantableObject, ownershipOf } from './privileges.ts';
import { statement } from './statement.ts';
import { viewColumnSettings } from './viewColumns.ts';
import type { Words } from './words.ts';

/** Who runs the statements, and what default privileges stand then; grants of a new thing are told against that. */
export interface Creation {
  readonly words: Words;
  /** null: not known, then every owner is said. */
  readonly creator: string | null;
  readonly defaults: readonly SchemaObject[];
}

/** Everything that makes an object as it is: its definition, state, comments, owner and grants. */
export function createObject(object: SchemaObject, creation: Creation): readonly DdlStatement[] {
  const { words } = creation;
  return [
    ...object.definition
      .split(object.kind === 'textSearch' || object.kind === 'defaultPrivileges' ? ';\n' : '\0')
      .map((sql) => statement(sql)),
    ...objectState(object, words),
    ...objectComments(null, object, words),
    ...ownershipOf(
      words.object(object),
      grantableObject(object, words),
      object,
      creation.creator,
      creation.defaults,
    ),
  ];
}

/** What is said of the sequence of a `serial` column once the column is there. */
export function serialRest(sequence: SchemaObject, creation: Creation): readonly DdlStatement[] {
  const { words, creator, defaults } = creation;
  // Its owner is the table's.
  const { owner: _owner, ...rest } = sequence;
  return [
    ...objectComments(null, sequence, words),
    ...ownershipOf(words.object(sequence), grantableObject(sequence, words), rest, creator, defaults),
  ];
}

/** What a second statement has to say after CREATE. */
export function objectState(object: SchemaObject, words: Words): readonly DdlStatement[] {
  const { state } = object.attributes;
  switch (object.kind) {
    case 'trigger':
    case 'rule': {
      if (state === undefined) return [];
      return [
        statement(
          `ALTER TABLE ${words.parent(object)} ${stateWord(String(state))} ${object.kind.toUpperCase()} ${quoteName(object.name)}`,
        ),
      ];
    }
    case 'eventTrigger':
      return state === undefined
        ? []
        : [statement(`ALTER EVENT TRIGGER ${quoteName(object.name)} ${stateWord(String(state))}`)];
    case 'statistics':
      return object.attributes.target === undefined
        ? []
        : [statement(`ALTER ${words.object(object)} SET STATISTICS ${object.attributes.target}`)];
    case 'index':
      return indexState(object, words);
    case 'view':
      return viewDefaults([], list(object.attributes.columnDefaults), object, words);
    case 'materializedView':
      return viewColumnSettings(null, object, words);
    default:
      return [];
  }
}

function indexState(object: SchemaObject, words: Words): readonly DdlStatement[] {
  const clustered = object.attributes.clustered
    ? [statement(`ALTER MATERIALIZED VIEW ${words.parent(object)} CLUSTER ON ${quoteName(object.name)}`)]
    : [];
  return [...clustered, ...indexStatistics(words.object(object), [], list(object.attributes.statistics))];
}

export function indexStatistics(
  what: string,
  before: readonly string[],
  after: readonly string[],
): readonly DdlStatement[] {
  const pair = (line: string) => line.split(':') as [string, string];
  const next = new Map(after.map(pair));
  return [
    ...after.filter((line) => !before.includes(line)).map(pair),
    ...before
      .map(pair)
      .filter(([column]) => !next.has(column))
      .map(([column]) => [column, '-1'] as const),
  ].map(([column, target]) => statement(`ALTER ${what} ALTER COLUMN ${column} SET STATISTICS ${target}`));
}

export function viewDefaults(
  before: readonly string[],
  after: readonly string[],
  object: SchemaObject,
  words: Words,
): readonly DdlStatement[] {
  const name = words.name(object.schema, object.name);
  const column = (line: string) => line.slice(0, line.indexOf(': '));
  const names = new Set(after.map(column));
  return [
    ...after
      .filter((line) => !before.includes(line))
      .map((line) =>
        statement(
          `ALTER VIEW ${name} ALTER COLUMN ${column(line)} SET DEFAULT ${line.slice(line.indexOf(': ') + 2)}`,
        ),
      ),
    ...before
      .filter((line) => !names.has(column(line)))
      .map((line) => statement(`ALTER VIEW ${name} ALTER COLUMN ${column(line)} DROP DEFAULT`)),
  ];
}

export function stateWord(state: string): string {
  if (state === 'disabled') return 'DISABLE';
  return state === 'enabled' ? 'ENABLE' : `ENABLE ${state.toUpperCase()}`;
}

/** Comments of the object and of its parts, from what they were (null: it is new). */
export function objectComments(
  before: SchemaObject | null,
  after: SchemaObject,
  words: Words,
): readonly DdlStatement[] {
  const what = words.object(after);
  const own =
    before === null || after.kind === 'userMapping' || after.kind === 'defaultPrivileges'
      ? newComment(what, after.comment)
      : before.comment === after.comment
        ? []
        : [commentSql(what, after.comment)];
  const name = words.name(after.schema, after.name);
  const lists: readonly (readonly [
    key: string,
    parts: string,
    what: (part: string) => string,
    quoted: boolean,
  ])[] = [
    ['columnComments', 'columns', (part) => `COLUMN ${name}.${part}`, true],
    ['memberComments', 'members', (part) => `COLUMN ${name}.${quoteName(part)}`, false],
    ['constraintComments', 'constraints', (part) => `CONSTRAINT ${quoteName(part)} ON DOMAIN ${name}`, false],
  ];
  return [
    ...own,
    ...lists.flatMap(([key, parts, part, quoted]) => {
      const remains = (each: string) =>
        list(after.attributes[parts]).some((line) => line.startsWith(`${quoted ? each : quoteName(each)} `));
      return partComments(part, remains, list(before?.attributes[key]), list(after.attributes[key]));
    }),
    ...notNullComment(before, after, name),
  ];
}

/** The comment of the NOT NULL of a domain, whatever the name that it had. */
function notNullComment(
  before: SchemaObject | null,
  after: SchemaObject,
  name: string,
): readonly DdlStatement[] {
  const { notNull, notNullComment: next } = after.attributes;
  const old = before?.attributes.notNull === undefined ? null : (before.attributes.notNullComment ?? null);
  if (notNull === undefined || (next ?? null) === old) return [];
  const constraint = notNull === true ? madeUpName(after.name, null, 'not_null') : String(notNull);
  return [
    commentSql(
      `CONSTRAINT ${quoteName(constraint)} ON DOMAIN ${name}`,
      next === undefined ? null : String(next),
    ),
  ];
}

/** DROP, without CASCADE: what depends on it has been dropped before by name. */
export function dropObject(object: SchemaObject, words: Words): readonly DdlStatement[] {
  if (object.kind === 'defaultPrivileges') return [];
  return [statement(`DROP ${words.object(object)}`)];
}
