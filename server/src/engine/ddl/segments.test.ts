import { expect, test } from 'vitest';
import type { DdlStatement } from '../database/ddl.ts';
import { segmentsOf } from './segments.ts';

const statement = (sql: string): DdlStatement => ({
  ...{ sql, comments: [], destructive: null },
  transaction: sql.startsWith('alone') ? 'alone' : sql.startsWith('after') ? 'after' : 'inside',
});

test.each([
  ['nothing', [], []],
  ['one file', ['a', 'b'], ['main: a, b']],
  [
    'what needs a commit before it',
    ['a', 'after 1', 'b', 'after 2'],
    ['main: a', 'afterCommit: after 1, b, after 2'],
  ],
  ['what runs alone', ['a', 'alone 1', 'alone 2'], ['main: a', 'concurrent: alone 1, alone 2']],
  [
    'more after what runs alone',
    ['alone 1', 'a', 'alone 2'],
    ['concurrent: alone 1', 'afterCommit: a', 'concurrent: alone 2'],
  ],
])('S5 segments: %s', (_title, statements, expected) => {
  const segments = segmentsOf(statements.map(statement));
  expect(
    segments.map(({ kind, statements }) => `${kind}: ${statements.map(({ sql }) => sql).join(', ')}`),
  ).toEqual(expected);
});
