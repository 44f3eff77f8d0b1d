import { schemeOf } from '../engine/database/connect.ts';
import {
  mariadbSyntax,
  mysqlSyntax,
  postgresSyntax,
  type SqlDialect,
  sqliteSyntax,
} from '../engine/sql/index.ts';

const dialects: Readonly<Record<string, SqlDialect>> = {
  postgres: postgresSyntax,
  postgresql: postgresSyntax,
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
