import { expect, test } from 'vitest';
import { mysqlSyntax, postgresSyntax, type SqlDialect, sqliteSyntax } from './dialect.ts';
import { unquote } from './identifier.ts';

const cases: readonly (readonly [dialect: SqlDialect, token: string, name: string])[] = [
  [postgresSyntax, 'Users', 'Users'],
  [postgresSyntax, '"Us""ers"', 'Us"ers'],
  [postgresSyntax, 'U&"d\\0061t\\+000061 \\\\"', 'data \\'],
  [postgresSyntax, 'u&"x"', 'x'],
  [postgresSyntax, '"open', 'open'],
  [postgresSyntax, '"', ''],
  [mysqlSyntax, '`a``b`', 'a`b'],
  [mysqlSyntax, '"a"', 'a'],
  [sqliteSyntax, '[a"b]', 'a"b'],
  [sqliteSyntax, '[open', 'open'],
  [sqliteSyntax, "'a''b'", "a'b"],
];

test.each(cases)('S3 the name of a token, $name: %s', (dialect, token, name) => {
  expect(unquote(token, dialect)).toBe(name);
});
