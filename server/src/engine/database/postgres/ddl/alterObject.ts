import type { AttributeValue, SchemaObject } from '../../../schema/model.ts';
import type { DdlStatement } from '../../ddl.ts';
import { defaultPrivilegeSql } from '../introspect/operators.ts';
import { publicationTargets } from '../introspect/others.ts';
import { optionSql } from '../introspect/views.ts';
import { quoteName } from '../names.ts';
import { literal } from '../quote.ts';
import { alterDomain, alterEnum, alterMembers } from './alterType.ts';
import { foreignOptionChanges, optionName } from './columnSql.ts';
import { list } from './comments.ts';
import { indexStatistics, objectComments, objectState, stateWord, viewDefaults } from './objectSql.ts';
import { afterTransfer, grantableObject, privilegeChanges } from './privileges.ts';
import { alterSequence } from './sequenceSql.ts';
import { statement, statements } from './statement.ts';
import { viewColumnSettings } from './viewColumns.ts';
import type { Words } from './words.ts';

/** The statements that change an object where it stands; null when it must be dropped and made anew. */
export function alterObject(
  before: SchemaObject,
  after: SchemaObject,
  words: Words,
): readonly DdlStatement[] | null {
  const body = alterBody(before, after, words);
  if (body === null) return null;
  return [...body, ...objectComments(before, after, words), ...alterOwnership(before, after, words)];
}

export function alterOwnership(
  before: SchemaObject,
  after: SchemaObject,
  words: Words,
): readonly DdlStatement[] {
  // A sequence has the owner of the table whose column it belongs to.
  const follows = after.kind === 'sequence' && after.attributes.ownedBy !== undefined;
  const owner =
    !follows && before.owner !== undefined && after.owner !== undefined && before.owner !== after.owner
      ? [statement(`ALTER ${words.object(after)} OWNER TO ${quoteName(after.owner)}`)]
      : [];
  const grantable = grantableObject(after, words);
  const grants =
    grantable !== null && before.privileges !== undefined && after.privileges !== undefined
      ? privilegeChanges(
          grantable,
          afterTransfer(before.privileges, before.owner ?? '', after.owner ?? ''),
          after.privileges,
          after.owner,
        )
      : [];
  return [...owner, ...grants];
}

/** CREATE with OR REPLACE in it. */
function orReplace(definition: string): DdlStatement {
  return statement(definition.replace(/^CREATE /, 'CREATE OR REPLACE '));
}

