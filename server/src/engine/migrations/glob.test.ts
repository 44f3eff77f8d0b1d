import { expect, test } from 'vitest';
import { globMatcher } from './glob.ts';

test.each([
  ['*.md', ['README.md'], ['README.txt', 'a.md.sql']],
  ['001_?.sql', ['001_a.sql'], ['001_ab.sql']],
  ['{a,b}*.sql', ['a.sql', 'b1.sql'], ['c.sql']],
  ['[0-2]*', ['0x', '2x'], ['3x']],
  ['[!0-9]*', ['x'], ['1']],
  ['**/old/*.sql', ['old/a.sql', 'x/old/a.sql'], ['old/x/a.sql']],
  ['./a.sql', ['a.sql'], ['b.sql']],
  ['a(1)+$.sql', ['a(1)+$.sql'], ['a1.sql']],
  ['[z-a].sql', [], ['z.sql']],
])('D9 the pattern %s', (pattern, yes, no) => {
  const matches = globMatcher([pattern]);
  expect(yes.filter((name) => !matches(name))).toEqual([]);
  expect(no.filter(matches)).toEqual([]);
});
