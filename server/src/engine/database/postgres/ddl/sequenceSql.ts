import type { Attributes, Column, SchemaObject, Table } from '../../../schema/model.ts';
import type { DdlStatement } from '../../ddl.ts';
import { madeUpName } from '../names.ts';
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

/** The name of an identity column's sequence. */
export function identitySequence(table: Table, column: Column, words: Words): string {
  const said = column.identity?.options.name;
  if (said === undefined) return words.name(table.schema, madeUpName(table.name, column.name, 'seq'));
  const parts = String(said).split('.');
  return parts.length === 1 ? words.name(table.schema, parts[0]!) : words.name(parts[0]!, parts[1]!);
}

/** What only ALTER SEQUENCE can say of an identity column's sequence: another type than the column's, other persistence. */
export function identityRest(
  table: Table,
  before: Column | null,
  after: Column,
  words: Words,
): readonly DdlStatement[] {
  if (after.identity === null) return [];
  const a = before?.identity?.options ?? {};
  const b = after.identity.options;
  const alter = `ALTER SEQUENCE ${identitySequence(table, after, words)}`;
  const result: DdlStatement[] = [];
  if ((a.type ?? null) !== (b.type ?? null)) {
    const bound = (key: 'min' | 'max', word: string) =>
      b[key] === undefined ? ` NO ${word}` : ` ${word} ${b[key]}`;
    result.push(
      statement(`${alter} AS ${b.type ?? after.type}${bound('min', 'MINVALUE')}${bound('max', 'MAXVALUE')}`),
    );
  }
  if ((a.persistence ?? null) !== (b.persistence ?? null)) {
    const usual = table.attributes.persistence === 'unlogged' ? 'u' : 'p';
    result.push(statement(`${alter} SET ${(b.persistence ?? usual) === 'u' ? 'UNLOGGED' : 'LOGGED'}`));
  }
  return result;
}
