import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mysqlSyntax, postgresSyntax, type SqlDialect, sqliteSyntax } from './dialect.ts';
import { statementHash, tokensEqual } from './hash.ts';
import { tokenize } from './lexer.ts';
import { anySql } from './testText.ts';

const cases: readonly (readonly [what: string, dialect: SqlDialect, a: string, b: string, equal: boolean])[] =
  [
    ['blanks', postgresSyntax, 'SELECT  1,\n2', 'SELECT 1 ,2', true],
    ['comments', postgresSyntax, '-- a\nSELECT /* b */ 1', 'SELECT 1 -- c', true],
    ['line endings in a body', postgresSyntax, 'DO $$\r\na\r\n$$', 'DO $$\na\n$$', true],
    ['letters', postgresSyntax, 'SELECT a', 'select a', false],
    ['blanks in a string', postgresSyntax, "SELECT 'a b'", "SELECT 'a  b'", false],
    ['a comment in a string', postgresSyntax, "SELECT '/* a */'", "SELECT ''", false],
    ['blanks that part words', postgresSyntax, 'SELECT a b', 'SELECT ab', false],
    ['what looks like a comment', mysqlSyntax, 'SELECT 1--1', 'SELECT 1', false],
    ['an executable comment', mysqlSyntax, 'SELECT /*! 1, */ 2', 'SELECT 2', false],
    ['a # comment', mysqlSyntax, 'SELECT 1 # a', 'SELECT 1', true],
  ];

describe('A3 a statement that ran is known again', () => {
  test.each(cases)('%s', (_what, dialect, a, b, equal) => {
    expect(tokensEqual(a, b, dialect)).toBe(equal);
    expect(statementHash(a, dialect) === statementHash(b, dialect)).toBe(equal);
  });

  test('the hash never changes', () => {
    // printf '6:SELECT1:1' | sha256sum
    expect(statementHash('SELECT 1', sqliteSyntax)).toBe(
      '61abb40bef9f53889fd02ccbbdd204f5f3b751289331de352a8bbfec7df2ab98',
    );
  });

  test.each([postgresSyntax, mysqlSyntax, sqliteSyntax])('wider blanks change nothing: $name', (dialect) => {
    fc.assert(
      fc.property(anySql, (text) => {
        // A line end can matter: to client commands, to strings that go on after one, to DELIMITER.
        fc.pre(!/delimiter|[.\\]|e'/i.test(text));
        const wider = tokenize(text, dialect)
          .map(({ kind, start, end }) => text.slice(start, end) + (kind === 'whitespace' ? ' ' : ''))
          .join('');
        expect(tokensEqual(text, wider, dialect)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
