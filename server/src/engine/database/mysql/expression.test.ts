import { expect, test } from 'vitest';
import {
  catalogExpression,
  inParentheses,
  namesIn,
  quoted,
  withLostCharacters,
  withoutDatabase,
  withoutIntroducers,
} from './expression.ts';

test.each([
  ["concat(`a`,_utf8mb4\\'x\\\\\\'y\\')", "concat(`a`,_utf8mb4'x\\'y')"],
  ["_utf8mb4\\'Ã©\\\\n\\'", "_utf8mb4'é\\n'"],
  ["_utf8mb4\\'é\\'", "_utf8mb4'é'"],
  ['(`b` * 2)', '(`b` * 2)'],
])('S3 the catalog’s expression %s', (given, expected) => {
  expect(catalogExpression(given)).toBe(expected);
});

test.each([
  ["concat(`a`,_utf8mb4'-x')", "concat(`a`,'-x')"],
  ["(`a` = _latin1'') or (_utf8mb4'é' = `_utf8mb4'x'`)", "(`a` = '') or (_utf8mb4'é' = `_utf8mb4'x'`)"],
  ["_binary'x'", "_binary'x'"],
  ["(_latin1'x' collate latin1_bin)", "(_latin1'x' collate latin1_bin)"],
  ["concat('_utf8mb4',_utf8mb4'a','b_utf8mb4')", "concat('_utf8mb4','a','b_utf8mb4')"],
  ["_utf8mb4'it''s'", "_utf8mb4'it''s'"],
])('S3 %s without what the server puts before strings', (given, expected) => {
  expect(withoutIntroducers(given)).toBe(expected);
});

test.each([
  ["concat('?',`a`)", "DEFAULT concat('😀',`a`)", "concat('😀',`a`)"],
  ["'????'", "DEFAULT '😀'", "'😀'"],
  ["'a?b'", "DEFAULT 'a?b'", "'a?b'"],
  ["'a?b'", 'DEFAULT 7', "'a?b'"],
])('S3 lost characters of %s are found in %s', (text, source, expected) => {
  expect(withLostCharacters(text, source)).toBe(expected);
});

test.each([
  ['select `db`.`t`.`a` from `db`.`t`', 'select `t`.`a` from `t`'],
  ["select '`db`.`t`' from `db`.`t`", "select '`db`.`t`' from `t`"],
  ['select `db`.`col` from `t` `db`', 'select `db`.`col` from `t` `db`'],
  ['select `other`.`t`.`a` from `other`.`t`', 'select `other`.`t`.`a` from `other`.`t`'],
])('S1 %s without the database’s name', (sql, expected) => {
  expect(withoutDatabase(sql, 'db', new Set(['t']))).toBe(expected);
});

test('S3 the things a view names', () => {
  const { qualified, called } = namesIn(
    "select `f`(`x`.`a`), '`db`.`no`', `db`.`x`.`b` from `db`.`v``1` `x` join `other`.`o`",
    'db',
  );
  expect([...qualified]).toEqual(['v`1']);
  expect([...called]).toEqual(['f']);
});

test.each([
  ['(a)', '(a)'],
  ['(a) or (b)', '((a) or (b))'],
  ["(a = ')')", "(a = ')')"],
  ['f(x)', '(f(x))'],
])('S1 %s in one pair of parentheses', (given, expected) => {
  expect(inParentheses(given)).toBe(expected);
});

test('S1 text in places that take no other literal', () => {
  expect(quoted("a'b\\c\nd")).toBe("'a''b\\\\c\\nd'");
});
