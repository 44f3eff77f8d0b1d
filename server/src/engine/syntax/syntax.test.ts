import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { mysqlSyntax, postgresSyntax, type SqlDialect, sqliteSyntax } from '../sql/index.ts';
import { syntaxChecker } from './index.ts';

/** The text that is marked; null when there is nothing to say. */
const cases: readonly (readonly [SqlDialect, string, string | null])[] = [
  [postgresSyntax, 'SELECT 1', null],
  [postgresSyntax, 'CREATE TABEL a (id int)', 'TABEL'],
  [postgresSyntax, "INSERT INTO a VALUES ('é😀🙂', 1) RETURNIN id", 'RETURNIN'],
  [postgresSyntax, 'CREATE TABLE a (id int,, b int)', ','],
  [postgresSyntax, 'SELECT (', '('],
  [postgresSyntax, "SELECT 'abc\ndef", "'abc"],
  [postgresSyntax, 'ALTER TABLE nobody ADD COLUMN x int', null],
  [postgresSyntax, '', null],
  [postgresSyntax, `SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)}`, null],
  [sqliteSyntax, 'SELECT * FROM nobody', null],
  [sqliteSyntax, 'CREATE TABEL a (id int)', 'TABEL'],
  [sqliteSyntax, 'ALTER TABLE nobody ADD COLUMN x INTEGER DEFUALT 3', '3'],
  [sqliteSyntax, 'ALTER TABLE nobody ADD COLUMN x INTEGER DEFAULT 3', null],
  [sqliteSyntax, 'ALTER TABLE nobody RENAME COLUMN x TO y', null],
  [sqliteSyntax, 'CREATE INDEX i ON nobody (a)', null],
  [sqliteSyntax, 'CREATE TRIGGER t AFTER INSERT ON nobody BEGIN SELECT 1; END', null],
  [sqliteSyntax, 'SELECT 1 +', '+'],
  [sqliteSyntax, 'INSERT INTO a VALUES (1', '(1'],
  [sqliteSyntax, "SELECT 'abc", "'abc"],
  [sqliteSyntax, 'PRAGMA foreign_keys = of f', null],
];

test.each(
  cases.map(([dialect, sql, marked]) => [dialect.name, sql.slice(0, 60), dialect, sql, marked] as const),
)('E1 syntax by the database itself: %s: %s', async (_name, _title, dialect, sql, marked) => {
  const check = (await syntaxChecker(dialect))!;
  const problem = check(sql);
  expect(problem === null ? null : sql.slice(problem.start, problem.end)).toBe(marked);
  expect(check(sql)).toEqual(problem);
});

test('E1 where the grammar is not at hand, nothing is said', async () => {
  expect(await syntaxChecker(mysqlSyntax)).toBe(null);
});

test.each([postgresSyntax, sqliteSyntax])('E1 any text is survived: $name', async (dialect) => {
  const check = (await syntaxChecker(dialect))!;
  assert(
    property(string({ unit: 'binary', maxLength: 60 }), (text) => {
      const problem = check(text);
      expect(problem === null || (problem.start <= problem.end && problem.end <= text.length)).toBe(true);
    }),
    { numRuns: 500 },
  );
  expect(check('SELECT 1')).toBe(null);
});
