import type { TypeText } from './structure/type.ts';

type Type = Omit<TypeText, 'start' | 'end'>;

const integers = ['tinyint', 'smallint', 'mediumint', 'integer', 'bigint'];
const serials: Readonly<Record<string, string>> = {
  smallserial: 'smallint',
  serial: 'integer',
  bigserial: 'bigint',
};
const texts = ['tinytext', 'text', 'mediumtext', 'longtext'];
const blobs = ['tinyblob', 'blob', 'mediumblob', 'longblob'];
const strings: ReadonlySet<string> = new Set(['varchar', 'char', ...texts]);
const ladders = [integers, ['real', 'double precision'], texts, blobs];

/** How values of the one type fit the other. `narrow`: some do not, or are cut; `other`: it cannot be told. */
export function typeChange(from: Type, to: Type): 'same' | 'wider' | 'narrow' | 'other' {
  if (from.array !== to.array) return 'other';
  const a = serials[from.base] ?? from.base;
  const b = serials[to.base] ?? to.base;
  if (a === b) return sameBase(a, from, to);
  for (const ladder of ladders) {
    const x = ladder.indexOf(a);
    const y = ladder.indexOf(b);
    if (x >= 0 && y >= 0)
      return y < x || (from.unsigned !== to.unsigned && !from.unsigned) ? 'narrow' : 'wider';
  }
  if (strings.has(a) && strings.has(b)) return stringChange(a, from, b, to);
  const numeric = (base: string): boolean =>
    base === 'numeric' || base === 'real' || base === 'double precision';
  if (numeric(a) && integers.includes(b)) return 'narrow';
  if (integers.includes(a) && b === 'numeric') return 'other';
  if (a === 'double precision' && b === 'numeric') return 'narrow';
  if ((a === 'timestamp' || a === 'timestamptz' || a === 'datetime') && (b === 'date' || b === 'time'))
    return 'narrow';
  if (strings.has(a) && !strings.has(b) && b !== 'citext') return 'narrow';
  return 'other';
}

function sameBase(base: string, from: Type, to: Type): 'same' | 'wider' | 'narrow' | 'other' {
  if (integers.includes(base)) {
    if (from.unsigned === to.unsigned) return 'same';
    return 'narrow';
  }
  if (base === 'numeric') {
    if (to.arguments.length === 0) return from.arguments.length === 0 ? 'same' : 'wider';
    if (from.arguments.length === 0) return 'narrow';
    const [p, s] = digits(from);
    const [q, t] = digits(to);
    if (p === q && s === t) return 'same';
    return t < s || q - t < p - s ? 'narrow' : 'wider';
  }
  if (base === 'enum' || base === 'set') return enumChange(from.arguments, to.arguments);
  const a = from.arguments.length === 0 ? unlimited(base) : Number(from.arguments[0]);
  const b = to.arguments.length === 0 ? unlimited(base) : Number(to.arguments[0]);
  if (Number.isNaN(a) || Number.isNaN(b)) return 'other';
  return a === b ? 'same' : a < b ? 'wider' : 'narrow';
}

function enumChange(from: readonly string[], to: readonly string[]): 'same' | 'wider' | 'narrow' {
  if (from.some((value, index) => to[index] !== value)) return 'narrow';
  return from.length === to.length ? 'same' : 'wider';
}

function unlimited(base: string): number {
  return base === 'char' || base === 'bit' ? 1 : Number.POSITIVE_INFINITY;
}

function digits(type: Type): [number, number] {
  return [Number(type.arguments[0]), Number(type.arguments[1] ?? 0)];
}

function stringChange(a: string, from: Type, b: string, to: Type): 'wider' | 'narrow' {
  const size = (base: string, type: Type): number =>
    type.arguments.length > 0 && !texts.includes(base)
      ? Number(type.arguments[0])
      : base === 'tinytext'
        ? 255
        : base === 'char'
          ? 1
          : Number.POSITIVE_INFINITY;
  return size(b, to) < size(a, from) ? 'narrow' : 'wider';
}

/** PostgreSQL changes the catalog only and rewrites nothing. */
export function binaryCoercible(from: Type, to: Type): boolean {
  if (from.array || to.array)
    return from.array && to.array && from.text.toLowerCase() === to.text.toLowerCase();
  const kind = typeChange(from, to);
  if (kind === 'same') return true;
  const both = (...bases: string[]): boolean => bases.includes(from.base) && bases.includes(to.base);
  if (both('varchar', 'text') && kind === 'wider') return true;
  if (from.base === 'cidr' && to.base === 'inet') return true;
  const unlimited = to.arguments.length === 0;
  if (from.base === 'xml' && both('xml', 'text', 'varchar') && unlimited) return true;
  if (from.base === 'bit' && to.base === 'varbit' && unlimited) return true;
  if (both('citext', 'text', 'varchar') && from.base !== to.base && unlimited) return true;
  if (
    from.base === to.base &&
    ['varbit', 'timestamp', 'timestamptz', 'time', 'timetz', 'interval'].includes(from.base)
  )
    return kind === 'wider';
  if (both('numeric') && kind === 'wider')
    return to.arguments.length === 0 || (from.arguments[1] ?? '0') === (to.arguments[1] ?? '0');
  return false;
}
