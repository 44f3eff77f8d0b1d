import pc from 'picocolors';
import { expect, test } from 'vitest';
import type { MigrationState, MigrationStatus } from '../../engine/index.ts';
import { statusTable } from './statusTable.ts';

function table(...rows: readonly (readonly [version: string, name: string, state: MigrationState])[]) {
  const statuses = rows.map(([version, name, state]) => ({ version, name, state, appliedAt: null }));
  return statusTable(statuses as unknown as MigrationStatus[], pc.createColors(false));
}

test('C4 the columns of status are aligned, also with long and wide names', () => {
  expect(
    table(
      ['1', 'short', 'applied'],
      ['20240115100000123', 'a_name_that_is_longer_than_the_others', 'outOfOrder'],
      ['3', '表を作る', 'pending'],
    ),
  ).toEqual([
    'VERSION             NAME                                     STATUS          APPLIED AT',
    '1                   short                                    applied         -',
    '20240115100000123   a_name_that_is_longer_than_the_others    out of order    -',
    '3                   表を作る                                 pending         -',
  ]);
});
