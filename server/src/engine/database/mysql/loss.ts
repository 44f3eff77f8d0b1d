import type { Column } from '../../schema/model.ts';

interface NumberType {
  readonly base: string;
  readonly sizes: readonly number[];
}

const integers = ['tinyint', 'smallint', 'mediumint', 'int', 'bigint'];
const textSizes: Readonly<Record<string, number>> = {
  tinytext: 255,
  text: 65_535,
  mediumtext: 2 ** 24,
  longtext: 2 ** 32,
  tinyblob: 255,
  blob: 65_535,
  mediumblob: 2 ** 24,
  longblob: 2 ** 32,
};

/**
 * What a change of a column does to its contents, as one clause; null when nothing is lost. Under a strict `sql_mode` a
 * value that does not fit stops the statement, and only what is rounded away counts; otherwise it is cut to fit.
 */
export function columnLoss(before: Column, after: Column, strict: boolean): string | null {
  const name = after.name;
  if (before.generated === null && after.generated !== null)
    return `what stands in ${name}, which becomes a generated column, is lost`;
  const a = parse(before.type);
  const b = parse(after.type);
  const clause = `${before.type} to ${after.type}`;
  if (isDecimal(a) && (isDecimal(b) ? scale(b) < scale(a) : integers.includes(b.base)))
    return `digits behind the point of ${name} are rounded away (${clause})`;
  if (isFloat(a) && integers.includes(b.base))
    return `digits behind the point of ${name} are rounded away (${clause})`;
  if (isTime(a)) {
    if ((b.base === 'date' && a.base !== 'date') || b.base === 'time')
      return `a part of the times in ${name} is lost (${clause})`;
    if (isTime(b) && (b.sizes[0] ?? 0) < (a.sizes[0] ?? 0))
      return `fractions of seconds of ${name} are rounded away (${clause})`;
  }
  return strict || fits(a, b) ? null : `values of ${name} that do not fit are cut (${clause})`;
}

function fits(a: NumberType, b: NumberType): boolean {
  const [ranks, texts] = [[a, b].map(({ base }) => integers.indexOf(base)), [length(a), length(b)]];
  if (ranks[0]! >= 0 && ranks[1]! >= 0) return ranks[1]! >= ranks[0]!;
  if (texts[0] !== null && texts[1] !== null) return texts[1]! >= texts[0]!;
  if (a.base === 'enum' || a.base === 'set') return true;
  return a.base === b.base;
}

function length({ base, sizes }: NumberType): number | null {
  return /^(var)?(char|binary)$/.test(base) ? (sizes[0] ?? 1) : (textSizes[base] ?? null);
}

const isDecimal = ({ base }: NumberType) => base === 'decimal';
const isFloat = ({ base }: NumberType) => base === 'float' || base === 'double';
const isTime = ({ base }: NumberType) => /^(datetime|timestamp|time|date)$/.test(base);
const scale = ({ sizes }: NumberType) => sizes[1] ?? 0;

function parse(type: string): NumberType {
  const [, base = type, sizes = ''] = /^(\w+)(?:\(([\d,]+)\))?/.exec(type.toLowerCase()) ?? [];
  return { base, sizes: sizes === '' ? [] : sizes.split(',').map(Number) };
}
