/** Whole numbers by the range they hold, signed and unsigned; the words of all databases. */
const integerRanks: Readonly<Record<string, number>> = {
  tinyint: 1,
  smallint: 2,
  mediumint: 3,
  int: 4,
  integer: 4,
  bigint: 8,
};
const texts = /^(tinytext|text|mediumtext|longtext|clob|citext)$/;
const sized = /^(character varying|varchar|character|char|nvarchar|binary|varbinary|bit|bit varying)$/;

interface Parsed {
  readonly base: string;
  readonly sizes: readonly number[];
  readonly unsigned: boolean;
}

/**
 * Why values may not fit when a column of type `before` becomes `after`; null when they do, or when nothing is known
 * of the two types.
 */
export function narrowing(before: string, after: string): string | null {
  const a = parse(before);
  const b = parse(after);
  const clause = `${before} to ${after}`;
  const ranks = [integerRanks[a.base], integerRanks[b.base]] as const;
  if (ranks[0] !== undefined && ranks[1] !== undefined) {
    if (ranks[1] < ranks[0]) return `numbers beyond the range of ${after} do not fit (${clause})`;
    return a.unsigned !== b.unsigned ? `numbers of the other sign or range do not fit (${clause})` : null;
  }
  if ((sized.test(a.base) || texts.test(a.base)) && sized.test(b.base)) {
    const [had = Number.POSITIVE_INFINITY] = texts.test(a.base) ? [] : a.sizes;
    const [has = b.base === 'character varying' || b.base === 'varchar' ? Number.POSITIVE_INFINITY : 1] =
      b.sizes;
    return has < had ? `values longer than ${has} do not fit (${clause})` : null;
  }
  if (/^(numeric|decimal)$/.test(a.base) && /^(numeric|decimal)$/.test(b.base)) {
    if (b.sizes.length === 0) return null;
    const whole = (parsed: Parsed) => (parsed.sizes[0] ?? 1000) - (parsed.sizes[1] ?? 0);
    const shorter = whole(b) < whole(a) || (b.sizes[1] ?? 0) < (a.sizes[1] ?? 0);
    return shorter ? `numbers with more digits are rounded or do not fit (${clause})` : null;
  }
  if (/^(numeric|decimal|double|double precision|real|float)$/.test(a.base) && ranks[1] !== undefined) {
    return `fractions are lost (${clause})`;
  }
  if (texts.test(a.base) || sized.test(a.base)) {
    return texts.test(b.base) || sized.test(b.base)
      ? null
      : `values that are no ${after} make it fail (${clause})`;
  }
  return null;
}

function parse(type: string): Parsed {
  const lower = type.toLowerCase().trim();
  const unsigned = /\bunsigned\b/.test(lower);
  const plain = lower.replace(/\b(unsigned|zerofill)\b/g, '').trim();
  const [base, inside] = plain.split(/[()]/);
  const sizes = /^[\d, ]+$/.test(inside ?? '') ? inside!.split(',').map(Number) : [];
  return { base: base!.trim(), sizes, unsigned };
}
