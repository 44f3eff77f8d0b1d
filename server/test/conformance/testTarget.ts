import { mariadbSyntax, mysqlSyntax, postgresSyntax, sqliteSyntax } from '../../src/engine/sql/index.ts';
import type { TestDatabase } from '../servers/testDatabases.ts';
import type { Target } from './target.ts';

const syntaxes = {
  PostgreSQL: postgresSyntax,
  MySQL: mysqlSyntax,
  MariaDB: mariadbSyntax,
  SQLite: sqliteSyntax,
};

/** A database of the test suites as something to run pairs on; the suites' own scripts name no roles. */
export function targetOn({ name, dialect, product, create }: TestDatabase): Target {
  return {
    ...{ name, dialect, syntax: syntaxes[product] },
    create: () => create(),
    ensureRoles: async () => {},
    dropNewRoles: async () => {},
    stop: async () => {},
  };
}
