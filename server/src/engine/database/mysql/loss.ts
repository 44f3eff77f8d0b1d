import type { Column } from '../../schema/model.ts';

interface ParsedType {
  readonly base: string;
  readonly sizes: readonly number[];
  /** Of ENUM and SET. */
  readonly labels: readonly string[] | null;
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

/** Whether every value of `a` is one of `b`, as far as is known. */
function fits(a: ParsedType, b: ParsedType): boolean {
  const ranks = [integers.indexOf(a.base), integers.indexOf(b.base)] as const;
  if (ranks[0] >= 0 && ranks[1] >= 0) return ranks[1] >= ranks[0];
  const lengths = [length(a), length(b)] as const;
  if (lengths[0] !== null) return lengths[1] !== null && lengths[1] >= lengths[0];
  if (a.labels !== null) return b.labels === null || a.labels.every((label) => b.labels!.includes(label));
  if (isDecimal(a) && isDecimal(b)) return whole(b) >= whole(a);
  return true;
}

function length({ base, sizes }: ParsedType): number | null {
  return /^(var)?(char|binary)$/.test(base) ? (sizes[0] ?? 1) : (textSizes[base] ?? null);
}

const isDecimal = ({ base }: ParsedType) => base === 'decimal';
const isFloat = ({ base }: ParsedType) => base === 'float' || base === 'double';
const isTime = ({ base }: ParsedType) => /^(datetime|timestamp|time|date)$/.test(base);
const scale = ({ sizes }: ParsedType) => sizes[1] ?? 0;

const whole = ({ sizes }: ParsedType) => (sizes[0] ?? 10) - (sizes[1] ?? 0);

function parse(type: string): ParsedType {
  const [, base = type, sizes = ''] = /^(\w+)(?:\(([\d,]+)\))?/.exec(type.toLowerCase()) ?? [];
  const labels = /^(enum|set)$/.test(base) ? (type.match(/'(?:[^']|'')*'/g) ?? []) : null;
  return { base, sizes: sizes === '' ? [] : sizes.split(',').map(Number), labels };
}
