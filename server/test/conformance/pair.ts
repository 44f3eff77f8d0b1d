import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Two schemas as SQL scripts, and what must be there before either is loaded. */
export interface Pair {
  readonly name: string;
  readonly dialect: 'postgres' | 'mysql' | 'sqlite';
  readonly current: string;
  readonly desired: string;
  readonly roles?: readonly string[];
  readonly prelude?: string;
  /** The one product of its dialect that knows what it holds; default: all of them. */
  readonly product?: 'mysql' | 'mariadb';
  /** The first major version that knows what it holds: `-- since 14` at the head of `from.sql`. */
  readonly since?: number;
}

/**
 * Reads every list of pairs in a folder (or in one file), and every `<dialect>/<change>/{from,to}.sql` below it; other
 * files are passed over.
 */
export function readPairs(path: string): readonly Pair[] {
  if (!statSync(path).isDirectory()) return readList(path);
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (entry.isDirectory()) return readFolder(join(path, entry.name), entry.name);
    return entry.name.endsWith('.json') ? readList(join(path, entry.name)) : [];
  });
}

function readList(file: string): readonly Pair[] {
  const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Array.isArray(list) ? list.filter(isPair).map(usualDialect) : [];
}

/** Lists may tell MariaDB from MySQL, or write a dialect's name in full. */
function usualDialect(pair: Omit<Pair, 'dialect'> & { readonly dialect: string }): Pair {
  if (pair.dialect === 'mariadb') return { ...pair, dialect: 'mysql', product: 'mariadb' };
  const dialect =
    pair.dialect === 'postgresql' ? 'postgres' : pair.dialect === 'sqlite3' ? 'sqlite' : pair.dialect;
  return { ...pair, dialect: dialect as Pair['dialect'] };
}

function isPair(value: unknown): value is Pair {
  const pair = value as Partial<Pair> | null;
  return (
    typeof pair?.current === 'string' && typeof pair.desired === 'string' && typeof pair.name === 'string'
  );
}

/** Folder → what its pairs run on. */
const folders: Readonly<Record<string, Pick<Pair, 'dialect' | 'product'>>> = {
  postgres: { dialect: 'postgres' },
  mysql: { dialect: 'mysql' },
  'mysql-only': { dialect: 'mysql', product: 'mysql' },
  'mariadb-only': { dialect: 'mysql', product: 'mariadb' },
  sqlite: { dialect: 'sqlite' },
};

function readFolder(path: string, name: string): readonly Pair[] {
  const kind = folders[name];
  if (kind === undefined) return [];
  return readdirSync(path)
    .filter((change) => existsSync(join(path, change, 'from.sql')))
    .sort()
    .map((change) => {
      const current = readFileSync(join(path, change, 'from.sql'), 'utf8');
      const since = /^-- since (\d+)$/m.exec(current)?.[1];
      return {
        ...{ name: `${name}/${change}`, ...kind, ...(since === undefined ? {} : { since: Number(since) }) },
        current,
        desired: readFileSync(join(path, change, 'to.sql'), 'utf8'),
      };
    });
}

/** Whether a pair holds what a server of this major version does not know yet. */
export function isTooNew({ since }: Pair, major: number | undefined): boolean {
  return since !== undefined && major !== undefined && major < since;
}

/** Whether a pair can run on a product. */
export function runsOn(pair: Pair, target: { readonly name: string; readonly dialect: string }): boolean {
  return (
    pair.dialect === target.dialect && (pair.product === undefined || target.name.startsWith(pair.product))
  );
}