function same(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

function alterBody(before: SchemaObject, after: SchemaObject, words: Words): readonly DdlStatement[] | null {
  const a = before.attributes;
  const b = after.attributes;
  const what = words.object(after);
  switch (after.kind) {
    case 'schema':
    case 'event':
      return [];
    case 'extension':
      if (same(a.schema, b.schema)) return [];
      return b.relocatable === true
        ? statements(`ALTER ${what} SET SCHEMA ${quoteName(String(b.schema))}`)
        : null;
    case 'enum':
      return alterEnum(before, after, words);
    case 'domain':
      return alterDomain(before, after, words);
    case 'compositeType':
      return alterMembers(before, after, words);
    case 'sequence':
      return alterSequence(before, after, words);
    case 'view':
      return alterView(before, after, words);
    case 'materializedView':
      return alterMaterializedView(before, after, words);
    case 'index':
      return before.definition === after.definition && same(a.attachedTo, b.attachedTo)
        ? alterViewIndex(before, after, words)
        : null;
    case 'function':
    case 'procedure':
    case 'aggregate':
      if (before.definition === after.definition) return [];
      return same(a.arguments, b.arguments) && same(a.returns, b.returns) && same(a.identity, b.identity)
        ? [orReplace(after.definition)]
        : null;
    case 'rule':
      return [
        ...(before.definition === after.definition ? [] : [orReplace(after.definition)]),
        ...(same(a.state, b.state) ? [] : changedState(after, words)),
      ];
    case 'trigger':
    case 'eventTrigger':
      if (before.definition !== after.definition) return null;
      return same(a.state, b.state) ? [] : changedState(after, words);
    case 'policy':
      return alterPolicy(before, after, words);
    case 'statistics':
      if (before.definition !== after.definition) return null;
      return same(a.target, b.target) ? [] : statements(`ALTER ${what} SET STATISTICS ${b.target ?? -1}`);
    case 'publication':
      return alterPublication(before, after, words);
    case 'foreignDataWrapper':
      return alterWrapper(before, after, words);
    case 'foreignServer': {
      if (
        !same(a.wrapper, b.wrapper) ||
        !same(a.type, b.type) ||
        (b.version === undefined && a.version !== undefined)
      )
        return null;
      const version = same(a.version, b.version) ? '' : ` VERSION ${literal(String(b.version))}`;
      return optionChanges(`ALTER ${what}${version}`, a.options, b.options, version !== '');
    }
    case 'userMapping':
      return optionChanges(`ALTER ${what}`, a.options, b.options, false);
    case 'defaultPrivileges':
      return alterDefaultPrivileges(before, after);
    case 'rangeType':
    case 'collation':
    case 'operator':
    case 'cast':
    case 'textSearch':
      return before.definition === after.definition ? [] : null;
  }
}

function changedState(after: SchemaObject, words: Words): readonly DdlStatement[] {
  const said = objectState(after, words);
  if (said.length > 0) return said;
  return after.kind === 'eventTrigger'
    ? statements(`ALTER EVENT TRIGGER ${quoteName(after.name)} ENABLE`)
    : statements(
        `ALTER TABLE ${words.parent(after)} ${stateWord('enabled')} ${after.kind.toUpperCase()} ${quoteName(after.name)}`,
      );
}

/** A view can be replaced when the columns it has stay, in their order and with their types. */
function alterView(before: SchemaObject, after: SchemaObject, words: Words): readonly DdlStatement[] | null {
  const old = list(before.attributes.columns);
  const next = list(after.attributes.columns);
  if (!old.every((column, at) => next[at] === column)) return null;
  const defaults = viewDefaults(
    list(before.attributes.columnDefaults),
    list(after.attributes.columnDefaults),
    after,
    words,
  );
  if (before.definition === after.definition) return defaults;
  if (same(before.attributes.query, after.attributes.query)) {
    const check = (object: SchemaObject) =>
      object.attributes.checkOption === undefined ? [] : [`check_option=${object.attributes.checkOption}`];
    const options = storageOptions(
      [...list(before.attributes.options), ...check(before)],
      [...list(after.attributes.options), ...check(after)],
    );
    return [...options.map((clause) => statement(`ALTER ${words.object(after)} ${clause}`)), ...defaults];
  }
  return [orReplace(after.definition), ...defaults];
}

function alterMaterializedView(
  before: SchemaObject,
  after: SchemaObject,
  words: Words,
): readonly DdlStatement[] | null {
  const a = before.attributes;
  const b = after.attributes;
  if (!same(a.query, b.query) || !same(a.columns, b.columns)) return null;
  const what = `ALTER ${words.object(after)}`;
  const method = same(a.accessMethod, b.accessMethod)
    ? []
    : [`SET ACCESS METHOD ${quoteName(String(b.accessMethod ?? 'heap'))}`];
  const isEmpty = (object: SchemaObject) => / WITH NO DATA$/.test(object.definition);
  const name = words.name(after.schema, after.name);
  return [
    ...[...method, ...storageOptions(list(a.options), list(b.options))].map((clause) =>
      statement(`${what} ${clause}`),
    ),
    ...viewColumnSettings(before, after, words),
    ...(isEmpty(before) === isEmpty(after)
      ? []
      : statements(`REFRESH MATERIALIZED VIEW ${name}${isEmpty(after) ? ' WITH NO DATA' : ''}`)),
  ];
}

/** `SET (a=1)` and `RESET (b)` clauses from one list of `name=value` to another. */
export function storageOptions(before: readonly string[], after: readonly string[]): readonly string[] {
  const set = after.filter((option) => !before.includes(option));
  const names = new Set(after.map(optionName));
  const reset = before.map(optionName).filter((name) => !names.has(name));
  return [
    ...(set.length === 0 ? [] : [`SET (${set.map(optionSql).join(', ')})`]),
    ...(reset.length === 0 ? [] : [`RESET (${reset.join(', ')})`]),
  ];
}

function alterViewIndex(before: SchemaObject, after: SchemaObject, words: Words): readonly DdlStatement[] {
  const a = before.attributes;
  const b = after.attributes;
  const view = `ALTER MATERIALIZED VIEW ${words.parent(after)}`;
  const clustered = same(a.clustered, b.clustered)
    ? []
    : statements(
        b.clustered === true ? `${view} CLUSTER ON ${quoteName(after.name)}` : `${view} SET WITHOUT CLUSTER`,
      );
  return [...clustered, ...indexStatistics(words.object(after), list(a.statistics), list(b.statistics))];
}

function alterPolicy(
  before: SchemaObject,
  after: SchemaObject,
  words: Words,
): readonly DdlStatement[] | null {
  const a = before.attributes;
  const b = after.attributes;
  if (!same(a.command, b.command) || !same(a.restrictive, b.restrictive)) return null;
  if ((a.using !== undefined && b.using === undefined) || (a.check !== undefined && b.check === undefined))
    return null;
  const parts: string[] = [];
  if (!same(a.roles, b.roles)) parts.push(`TO ${list(b.roles).join(', ')}`);
  if (!same(a.using, b.using)) parts.push(`USING (${b.using})`);
  if (!same(a.check, b.check)) parts.push(`WITH CHECK (${b.check})`);
  return parts.length === 0 ? [] : statements(`ALTER ${words.object(after)} ${parts.join(' ')}`);
}

function alterPublication(
  before: SchemaObject,
  after: SchemaObject,
  words: Words,
): readonly DdlStatement[] | null {
  const a = before.attributes;
  const b = after.attributes;
  if (!same(a.allTables, b.allTables)) return null;
  const what = `ALTER ${words.object(after)}`;
  const changes: string[] = [];
  if (!same(a.targets, b.targets)) {
    const targets = list(b.targets);
    // SET cannot leave a publication without any target.
    changes.push(
      targets.length === 0
        ? `${what} DROP ${publicationTargets(list(a.targets).map(bareTarget))}`
        : `${what} SET ${publicationTargets(targets)}`,
    );
  }
  if (!same(a.options, b.options)) {
    const usual = [
      "publish = 'insert, update, delete, truncate'",
      'publish_via_partition_root = false',
      'publish_generated_columns = none',
    ];
    const said = list(b.options);
    const names = new Set(said.map((option) => option.split(' ')[0]));
    const back = usual.filter(
      (option) =>
        !names.has(option.split(' ')[0]!) &&
        list(a.options).some((old) => old.split(' ')[0] === option.split(' ')[0]),
    );
    changes.push(`${what} SET (${[...said, ...back].join(', ')})`);
  }
  return statements(...changes);
}

/** A target without columns and condition: DROP takes none. */
function bareTarget(target: string): string {
  return target.replace(/^(TABLE (?:"(?:[^"]|"")*"|[^\s("]+)(?:\."(?:[^"]|"")*")?).*$/s, '$1');
}

