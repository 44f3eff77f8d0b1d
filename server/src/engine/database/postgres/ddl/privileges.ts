import type { ObjectKind, SchemaObject } from '../../../schema/model.ts';
import type { DdlStatement } from '../../ddl.ts';
import { quoteName } from '../names.ts';
import { list } from './comments.ts';
import { statement } from './statement.ts';
import { routineName, type Words } from './words.ts';

/** What a thing is called in GRANT, and under which name default privileges speak of it. */
export interface Grantable {
  /** `TABLE users` */
  readonly target: string;
  /** `TABLES`; null where there are no default privileges for it. */
  readonly type: string | null;
  readonly schema: string | null;
  /** The privileges that ALL stands for, in the server's order. */
  readonly all: readonly string[];
  /** What everybody may do with a new one. */
  readonly everybody: readonly string[];
}

const tablePrivileges = ['INSERT', 'SELECT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];

export function grantableTable(name: string, schema: string | null, words: Words): Grantable {
  const all = words.version >= 17 ? [...tablePrivileges, 'MAINTAIN'] : tablePrivileges;
  return { target: `TABLE ${name}`, type: 'TABLES', schema, all, everybody: [] };
}

/** `target`: as GRANT names the sequence. */
export function grantableSequence(target: string, schema: string | null): Grantable {
  return { target, type: 'SEQUENCES', schema, all: ['SELECT', 'UPDATE', 'USAGE'], everybody: [] };
}

/** null for kinds that have no privileges. */
export function grantableObject(object: SchemaObject, words: Words): Grantable | null {
  const name = words.object(object);
  const own = (
    target: string,
    type: string | null,
    all: readonly string[],
    everybody: readonly string[] = [],
  ) => ({
    target,
    type,
    schema: object.schema,
    all,
    everybody,
  });
  const kinds: Partial<Record<ObjectKind, () => Grantable>> = {
    schema: () => own(`SCHEMA ${quoteName(object.name)}`, 'SCHEMAS', ['USAGE', 'CREATE']),
    sequence: () => grantableSequence(name, object.schema),
    view: () => grantableTable(words.name(object.schema, object.name), object.schema, words),
    materializedView: () => grantableTable(words.name(object.schema, object.name), object.schema, words),
    function: () => own(`FUNCTION ${callable(object, words)}`, 'FUNCTIONS', ['EXECUTE'], ['EXECUTE']),
    procedure: () => own(`PROCEDURE ${callable(object, words)}`, 'FUNCTIONS', ['EXECUTE'], ['EXECUTE']),
    aggregate: () => own(`FUNCTION ${callable(object, words)}`, 'FUNCTIONS', ['EXECUTE'], ['EXECUTE']),
    enum: () => own(name, 'TYPES', ['USAGE'], ['USAGE']),
    domain: () => own(name, 'TYPES', ['USAGE'], ['USAGE']),
    compositeType: () => own(name, 'TYPES', ['USAGE'], ['USAGE']),
    rangeType: () => own(name, 'TYPES', ['USAGE'], ['USAGE']),
    foreignDataWrapper: () => own(name, null, ['USAGE']),
    foreignServer: () => own(`FOREIGN ${name}`, null, ['USAGE']),
  };
  return kinds[object.kind]?.() ?? null;
}

function callable(object: SchemaObject, words: Words): string {
  const { base, types } = routineName(object);
  return `${words.name(object.schema, base)}(${types})`;
}

interface Parsed {
  readonly privilege: string;
  readonly grantee: string;
  readonly grantable: boolean;
}

function parse(line: string): Parsed {
  const match = /^(.*?) TO (.*?)( WITH GRANT OPTION)?$/s.exec(line);
  return { privilege: match?.[1] ?? line, grantee: match?.[2] ?? '', grantable: match?.[3] !== undefined };
}

/** What stands for the owner in a line about what is withheld from him. */
const ownerWord = 'OWNER';

function withheldFrom(lines: readonly Parsed[]): readonly Parsed[] {
  return lines
    .filter(({ grantee }) => grantee === ownerWord)
    .map((each) => ({ ...each, privilege: each.privilege.slice('NO '.length) }));
}

/** The statements that turn one list of grants into another, none when they are the same. */
export function privilegeChanges(
  grantable: Grantable,
  before: readonly string[],
  after: readonly string[],
  owner: string | undefined,
): readonly DdlStatement[] {
  const [was, is] = [before.map(parse), after.map(parse)];
  const keyed = (lines: readonly Parsed[]) =>
    new Map(
      lines
        .filter(({ grantee }) => grantee !== ownerWord)
        .map((each) => [`${each.privilege} TO ${each.grantee}`, each]),
    );
  const [old, next] = [keyed(was), keyed(is)];
  const revoked = [...old].filter(([key]) => !next.has(key)).map(([, each]) => each);
  const noLonger = [...next]
    .filter(([key, each]) => old.get(key)?.grantable === true && !each.grantable)
    .map(([, each]) => each);
  const granted = [...next]
    .filter(
      ([key, each]) =>
        !old.has(key) ||
        (each.grantable && old.get(key)?.grantable === false) ||
        goesWithTable(each, revoked) ||
        (each.grantable && goesWithTable(each, noLonger)),
    )
    .map(([, each]) => each);
  return [
    ...ownerChanges(grantable, withheldFrom(was), withheldFrom(is), owner),
    ...grouped(revoked, grantable).map(
      ([privileges, { grantee }]) => `REVOKE ${privileges} ON ${grantable.target} FROM ${grantee}`,
    ),
    ...grouped(noLonger, grantable).map(
      ([privileges, { grantee }]) =>
        `REVOKE GRANT OPTION FOR ${privileges} ON ${grantable.target} FROM ${grantee}`,
    ),
    ...grouped(granted, grantable).map(
      ([privileges, each]) =>
        `GRANT ${privileges} ON ${grantable.target} TO ${each.grantee}${each.grantable ? ' WITH GRANT OPTION' : ''}`,
    ),
  ].map((sql) => statement(sql));
}

/** Whether a grant on columns is taken away with the same grant on their table. */
function goesWithTable({ privilege, grantee }: Parsed, revoked: readonly Parsed[]): boolean {
  const column = privilege.indexOf(' (');
  return (
    column > 0 &&
    revoked.some((each) => each.grantee === grantee && each.privilege === privilege.slice(0, column))
  );
}

/** What an owner may not do himself is taken from him, or given back. */
function ownerChanges(
  grantable: Grantable,
  before: readonly Parsed[],
  after: readonly Parsed[],
  owner: string | undefined,
): readonly string[] {
  if (owner === undefined) return [];
  const beyond = (lines: readonly Parsed[], others: readonly Parsed[]) =>
    lines.filter((line) => !others.some((other) => other.privilege === line.privilege));
  const name = quoteName(owner);
  return [
    ...grouped(beyond(after, before), grantable).map(
      ([privileges]) => `REVOKE ${privileges} ON ${grantable.target} FROM ${name}`,
    ),
    ...grouped(beyond(before, after), grantable).map(
      ([privileges]) => `GRANT ${privileges} ON ${grantable.target} TO ${name}`,
    ),
  ];
}

/** What a list of grants becomes when the thing gets another owner: his own grants and what was withheld become one. */
export function afterTransfer(lines: readonly string[], before: string, after: string): readonly string[] {
  if (before === after) return lines;
  const [old, next] = [quoteName(before), quoteName(after)];
  const parsed = lines.map(parse);
  const his = new Set(parsed.filter(({ grantee }) => grantee === next).map(({ privilege }) => privilege));
  const kept = lines.flatMap((line, at) => {
    const { privilege, grantee, grantable } = parsed[at]!;
    if (grantee === ownerWord) return his.has(privilege.slice('NO '.length)) ? [] : [line];
    if (grantee === next) return privilege.includes('(') ? [line] : [];
    // Grants of columns to an owner himself stand beside what owners may do.
    if (grantee === old) return [`${privilege} TO ${next}${grantable ? ' WITH GRANT OPTION' : ''}`];
    return [line];
  });
  return [...new Set(kept)];
}

/** One line per grantee; all privileges of the kind are ALL. */
function grouped(lines: readonly Parsed[], { all }: Grantable): readonly (readonly [string, Parsed])[] {
  const groups = new Map<string, Parsed[]>();
  for (const line of lines) {
    const key = `${line.grantee} ${line.grantable}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  return [...groups.values()].map((group) => {
    const privileges = group.map((each) => each.privilege);
    const whole =
      all.length > 1 && all.every((each) => privileges.includes(each)) && privileges.length === all.length;
    return [whole ? 'ALL' : inOrder(privileges, all).join(', '), group[0]!] as const;
  });
}

function inOrder(privileges: readonly string[], all: readonly string[]): readonly string[] {
  const rank = (privilege: string) => all.indexOf(privilege.split(' ')[0]!);
  return [...privileges].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/**
 * What a new thing of this kind has at once: what everybody may do, and what default privileges add for things of `owner`.
 */
export function initialPrivileges(
  grantable: Grantable,
  owner: string,
  defaults: readonly SchemaObject[],
): readonly string[] {
  const lines = new Set(grantable.everybody.map((privilege) => `${privilege} TO PUBLIC`));
  const own = defaults
    .filter(
      (each) =>
        each.attributes.role === owner &&
        each.attributes.type === grantable.type &&
        (each.schema === null || (each.schema === grantable.schema && grantable.type !== 'SCHEMAS')),
    )
    .sort((a, b) => Number(a.schema !== null) - Number(b.schema !== null));
  for (const each of own) {
    for (const change of list(each.attributes.changes)) {
      const [verb, line] = [change.slice(0, change.indexOf(' ')), change.slice(change.indexOf(' ') + 1)];
      const { grantee, privilege } = parse(line);
      if (grantee === quoteName(owner)) {
        const withheld = `NO ${privilege} TO ${ownerWord}`;
        if (verb === 'REVOKE') lines.add(withheld);
        else lines.delete(withheld);
        continue;
      }
      if (verb === 'REVOKE') lines.delete(line);
      else lines.add(line);
    }
  }
  return [...lines];
}

/** Owner and grants of a new thing, as far as they were read and differ from what it has at once. */
export function ownershipOf(
  what: string,
  grantable: Grantable | null,
  thing: { readonly owner?: string; readonly privileges?: readonly string[] },
  creator: string | null,
  defaults: readonly SchemaObject[],
): readonly DdlStatement[] {
  const owner =
    thing.owner !== undefined && thing.owner !== creator
      ? [statement(`ALTER ${what} OWNER TO ${quoteName(thing.owner)}`)]
      : [];
  if (grantable === null || thing.privileges === undefined) return owner;
  const first = creator ?? thing.owner ?? '';
  const initial = afterTransfer(initialPrivileges(grantable, first, defaults), first, thing.owner ?? first);
  return [...owner, ...privilegeChanges(grantable, initial, thing.privileges, thing.owner)];
}
