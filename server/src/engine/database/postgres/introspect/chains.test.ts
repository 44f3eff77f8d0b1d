import { expect, test } from 'vitest';
import { joinedChains } from './chains.ts';

test.each([
  ['CHECK ((((p >= 1) AND (p <= 5)) AND (q > 0)))', 'CHECK (((p BETWEEN 1 AND 5) AND (q > 0)))'],
  ['(((p < 1) OR (p > f(5))) OR (q > 0))', '((p NOT BETWEEN 1 AND (f(5))) OR (q > 0))'],
  ["(((n >= 'a'::text) AND (n <= '>= '::text)) AND (b))", "((n BETWEEN 'a'::text AND '>= '::text) AND (b))"],
  ['(((p >= 1) AND (o <= 5)) AND (q > 0))', '((p >= 1) AND (o <= 5) AND (q > 0))'],
  ['((((p >= 1) AND (p <= 5)) AND (q)) AND (r))', '((p BETWEEN 1 AND 5) AND (q) AND (r))'],
  ['((((a) AND (b)) AND (c)) AND (d))', '((a) AND (b) AND (c) AND (d))'],
  ['(((a) OR (b)) OR (c))', '((a) OR (b) OR (c))'],
  [
    '(((p >= 1) AND (p <= 5)) AND (q)) AS $x$((a) AND (b)) AND$x$',
    '((p BETWEEN 1 AND 5) AND (q)) AS $x$((a) AND (b)) AND$x$',
  ],
  // Read again, these stay.
  ['((a) AND ((b) AND (c)))', null],
  ['(((a) OR (b)) AND (c))', null],
  ["(((a = ') AND (') OR (b)) AND (c))", null],
  ['((("x AND y" > 1) OR b) AND (c))', null],
  ['((EXISTS ( SELECT 1 WHERE ((a) AND (b)))) AND (c))', null],
  ['((( SELECT 1 AND b)) AND (c))', null],
  ['((naïveAND (1)) AND (c))', null],
  ["((('𝒳' = a) AND (b)) AND (c))", "(('𝒳' = a) AND (b) AND (c))"],
])('S3 a chain is read as it is read again: %s', (sql, joined) => {
  expect(joinedChains(sql)).toBe(joined ?? sql);
});
