import type { SchemaObject } from '../../../schema/model.ts';
import type { DdlStatement } from '../../ddl.ts';
import { madeUpName, quoteName } from '../names.ts';
import { literal } from '../quote.ts';
import { list } from './comments.ts';
import { statement } from './statement.ts';
import type { Words } from './words.ts';

/** New values where they belong, a value under another name; null when values go or change places: the type is made anew. */
export function alterEnum(
  before: SchemaObject,
  after: SchemaObject,
  words: Words,
): readonly DdlStatement[] | null {
  const old = list(before.attributes.values);
  const next = list(after.attributes.values);
  const what = `ALTER ${words.object(after)}`;
  const renames = renamedValues(old, next);
  if (renames !== null) {
    return renames.map(([from, to]) =>
      statement(`${what} RENAME VALUE ${literal(from)} TO ${literal(to)}`, {
        comments: [
          `${literal(from)} stands where ${literal(to)} comes: it is taken for a rename, and rows that hold it keep it under its new name.`,
        ],
      }),
    );
  }
  const kept = next.filter((value) => old.includes(value));
  if (kept.length !== old.length || kept.some((value, at) => old[at] !== value)) return null;
  const known = [...old];
  return next.flatMap((value, at) => {
    if (old.includes(value)) return [];
    const previous = next[at - 1];
    const place =
      previous === undefined
        ? known.length === 0
          ? ''
          : ` BEFORE ${literal(known[0]!)}`
        : known.at(-1) === previous
          ? ''
          : ` AFTER ${literal(previous)}`;
    known.splice(previous === undefined ? 0 : known.indexOf(previous) + 1, 0, value);
    return [statement(`${what} ADD VALUE ${literal(value)}${place}`)];
  });
}

/** Pairs of values that stand at the same place among the same others; null when that is not all that differs. */
function renamedValues(
  old: readonly string[],
  next: readonly string[],
): readonly (readonly [string, string])[] | null {
  if (old.length !== next.length) return null;
  const pairs = old.map((value, at) => [value, next[at]!] as const).filter(([from, to]) => from !== to);
  if (pairs.length === 0 || (pairs.length === old.length && old.length > 1))
    return pairs.length === 0 ? [] : null;
  return pairs.every(([from, to]) => !next.includes(from) && !old.includes(to)) ? pairs : null;
}

export function addedValues(before: SchemaObject, after: SchemaObject): readonly string[] {
  const old = list(before.attributes.values);
  return list(after.attributes.values).filter((value) => !old.includes(value));
}

export function alterDomain(
  before: SchemaObject,
  after: SchemaObject,
  words: Words,
): readonly DdlStatement[] | null {
  const a = before.attributes;
  const b = after.attributes;
  if (a.base !== b.base || (a.collation ?? null) !== (b.collation ?? null)) return null;
  const what = `ALTER ${words.object(after)}`;
  const changes: string[] = [];
  const old = list(a.constraints);
  const next = list(b.constraints);
  for (const constraint of old)
    if (!next.includes(constraint)) changes.push(`${what} DROP CONSTRAINT ${constraintName(constraint)}`);
  if ((a.default ?? null) !== (b.default ?? null))
    changes.push(b.default === undefined ? `${what} DROP DEFAULT` : `${what} SET DEFAULT ${b.default}`);
  changes.push(...notNullOfDomain(before, after, what));
  for (const constraint of next)
    if (!old.includes(constraint)) changes.push(`${what} ADD CONSTRAINT ${constraint}`);
  return changes.map((sql) => statement(sql));
}

/** NOT NULL is set and dropped, and from PostgreSQL 17 on it may have a name. */
function notNullOfDomain(before: SchemaObject, after: SchemaObject, what: string): readonly string[] {
  const [a, b] = [before.attributes.notNull ?? false, after.attributes.notNull ?? false];
  if (a === b) return [];
  if (b === false) return [`${what} DROP NOT NULL`];
  const nameOf = (domain: SchemaObject) =>
    quoteName(
      typeof domain.attributes.notNull === 'string'
        ? domain.attributes.notNull
        : madeUpName(domain.name, null, 'not_null'),
    );
  if (a !== false) return [`${what} RENAME CONSTRAINT ${nameOf(before)} TO ${nameOf(after)}`];
  return [b === true ? `${what} SET NOT NULL` : `${what} ADD CONSTRAINT ${nameOf(after)} NOT NULL`];
}

/** `name CHECK (…)` → `name` */
function constraintName(constraint: string): string {
  return /^(?:"(?:[^"]|"")*"|\S+)/.exec(constraint)?.[0] ?? constraint;
}

/** New members at the end, members that go, members of another type; null when their order changes. */
export function alterMembers(
  before: SchemaObject,
  after: SchemaObject,
  words: Words,
): readonly DdlStatement[] | null {
  const old = list(before.attributes.members);
  const next = list(after.attributes.members);
  const what = `ALTER ${words.object(after)}`;
  const oldTypes = new Map(old.map(split));
  const nextTypes = new Map(next.map(split));
  const stayed = [...oldTypes.keys()].filter((name) => nextTypes.has(name));
  const order = [...nextTypes.keys()];
  if (stayed.some((name, at) => order[at] !== name)) return null;
  const actions = [
    ...[...oldTypes.keys()].filter((name) => !nextTypes.has(name)).map((name) => `DROP ATTRIBUTE ${name}`),
    ...stayed
      .filter((name) => oldTypes.get(name) !== nextTypes.get(name))
      .map((name) => `ALTER ATTRIBUTE ${name} TYPE ${nextTypes.get(name)}`),
    ...order
      .filter((name) => !oldTypes.has(name))
      .map((name) => `ADD ATTRIBUTE ${name} ${nextTypes.get(name)}`),
  ];
  return actions.map((action) => statement(`${what} ${action}`));
}

/** `name type` → both */
function split(member: string): readonly [string, string] {
  const name = constraintName(member);
  return [name, member.slice(name.length + 1)];
}
