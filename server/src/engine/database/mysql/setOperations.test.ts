import { expect, test } from 'vitest';
import { mysqlSyntax } from '../../sql/index.ts';
import { withoutNullSearches } from './setOperations.ts';

/** What MySQL shows of a view → what it was made from. */
const cases: readonly (readonly [shown: string, made: string])[] = [
  [
    'select `a` from `t` intersect select `b` from `t` where ((`b` is not null) and (`b` is not null))',
    'select `a` from `t` intersect select `b` from `t`',
  ],
  [
    'select `a` from `t` except select `b` from `t` where ((`b` is not null) and (`b` is not null) and (`b` is not null))',
    'select `a` from `t` except select `b` from `t` where (`b` is not null)',
  ],
  [
    "select 1 intersect select `b` from `t` where (((`b` = 3) or (`c` = 'x) and (y')) and (`d` > 1) and (`b` is not null) and (`c` is not null) and (`b` is not null) and (`c` is not null)) group by `b`",
    "select 1 intersect select `b` from `t` where (((`b` = 3) or (`c` = 'x) and (y')) and (`d` > 1)) group by `b`",
  ],
  [
    'select 1 intersect select max(`b`) from `t` having ((max(`b`) is not null) and (max(`b`) is not null)) limit 3',
    'select 1 intersect select max(`b`) from `t` limit 3',
  ],
  [
    'select `a` from `t` where ((`a` is not null) and (`a` is not null)) union select `b` from `t`',
    'select `a` from `t` where ((`a` is not null) and (`a` is not null)) union select `b` from `t`',
  ],
  [
    'select 1 intersect select `b` from `t` where ((`b` is not null) and (`c` is not null))',
    'select 1 intersect select `b` from `t` where ((`b` is not null) and (`c` is not null))',
  ],
  [
    "select ' intersect ' from `t` where ((`b` = 1) or (`b` is not null))",
    "select ' intersect ' from `t` where ((`b` = 1) or (`b` is not null))",
  ],
  [
    'select 1 from `t` where (`x` in (select 1 intersect select `b` from `u` where ((`b` is not null) and (`b` is not null))) and (`x` > 2))',
    'select 1 from `t` where (`x` in (select 1 intersect select `b` from `u`) and (`x` > 2))',
  ],
  [
    'select `a` from `t` where ((`a` in (select 1 except select `b` from `u` where ((`b` is not null) and (`b` is not null)))) and (`a` is not null) and (`a` is not null)) intersect select 1',
    'select `a` from `t` where (`a` in (select 1 except select `b` from `u`)) intersect select 1',
  ],
];

test.each(cases)('S1 %s', (shown, made) => {
  expect(withoutNullSearches(shown, mysqlSyntax)).toBe(made);
});
