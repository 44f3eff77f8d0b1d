import { expect, test } from 'vitest';
import type { Attributes, Table } from '../../schema/model.ts';
import { partitionChange } from './partitionChange.ts';

const table = (attributes: Attributes): Table => ({
  ...{ schema: null, name: 't', columns: [], constraints: [], indexes: [], comment: null },
  ...{ attributes, dependsOn: [], estimatedRows: null },
});
const range = (...partitions: string[]) =>
  table({
    partitionBy: 'RANGE (`a`)',
    partitions: partitions.map((each) => `PARTITION \`${each}\` VALUES LESS THAN (${each.slice(1)})`),
  });
const list = (...partitions: string[]) =>
  table({
    partitionBy: 'LIST (`a`)',
    partitions: partitions.map((each) =>
      `PARTITION \`p\` VALUES IN (${each})`.replace('`p`', `\`p${each}\``),
    ),
  });
const hash = (count: number) => table({ partitionBy: 'HASH (`a`)', partitionCount: count });
const none = table({});
const unpartitioned = { trailing: null, alone: null, destructive: null };

test.each([
  ['nothing', range('p1'), range('p1'), unpartitioned],
  ['none to some', none, hash(2), { trailing: 'PARTITION BY HASH (`a`) PARTITIONS 2' }],
  ['some to none', hash(2), none, { trailing: 'REMOVE PARTITIONING' }],
  [
    'another number',
    hash(2),
    hash(3),
    { trailing: 'PARTITION BY HASH (`a`) PARTITIONS 3', destructive: null },
  ],
  [
    'one more at the end',
    range('p1'),
    range('p1', 'p2'),
    { alone: 'ADD PARTITION (PARTITION `p2` VALUES LESS THAN (2))', trailing: null },
  ],
  [
    'one less at the end',
    range('p1', 'p2'),
    range('p1'),
    { alone: 'DROP PARTITION `p2`', destructive: expect.stringContaining('p2 of t are lost') },
  ],
  [
    'one less in the middle keeps its rows',
    range('p1', 'p2', 'p3'),
    range('p1', 'p3'),
    { alone: null, trailing: expect.stringContaining('PARTITION BY RANGE'), destructive: null },
  ],
  ['a list loses one', list('1', '2', '3'), list('1', '3'), { alone: 'DROP PARTITION `p2`' }],
  [
    'one in the middle',
    range('p1', 'p3'),
    range('p1', 'p2', 'p3'),
    { alone: null, trailing: expect.stringContaining('p2'), destructive: null },
  ],
])('S3 partitions: %s', (_, before, after, expected) => {
  expect(partitionChange(before, after)).toMatchObject(expected);
});
