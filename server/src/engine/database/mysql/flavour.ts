/** What differs between the servers that speak this protocol, as data; asked instead of a product's name. */
export interface Flavour {
  readonly product: 'MySQL' | 'MariaDB';
  readonly version: readonly number[];
  /** `VERSION()` as it is. */
  readonly text: string;
  readonly mariadb: boolean;
  /** Oldest version that works. */
  readonly oldest: readonly number[];
}

/** Reads `VERSION()`: MariaDB names itself in it, with an old prefix before 11 (`5.5.5-10.6.12-MariaDB`). */
export function flavourOf(text: string): Flavour {
  const mariadb = /mariadb/i.test(text);
  const numbers = /^(?:5\.5\.5-)?(\d+)\.(\d+)\.(\d+)/.exec(text);
  const version = numbers === null ? [0] : numbers.slice(1).map(Number);
  return {
    product: mariadb ? 'MariaDB' : 'MySQL',
    version,
    text,
    mariadb,
    oldest: mariadb ? [10, 6] : [8, 0],
  };
}

/** Whether `version` is `wanted` or newer. */
export function atLeast(version: readonly number[], ...wanted: readonly number[]): boolean {
  for (const [index, number] of wanted.entries()) {
    const own = version[index] ?? 0;
    if (own !== number) return own > number;
  }
  return true;
}

/** Code of other languages that routines import: MySQL from 9.2. */
export function hasLibraries({ mariadb, version }: Flavour): boolean {
  return !mariadb && atLeast(version, 9, 2);
}
