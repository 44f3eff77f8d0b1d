import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identifier, literal } from './literal.ts';
import { fillIn } from './parameters.ts';

test.each([
  [null, 'NULL'],
  ['plain', "'plain'"],
  ["it's", "'it''s'"],
  ['back\\slash', "_utf8mb4 x'6261636b5c736c617368'"],
  ['', "''"],
  [1.5, '1.5'],
  [9223372036854775807n, '9223372036854775807'],
  [true, 'TRUE'],
  [new Date('2024-01-15T10:00:00.123Z'), "'2024-01-15 10:00:00.123'"],
  [new Uint8Array([0, 255]), "x'00ff'"],
] as const)('U10 %s as a literal', (value, expected) => {
  expect(literal(value)).toBe(expected);
});

test('U10 a number without a literal is refused', () => {
  expect(() => literal(Number.NaN)).toThrow(RangeError);
});

test('U10 a name cannot leave its quotes', () => {
  expect(identifier('my`db', 'a b')).toBe('`my``db`.`a b`');
});

test('U10 no text leaves its literal, whatever a backslash means', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(literal(text)).toMatch(/^(_utf8mb4 x'[0-9a-f]*'|'(?:[^'\\]|'')*')$/);
    }),
  );
});

const statements = [
  ['SELECT ?, ?', [1, 'a'], false, "SELECT 1, 'a'"],
  [
    'SELECT \'?\', "?", `?`, ? -- ?\n, ? /* ? */ # ?',
    [1, 2],
    false,
    'SELECT \'?\', "?", `?`, 1 -- ?\n, 2 /* ? */ # ?',
  ],
  ["SELECT 'it\\'s ?', ?", [1], false, "SELECT 'it\\'s ?', 1"],
  ["SELECT 'a\\', ?", [1], true, "SELECT 'a\\', 1"],
  ['SELECT 3--?', [1], false, 'SELECT 3--1'],
  ['SELECT ?', ["$& '?'"], false, "SELECT '$& ''?'''"],
] as const;
test.each(statements)('D10 the values of %s', (sql, values, noBackslashEscapes, expected) => {
  expect(fillIn(sql, values, noBackslashEscapes)).toBe(expected);
});

test('D10 too many or too few values are refused', () => {
  expect(() => fillIn('SELECT ?', [], false)).toThrow(/1 placeholders and 0 values/);
  expect(() => fillIn('SELECT 1', [1], false)).toThrow(/0 placeholders and 1 values/);
});
