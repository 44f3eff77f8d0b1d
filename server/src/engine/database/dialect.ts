import { mariadbSyntax, mysqlSyntax, postgresSyntax, type SqlDialect, sqliteSyntax } from '../sql/index.ts';
import { schemeOf } from './scheme.ts';

const dialects: Readonly<Record<string, SqlDialect>> = {
  postgres: postgresSyntax,
  postgresql: postgresSyntax,
  pglite: postgresSyntax,
  mysql: mysqlSyntax,
  mariadb: mariadbSyntax,
  sqlite: sqliteSyntax,
  sqlite3: sqliteSyntax,
};

/** The dialect of a database by its URL; null when that says none. */
export function dialectOfUrl(url: string | undefined): SqlDialect | null {
  if (url === undefined) return null;
  try {
    return dialects[schemeOf(url)] ?? null;
  } catch {
    return null;
  }
}

/** By the names that a configuration or a flag gives; null for another. */
export function dialectNamed(name: string): SqlDialect | null {
  return Object.hasOwn(dialects, name) ? dialects[name]! : null;
}
