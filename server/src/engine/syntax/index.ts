import type { SqlDialect } from '../sql/index.ts';
import type { CheckSyntax, SyntaxProblem } from './checkSyntax.ts';

/** Databases whose own grammar can be asked. MySQL and MariaDB have none outside of their servers. */
const makers: Readonly<Record<SqlDialect['name'], (() => Promise<CheckSyntax>) | null>> = {
  postgres: async () => (await import('./postgres.ts')).postgresChecker(),
  sqlite: async () => (await import('./sqlite.ts')).sqliteChecker(),
  mysql: null,
  mariadb: null,
};

const loading = new Map<string, Promise<CheckSyntax | null>>();

/**
 * The checker for a dialect, loaded when it is first wanted; null where there is none, or where it cannot be loaded
 * here. What it said of a text is kept.
 */
export function syntaxChecker(dialect: SqlDialect): Promise<CheckSyntax | null> {
  let checker = loading.get(dialect.name);
  if (checker === undefined) {
    checker = (makers[dialect.name]?.() ?? Promise.resolve(null)).then(
      (check) => (check === null ? null : remembering(check)),
      () => null,
    );
    loading.set(dialect.name, checker);
  }
  return checker;
}

const remembered = 5000;

function remembering(check: CheckSyntax): CheckSyntax {
  const known = new Map<string, SyntaxProblem | null>();
  return (statement) => {
    let problem = known.get(statement);
    if (problem === undefined) {
      problem = check(statement);
      const oldest = known.size < remembered ? undefined : known.keys().next().value;
      if (oldest !== undefined) known.delete(oldest);
    } else known.delete(statement);
    known.set(statement, problem);
    return problem;
  };
}