function alterWrapper(before: SchemaObject, after: SchemaObject, words: Words): readonly DdlStatement[] {
  const a = before.attributes;
  const b = after.attributes;
  const parts: string[] = [];
  for (const key of ['handler', 'validator'] as const) {
    const word = key.toUpperCase();
    if (!same(a[key], b[key])) parts.push(b[key] === undefined ? `NO ${word}` : `${word} ${b[key]}`);
  }
  const head = `ALTER ${words.object(after)}${parts.map((part) => ` ${part}`).join('')}`;
  return optionChanges(head, a.options, b.options, parts.length > 0);
}

function optionChanges(
  head: string,
  before: AttributeValue | undefined,
  after: AttributeValue | undefined,
  more: boolean,
): readonly DdlStatement[] {
  const options = foreignOptionChanges(list(before), list(after));
  return options === '' && !more ? [] : statements(`${head}${options === '' ? '' : ` ${options}`}`);
}

function alterDefaultPrivileges(before: SchemaObject, after: SchemaObject): readonly DdlStatement[] {
  const old = list(before.attributes.changes);
  const next = list(after.attributes.changes);
  return [
    ...old.filter((change) => !next.includes(change)).map(opposite),
    ...next.filter((change) => !old.includes(change)),
  ].map((change) =>
    statement(defaultPrivilegeSql(defaultPrivilegesHead(after), change, String(after.attributes.type))),
  );
}

/** What takes all of it back. */
export function dropDefaultPrivileges(object: SchemaObject): readonly DdlStatement[] {
  return alterDefaultPrivileges(object, { ...object, attributes: { ...object.attributes, changes: [] } });
}

function defaultPrivilegesHead(object: SchemaObject): string {
  const where = object.schema === null ? '' : ` IN SCHEMA ${quoteName(object.schema)}`;
  return `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteName(String(object.attributes.role))}${where}`;
}

function opposite(change: string): string {
  return change.startsWith('GRANT ')
    ? `REVOKE ${change.slice('GRANT '.length).replace(/ WITH GRANT OPTION$/, '')}`
    : `GRANT ${change.slice('REVOKE '.length)}`;
}
