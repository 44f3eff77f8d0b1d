import { expect, test } from 'vitest';
import { escapesAfter } from './backslashes.ts';
import { mysqlSyntax, postgresSyntax } from './dialect.ts';
import { splitStatements } from './splitter.ts';

const cases: readonly (readonly [set: string, now: boolean, after: boolean])[] = [
  ["SET sql_mode = 'NO_BACKSLASH_ESCAPES'", true, false],
  ["SET SESSION sql_mode='ANSI_QUOTES,no_backslash_escapes'", true, false],
  ['SET @@session.sql_mode := "NO_BACKSLASH_ESCAPES"', true, false],
  ["SET @@sql_mode = 'NO_BACKSLASH_ESCAPES', autocommit = 1", true, false],
  ["SET `sql_mode` = 'NO_BACKSLASH_ESCAPES'", true, false],
  ["SET sql_mode = ''", false, true],
  ['SET sql_mode = DEFAULT', false, true],
  ['SET sql_mode = @old_mode', false, true],
  ["SET @old_sql_mode = @@sql_mode, sql_mode = 'NO_BACKSLASH_ESCAPES'", true, false],
  ["SET @sql_mode = 'NO_BACKSLASH_ESCAPES'", true, true],
  ["SET GLOBAL sql_mode = 'NO_BACKSLASH_ESCAPES'", true, true],
  ["SET @@global.sql_mode = 'NO_BACKSLASH_ESCAPES'", true, true],
  ["SET NAMES utf8mb4, time_zone = 'sql_mode'", false, false],
];

test.each(cases)('U1 %s, before it %s', (set, now, after) => {
  expect(escapesAfter(set, now)).toBe(after);
});

const split = (text: string, dialect = mysqlSyntax) =>
  splitStatements(text, dialect).map((each) => each.text);

test('U1 a backslash before a quote is what the mode says it is', () => {
  const path = "INSERT INTO t VALUES ('C:\\')";
  const escaped = "INSERT INTO t VALUES ('it\\'s; so')";
  expect(
    split(
      `${escaped}; SET sql_mode = 'NO_BACKSLASH_ESCAPES'; ${path}; ${path}; SET sql_mode = ''; ${escaped};`,
    ),
  ).toEqual([escaped, "SET sql_mode = 'NO_BACKSLASH_ESCAPES'", path, path, "SET sql_mode = ''", escaped]);
  expect(split(`/*!50003 SET sql_mode = 'NO_BACKSLASH_ESCAPES' */;\n${path};\nSELECT 1;`)).toHaveLength(3);
  expect(
    split(
      `DELIMITER //\nSET sql_mode = 'NO_BACKSLASH_ESCAPES'//\nCREATE PROCEDURE p() BEGIN SET @a = '\\'; SET @b = ';'; END//\nDELIMITER ;\nSELECT 1;`,
    ),
  ).toHaveLength(3);
});

test('U1 only those servers have modes', () => {
  expect(
    split("SET sql_mode = 'NO_BACKSLASH_ESCAPES'; SELECT E'\\''; SELECT 2", postgresSyntax),
  ).toHaveLength(3);
});
