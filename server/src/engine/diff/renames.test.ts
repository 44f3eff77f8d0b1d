import { expect, test } from 'vitest';
import { MigrateError } from '../errors.ts';
import { emptySchema, type Schema } from '../schema/model.ts';
import { check, column, index, table } from './builders.testing.ts';
import { diffSchemas } from './differ.ts';
import { checkRenames, parseRename, renamed, reversed } from './renames.ts';
import { suggestRenames } from './suggest.ts';

const users = table({
  schema: 'public',
  name: 'users',
  columns: [column('id'), column('name', { type: 'text' })],
  indexes: [
    index('i', 'name', { parts: [{ column: 'name', expression: null, descending: false, attributes: {} }] }),
  ],
});
const from: Schema = {
  ...emptySchema,
  tables: [table({ schema: 'audit', name: 'users' }), users, table({ schema: 'audit', name: 'log' })],
};

test.each([
  ['users=people', { kind: 'table', schema: 'public', table: 'users', from: 'users', to: 'people' }],
  [
    ' audit.users = audit.people ',
    { kind: 'table', schema: 'audit', table: 'users', from: 'users', to: 'people' },
  ],
  ['log=journal', { kind: 'table', schema: 'audit', table: 'log', from: 'log', to: 'journal' }],
  ['users.name=users.title', { kind: 'column', schema: 'public', table: 'users', from: 'name', to: 'title' }],
  ['users.name=title', { kind: 'column', schema: 'public', table: 'users', from: 'name', to: 'title' }],
  [
    'public.users.name=public.people.title',
    { kind: 'column', schema: 'public', table: 'users', from: 'name', to: 'title' },
  ],
])('S7 --rename %s', (text, expected) => {
  expect(parseRename(text, from)).toEqual(expected);
});

test.each(['users', '=x', 'users=', 'a=b=c', 'nobody=x', 'users.nothing=users.x'])(
  'S7 --rename %s is refused',
  (text) => {
    expect(() => parseRename(text, from)).toThrow(MigrateError);
  },
);

const wanted: Schema = {
  ...emptySchema,
  tables: [
    table({ schema: 'public', name: 'people', columns: [column('id'), column('title'), column('name')] }),
    table({ schema: 'audit', name: 'users' }),
    table({ schema: 'audit', name: 'log' }),
  ],
};
test.each([
  [['users=people', 'users.name=users.title'], null],
  [['users=People'], null],
  [['users=folk'], 'the wanted schema has no table folk'],
  [['users.name=users.title'], 'the wanted schema has no column users.title'],
  [['users=people', 'users.name=users.nick'], 'the wanted schema has no column people.nick'],
  [['users=people', 'users.name=users.id'], 'the database already has a column people.id'],
  [['users=people', 'users.name=users.id', 'users.id=users.title'], null],
  [['log=users'], 'the database already has a table users'],
])('S7 --rename %j against what is wanted: %s', (texts, problem) => {
  const renames = texts.map((text) => parseRename(text, from));
  if (problem === null) checkRenames(renames, from, wanted);
  else expect(() => checkRenames(renames, from, wanted)).toThrow(problem);
});

test('S7 a rename there and back changes nothing', () => {
  const renames = [parseRename('users=people', from), parseRename('users.name=users.title', from)];
  const there = renamed(from, renames);
  expect(there.schema.tables[1]).toMatchObject({
    name: 'people',
    columns: [{ name: 'id' }, { name: 'title' }],
    indexes: [{ parts: [{ column: 'title' }] }],
  });
  expect(there.changes).toMatchObject([
    {
      kind: 'alterTable',
      changes: [{ kind: 'renameTable' }, { kind: 'renameColumn', from: 'name', to: 'title' }],
    },
  ]);
  expect(renamed(there.schema, reversed(renames)).schema).toEqual(from);
});

test('S7 without a copy of the database, names are changed in what the model has as text', () => {
  const key = { column: 'name', expression: null, descending: false, attributes: {} };
  const before: Schema = {
    ...emptySchema,
    tables: [
      table({
        name: 't',
        columns: [
          column('name'),
          column('g', { generated: { expression: "lower(`name`) || 'name' || name(1)", stored: true } }),
        ],
        constraints: [
          check('name', 'FOREIGN KEY (name) REFERENCES name (name)', {
            kind: 'foreignKey',
            columns: ['name'],
          }),
          check('c', "CHECK ((name <> 'name''s name') AND (surname = name))"),
        ],
        indexes: [
          index('name', 'name', { parts: [key], definition: 'KEY `name` (`name`)', where: '"name" > 0' }),
        ],
      }),
    ],
  };
  const [after] = renamed(before, [parseRename('t.name=t.a`b', before)]).schema.tables;
  const [plain] = renamed(before, [parseRename('t.name=t.title', before)]).schema.tables;
  expect(after!.indexes[0]!.definition).toBe('KEY `name` (`a``b`)');
  expect(plain!.indexes[0]!.where).toBe('"title" > 0');
  expect(plain!.columns[1]!.generated!.expression).toBe("lower(`title`) || 'name' || name(1)");
  expect(plain!.constraints.map(({ definition }) => definition)).toEqual([
    'FOREIGN KEY (title) REFERENCES name (name)',
    "CHECK ((title <> 'name''s name') AND (surname = title))",
  ]);
});

const suggested = (before: Schema, after: Schema) =>
  suggestRenames(diffSchemas(before, after, { capabilities: { columnOrder: false } })).map(
    (each) => `${each.table}: ${each.from} -> ${each.to}`,
  );
const one = (...columns: Parameters<typeof column>[]): Schema => ({
  ...emptySchema,
  tables: [table({ columns: columns.map((each) => column(...each)) })],
});

test('S7 what looks like a rename is offered once, the likeliest first', () => {
  expect(suggested(one(['a']), one(['b']))).toEqual(['t: a -> b']);
  expect(suggested(one(['a']), one(['b', { type: 'text' }]))).toEqual([]);
  expect(suggested(one(['a'], ['c', { default: '1' }]), one(['b', { default: '1' }], ['d']))).toEqual([
    't: a -> d',
    't: c -> b',
  ]);
  expect(suggested(one(['a']), one(['a'], ['b']))).toEqual([]);
});

test('S7 a table that goes while one with mostly the same columns comes', () => {
  const wide = ['a', 'b', 'c', 'd'].map((name) => column(name));
  const before: Schema = { ...emptySchema, tables: [table({ name: 'old', columns: wide })] };
  const after = (columns: typeof wide): Schema => ({
    ...emptySchema,
    tables: [table({ name: 'new', columns })],
  });
  expect(suggested(before, after([...wide.slice(1), column('e')]))).toEqual(['old: old -> new']);
  expect(suggested(before, after([...wide.slice(2), column('e'), column('f')]))).toEqual([]);
});
