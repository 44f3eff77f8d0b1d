import type { Attributes, SchemaObject } from '../../../schema/model.ts';
import type { DdlStatement } from '../../ddl.ts';
import { statement } from './statement.ts';
import type { Words } from './words.ts';

const optionWords = [
  ['increment', 'INCREMENT BY', '1'],
  ['min', 'MINVALUE', null],
  ['max', 'MAXVALUE', null],
  ['start', 'START WITH', null],
  ['cache', 'CACHE', '1'],
] as const;

/** The clauses that bring one set of options to another; `type` is the one it has afterwards. */
export function sequenceClauses(before: Attributes, after: Attributes, type: string): readonly string[] {
  const clauses: string[] = [];
  const descending = String(after.increment ?? '1').startsWith('-');
  const retyped = before.type !== undefined && before.type !== after.type;
  const turned = turns(before, after);
  for (const [key, word, usual] of optionWords) {
    const next = after[key];
    // A changed type moves the bounds that are its own, and only those.
    const isBound = key === 'min' || key === 'max';
    if (
      (before[key] ?? null) === (next ?? null) &&
      !(retyped && next !== undefined) &&
      // The bounds that are usual one way are not the other way.
      !(turned && isBound)
    ) {
      if (key !== 'start' || startOf(before) === startOf(after)) continue;
    }
    if (next !== undefined) clauses.push(`${word} ${next}`);
    else if (isBound) clauses.push(`NO ${word}`);
    else clauses.push(`${word} ${usual ?? startOf({ ...after, type }) ?? (descending ? '-1' : '1')}`);
  }
  if ((before.cycle ?? false) !== (after.cycle ?? false))
    clauses.push(after.cycle === true ? 'CYCLE' : 'NO CYCLE');
  return clauses;
}

/** Whether a sequence counts the other way than before. */
function turns(before: Attributes, after: Attributes): boolean {
  const descends = (options: Attributes) => String(options.increment ?? '1').startsWith('-');
  return descends(before) !== descends(after);
}

/** Where a sequence starts when nothing is said: at the end it counts from. */
function startOf(options: Attributes): string {
  if (options.start !== undefined) return String(options.start);
  const descending = String(options.increment ?? '1').startsWith('-');
  return descending ? String(options.max ?? '-1') : String(options.min ?? '1');
}

export function alterSequence(
  before: SchemaObject,
  after: SchemaObject,
  words: Words,
): readonly DdlStatement[] {
  const a = before.attributes;
  const b = after.attributes;
  const what = words.object(after);
  const clauses = sequenceClauses(a, b, String(b.type));
  const type = a.type === b.type ? [] : [`AS ${b.type}`];
  // Where it stands is out of its new bounds.
  const turned = turns(a, b);
  const all = [...type, ...clauses, ...(turned ? ['RESTART'] : [])];
  const result: DdlStatement[] =
    all.length === 0
      ? []
      : [...(turned ? [] : intoBounds(before, after, words)), statement(`ALTER ${what} ${all.join(' ')}`)];
  if ((a.persistence ?? null) !== (b.persistence ?? null))
    result.push(statement(`ALTER ${what} SET ${b.persistence === 'unlogged' ? 'UNLOGGED' : 'LOGGED'}`));
  if ((a.ownedBy ?? null) !== (b.ownedBy ?? null)) result.push(ownedBy(after, words));
  return result;
}

/** A sequence that stands below its new least value has to be put there first: the server refuses to move it. */
function intoBounds(before: SchemaObject, after: SchemaObject, words: Words): readonly DdlStatement[] {
  const name = words.name(after.schema, after.name);
  const least = BigInt(String(after.attributes.min ?? '1'));
  const ascending = !String(after.attributes.increment ?? '1').startsWith('-');
  if (!ascending || least <= BigInt(String(before.attributes.min ?? '1'))) return [];
  return [
    statement(
      `SELECT setval('${name.replaceAll("'", "''")}', ${least}, false) FROM ${name} WHERE last_value < ${least}`,
    ),
  ];
}

export function ownedBy(sequence: SchemaObject, words: Words): DdlStatement {
  return statement(`ALTER ${words.object(sequence)} OWNED BY ${sequence.attributes.ownedBy ?? 'NONE'}`);
}
