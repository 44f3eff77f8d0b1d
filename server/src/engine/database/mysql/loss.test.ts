import { expect, test } from 'vitest';
import type { Column } from '../../schema/model.ts';
import { columnLoss } from './loss.ts';

const column = (type: string, more: Partial<Column> = {}): Column => ({
  ...{ name: 'c', type, nullable: true, default: null, generated: null, identity: null },
  ...{ collation: null, comment: null, attributes: {} },
  ...more,
});

test.each([
  ['decimal(10,4)', 'decimal(10,2)', 'rounded', 'rounded'],
  ['decimal(10,2)', 'int', 'rounded', 'rounded'],
  ['double', 'bigint', 'rounded', 'rounded'],
  ['datetime(6)', 'datetime', 'rounded', 'rounded'],
  ['datetime', 'date', 'a part of the times', 'a part of the times'],
  ['varchar(200)', 'varchar(100)', null, 'cut'],
  ['text', 'varchar(10)', null, 'cut'],
  ['bigint', 'int', null, 'cut'],
  ['varchar(100)', 'varchar(200)', null, null],
  ['int', 'bigint', null, null],
  ['decimal(10,2)', 'decimal(12,4)', null, null],
  ['date', 'datetime', null, null],
  ['int', 'varchar(20)', null, null],
  ['varchar(20)', 'int', null, 'cut'],
  ['decimal(10,2)', 'decimal(8,2)', null, 'cut'],
  ["enum('a','b')", "enum('b','a','c')", null, null],
  ["enum('a','b')", "enum('b')", null, 'cut'],
  ["enum('a')", 'varchar(9)', null, null],
])('S6 %s to %s', (before, after, strict, loose) => {
  for (const [mode, word] of [
    [true, strict],
    [false, loose],
  ] as const) {
    const loss = columnLoss(column(before), column(after), mode);
    if (word === null) expect(loss).toBeNull();
    else expect(loss).toContain(word);
  }
});

test('S6 a column that becomes generated loses what it held', () => {
  expect(
    columnLoss(column('int'), column('int', { generated: { expression: '1', stored: true } }), true),
  ).toContain('is lost');
});
