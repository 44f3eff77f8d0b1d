import { describe, expect, test } from 'vitest';
import { mariadbSyntax, mysqlSyntax, postgresSyntax, type SqlDialect, sqliteSyntax } from './dialect.ts';
import { mariadbBodies, mysql, mysqlBodies, postgres, sqlite } from './splitter.cases.ts';
import { splitStatements } from './splitter.ts';

const texts = (text: string, dialect: SqlDialect): string[] =>
  splitStatements(text, dialect).map((s) => s.text);

function check(dialect: SqlDialect, text: string, statements: readonly string[]): void {
  expect(texts(text, dialect)).toEqual(statements);
  const windows = (part: string): string => part.replaceAll('\n', '\r\n');
  expect(texts(windows(text), dialect)).toEqual(statements.map(windows));
}

describe('Invariant 1: every terminator in its place', () => {
  test.each(postgres)('PostgreSQL: %s', (_what, text, statements) => check(postgresSyntax, text, statements));
  test.each(sqlite)('SQLite: %s', (_what, text, statements) => check(sqliteSyntax, text, statements));
  test.each(mysql)('MySQL: %s', (_what, text, statements) => check(mysqlSyntax, text, statements));
  test.each(mysql)('MariaDB: %s', (_what, text, statements) => check(mariadbSyntax, text, statements));

  for (const [dialect, bodies] of [
    [mysqlSyntax, mysqlBodies],
    [mariadbSyntax, mariadbBodies],
  ] as const) {
    test.each(bodies)(`S5 bare body, ${dialect.name}: %s`, (body) => {
      check(dialect, `SELECT 1;\n${body};\nSELECT 2;`, ['SELECT 1', body, 'SELECT 2']);
      check(dialect, body, [body]);
    });
    test.each(bodies)(`S5 body with DELIMITER, ${dialect.name}: %s`, (body) => {
      for (const delimiter of ['//', '%%', ';;', '|'])
        check(dialect, `DELIMITER ${delimiter}\n${body}${delimiter}\nDELIMITER ;\nSELECT 2;`, [
          body,
          'SELECT 2',
        ]);
    });
  }

  test('the statement says where it stands and whether it is ended', () => {
    const text = '-- a\nSELECT 1;\n\n  SELECT 2 -- b\n';
    expect(splitStatements(text, postgresSyntax)).toEqual([
      { index: 0, text: 'SELECT 1', start: 5, end: 13, terminated: true },
      { index: 1, text: 'SELECT 2', start: 18, end: 26, terminated: false },
    ]);
    expect(splitStatements(text, postgresSyntax, { start: 15 })).toEqual([
      { index: 0, text: 'SELECT 2', start: 18, end: 26, terminated: false },
    ]);
    expect(splitStatements(text, postgresSyntax, { start: 5, end: 11 })).toEqual([
      { index: 0, text: 'SELECT', start: 5, end: 11, terminated: false },
    ]);
    expect(splitStatements(text, postgresSyntax, { start: 40, end: 2 })).toEqual([]);
  });
});
