import { expect, test } from 'vitest';
import { layoutSection } from './layout.ts';

const cases: readonly [
  title: string,
  statements: readonly string[],
  outside: readonly number[],
  checks: number,
][] = [
  ['plain statements', ['CREATE TABLE a (b)', 'INSERT INTO a VALUES (1)'], [], 0],
  ['leading off', ['PRAGMA foreign_keys = off', 'DROP TABLE a', 'PRAGMA foreign_keys = on'], [0], 1],
  ['written otherwise', ['pragma  Main.foreign_keys(0)', 'DROP TABLE a'], [0], 1],
  ['quoted value', ["PRAGMA foreign_keys = 'NO'", 'DROP TABLE a'], [0], 1],
  ['with comments', ['PRAGMA /* x */ foreign_keys -- y\n = OFF', 'DROP TABLE a'], [0], 1],
  ['off in the middle', ['CREATE TABLE a (b)', 'PRAGMA foreign_keys=OFF', 'DROP TABLE c'], [1], 1],
  ['leading on', ['PRAGMA foreign_keys = ON', 'CREATE TABLE a (b)'], [0], 0],
  ['trailing on only', ['CREATE TABLE a (b)', 'PRAGMA foreign_keys = ON'], [], 0],
  ['only asked', ['CREATE TABLE a (b)', 'PRAGMA foreign_keys'], [], 0],
  [
    'several at the head',
    ['PRAGMA journal_mode = WAL', 'PRAGMA legacy_alter_table=on', 'PRAGMA foreign_keys=off', 'DROP TABLE a'],
    [0, 1, 2],
    1,
  ],
  ['deferring works inside', ['PRAGMA defer_foreign_keys = on', 'DROP TABLE a'], [], 0],
  ['the check itself stays', ['PRAGMA foreign_keys=0', 'DROP TABLE a', 'PRAGMA foreign_key_check'], [0], 1],
  ['an empty section', [], [], 0],
];

test.each(cases)('S9 U10 layout: %s', (_title, statements, outside, checks) => {
  const layout = layoutSection(statements.map((text) => ({ text })));
  expect(layout.outside).toEqual(outside);
  expect(layout.inside).toEqual(
    statements.map((_, index) => index).filter((index) => !outside.includes(index)),
  );
  expect(layout.checks).toHaveLength(checks);
});
