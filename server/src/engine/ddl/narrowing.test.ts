import { expect, test } from 'vitest';
import { narrowing } from './narrowing.ts';

test.each([
  ['bigint', 'integer', 'range'],
  ['integer', 'bigint', null],
  ['int unsigned', 'int', 'sign'],
  ['tinyint(1)', 'smallint', null],
  ['character varying(200)', 'character varying(100)', 'longer than 100'],
  ['varchar(100)', 'varchar(200)', null],
  ['text', 'varchar(200)', 'longer than 200'],
  ['varchar(10)', 'text', null],
  ['character varying', 'character varying(5)', 'longer than 5'],
  ['character varying(5)', 'character varying', null],
  ['numeric(10,2)', 'numeric(8,2)', 'digits'],
  ['numeric(10,2)', 'numeric(12,3)', null],
  ['numeric(10,2)', 'numeric(10,3)', 'digits'],
  ['numeric', 'integer', 'fractions'],
  ['double precision', 'bigint', 'fractions'],
  ['text', 'integer', 'no integer'],
  ['integer', 'text', null],
  ['point', 'circle', null],
])('S7 %s to %s', (before, after, expected) => {
  const found = narrowing(before, after);
  if (expected === null) expect(found).toBeNull();
  else expect(found).toContain(expected);
});
