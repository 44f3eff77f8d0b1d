import { expect, test } from 'vitest';
import { mysqlSyntax, postgresSyntax } from '../sql/index.ts';
import { renameNotes } from './annotations.ts';

const notes = (text: string, syntax = postgresSyntax) =>
  renameNotes({ path: 's.sql', isDirectory: false, files: [{ path: 's.sql', text }] }, syntax).map(
    ({ kind, table, from, to }) => `${kind} ${table}: ${from} -> ${to}`,
  );

test.each([
  ['behind a column', 'CREATE TABLE t (\n  a int, -- @renamed from=old\n  b int\n);', ['column t: old -> a']],
  [
    'behind the last column',
    'CREATE TABLE t (\n  a int,\n  b int -- @renamed from=old\n);',
    ['column t: old -> b'],
  ],
  [
    'on the line before',
    'CREATE TABLE t (\n  a int,\n  -- @renamed from=old\n  b int\n);',
    ['column t: old -> b'],
  ],
  [
    'inside a column',
    'CREATE TABLE t (a numeric(3, 2) /* @renamed from="old name" */ NOT NULL, b int);',
    ['column t: old name -> a'],
  ],
  ['behind the bracket', 'CREATE TABLE s.t ( -- @renamed from=old\n  a int\n);', ['table t: old -> t']],
  [
    'before the statement',
    '-- about t\n-- @renamed from=old\nCREATE TABLE t (a int);',
    ['table t: old -> t'],
  ],
  ['behind the name', 'CREATE TABLE t /* @renamed from=old */ (a int);', ['table t: old -> t']],
  [
    'both',
    'CREATE TABLE t ( -- @renamed from=o\n  a int, -- @renamed from=x\n  b int -- @renamed from=y\n);',
    ['table t: o -> t', 'column t: x -> a', 'column t: y -> b'],
  ],
  [
    'of another statement',
    'CREATE TABLE t (a int); -- @renamed from=old\nDROP VIEW v;\nCREATE TABLE u (a int);',
    [],
  ],
  ['in a string', "CREATE TABLE t (a text DEFAULT '-- @renamed from=old');", []],
])('S7 @renamed %s', (_title, text, expected) => {
  expect(notes(text)).toEqual(expected);
});

test('S7 @renamed in the quotes of MySQL', () => {
  expect(
    notes('CREATE TABLE `t` (\n  `a` int, # @renamed from=`old name`\n  b int\n);', mysqlSyntax),
  ).toEqual(['column t: old name -> a']);
});
