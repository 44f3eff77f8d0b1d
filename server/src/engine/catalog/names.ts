import type { SqlDialect } from '../sql/index.ts';

/** Namespaces that an unqualified name usually means. */
const defaults: ReadonlySet<string> = new Set(['public', 'main']);

/** How a name is compared: PostgreSQL keeps the letters of a quoted name, the others do not tell cases apart. */
const folds: Readonly<Record<SqlDialect['name'], (name: string, quoted: boolean) => string>> = {
  postgres: (name, quoted) => (quoted ? name : name.toLowerCase()),
  mysql: (name) => name.toLowerCase(),
  mariadb: (name) => name.toLowerCase(),
  sqlite: (name) => name.toLowerCase(),
};

const withIndexClauses: Readonly<Record<SqlDialect['name'], boolean>> = {
  postgres: false,
  mysql: true,
  mariadb: true,
  sqlite: false,
};

/** Whether `KEY` and `INDEX` in a table's definition begin an index, where elsewhere they are names of columns. */
export function indexClauses(dialect: SqlDialect): boolean {
  return withIndexClauses[dialect.name];
}

/** What two spellings of one name have in common. */
export function fold(name: string, quoted: boolean, dialect: SqlDialect): string {
  return folds[dialect.name](name, quoted);
}

/** The key of a table by its parts: `public.users` and `users` are the same, `audit.users` is another. */
export function tableKey(parts: readonly string[], quoted: readonly boolean[], dialect: SqlDialect): string {
  const folded = parts.slice(-2).map((part, index, { length }) => {
    return fold(part, quoted[parts.length - length + index] ?? false, dialect);
  });
  return folded.length === 2 && !defaults.has(folded[0]!) ? folded.join('.') : folded.at(-1)!;
}

/** Writes a name so that `dialect` reads it back: as it is where that is safe, else quoted. */
export function quoteName(name: string, dialect: SqlDialect): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name)) return name;
  const quote = dialect.doubleQuotes === 'identifier' ? '"' : '`';
  return `${quote}${name.replaceAll(quote, quote + quote)}${quote}`;
}
