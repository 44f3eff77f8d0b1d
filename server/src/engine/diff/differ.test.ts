import { expect, test } from 'vitest';
import { emptySchema, type Schema, type SchemaObject, type Table } from '../schema/model.ts';
import { check, column, index, schema, table } from './builders.testing.ts';
import { diffSchemas } from './differ.ts';

/** One line per change, as short as it can be said. */
function outline(from: Schema, to: Schema, columnOrder = true): string[] {
  return diffSchemas(from, to, { capabilities: { columnOrder } }).flatMap((change) => {
    if (change.kind !== 'alterTable') {
      const thing =
        'table' in change
          ? change.table
          : 'object' in change
            ? change.object
            : (change.after ?? change.before)!;
      return [`${change.kind} ${thing.name}`];
    }
    return change.changes.map((inner) => {
      if ('column' in inner)
        return `${inner.kind} ${inner.column.name}${'after' in inner ? ` after ${inner.after}` : ''}`;
      if ('constraint' in inner) return `${inner.kind} ${inner.constraint.name}`;
      if ('index' in inner) return `${inner.kind} ${inner.index.name}`;
      if (inner.kind === 'alterColumn') return `alterColumn ${inner.before.name} ${inner.aspects.join('+')}`;
      if (inner.kind === 'alterConstraint' || inner.kind === 'alterIndex') {
        return `${inner.kind} ${inner.before.name} ${inner.after.name}`;
      }
      return `${inner.kind} ${JSON.stringify('before' in inner ? inner.before : inner.from)} ${JSON.stringify('after' in inner ? inner.after : inner.to)}`;
    });
  });
}

const two = [column('a'), column('b')];
const cases: readonly [string, Partial<Table>, Partial<Table>, readonly string[]][] = [
  ['nothing', {}, {}, []],
  [
    'estimated rows and dependencies do not count',
    { estimatedRows: 3 },
    { estimatedRows: 7, dependsOn: ['enum:e'] },
    [],
  ],
  ['a new column', {}, { columns: two }, ['addColumn b after a']],
  ['a new first column', {}, { columns: [column('b'), column('a')] }, ['addColumn b after null']],
  ['a dropped column', { columns: two }, {}, ['dropColumn b']],
  ['a type', {}, { columns: [column('a', { type: 'text' })] }, ['alterColumn a type']],
  [
    'every aspect of a column',
    {},
    {
      columns: [
        column('a', {
          ...{
            type: 'text',
            nullable: false,
            default: '1',
            collation: 'C',
            comment: 'c',
            attributes: { x: 1 },
          },
          ...{
            generated: { expression: '1', stored: true },
            identity: { generation: 'always', options: {} },
          },
        }),
      ],
    },
    ['alterColumn a type+nullable+default+generated+identity+collation+comment+attributes'],
  ],
  [
    'an attribute that is null and one that is missing',
    {},
    { columns: [column('a', { attributes: { x: null } })] },
    [],
  ],
  ['the order', { columns: two }, { columns: [two[1]!, two[0]!] }, ['reorderColumns ["a","b"] ["b","a"]']],
  ['a new check', {}, { constraints: [check('c', 'X')] }, ['addConstraint c']],
  [
    'a changed check',
    { constraints: [check('c', 'X')] },
    { constraints: [check('c', 'Y')] },
    ['addConstraint c', 'dropConstraint c'],
  ],
  [
    'a renamed check',
    { constraints: [check('c', 'X')] },
    { constraints: [check('d', 'X')] },
    ['alterConstraint c d'],
  ],
  [
    'the comment of a check',
    { constraints: [check('c', 'X')] },
    { constraints: [check('c', 'X', { comment: 'x' })] },
    ['alterConstraint c c'],
  ],
  [
    'checks that swap their names are made anew',
    { constraints: [check('c', 'X'), check('d', 'Y')] },
    { constraints: [check('c', 'Y'), check('d', 'X')] },
    ['addConstraint c', 'addConstraint d', 'dropConstraint c', 'dropConstraint d'],
  ],
  [
    'unnamed checks, one more of the same',
    { constraints: [check(null, 'X')] },
    { constraints: [check(null, 'X'), check(null, 'X')] },
    ['addConstraint null'],
  ],
  [
    'unnamed checks in another order',
    { constraints: [check(null, 'X'), check(null, 'Y')] },
    { constraints: [check(null, 'Y'), check(null, 'X')] },
    [],
  ],
  ['a new index', {}, { indexes: [index('i', 'a')] }, ['addIndex i']],
  [
    'a changed index',
    { indexes: [index('i', 'a')] },
    { indexes: [index('i', 'b')] },
    ['addIndex i', 'dropIndex i'],
  ],
  ['a renamed index', { indexes: [index('i', 'a')] }, { indexes: [index('j', 'a')] }, ['alterIndex i j']],
  [
    'the comment of an index',
    { indexes: [index('i', 'a')] },
    { indexes: [index('i', 'a', { comment: 'x' })] },
    ['alterIndex i i'],
  ],
  ['the comment of the table', {}, { comment: 'x' }, ['setComment null "x"']],
  [
    'an attribute of the table',
    { attributes: { engine: 'a' } },
    { attributes: { engine: 'b' } },
    ['setAttributes {"engine":"a"} {"engine":"b"}'],
  ],
  ['an owner that only one side knows', { owner: 'me' }, {}, []],
  ['an owner', { owner: 'me' }, { owner: 'you' }, ['setOwner "me" "you"']],
  ['grants', { privileges: ['a'] }, { privileges: ['a', 'b'] }, ['setPrivileges ["a"] ["a","b"]']],
];

test.each(cases)('S3 differ: %s', (_title, from, to, expected) => {
  expect(outline(schema(table(from)), schema(table(to)))).toEqual(expected);
});

test('S3 differ: the order of columns is no difference where the database cannot change it', () => {
  expect(
    outline(schema(table({ columns: two })), schema(table({ columns: [two[1]!, two[0]!] })), false),
  ).toEqual([]);
});

test('S3 differ: tables, objects and what the model cannot hold, by their ids', () => {
  const view = {
    kind: 'view',
    schema: null,
    name: 'v',
    parent: null,
    definition: 'X',
    attributes: {},
    dependsOn: [],
    comment: null,
  } as const;
  const from: Schema = {
    ...emptySchema,
    tables: [table(), table({ name: 'gone' })],
    objects: [view, { ...view, name: 'w' }],
    unmodelled: [
      { kind: 'parser', name: 'p', fingerprint: '1' },
      { kind: 'parser', name: 'q', fingerprint: '1' },
    ],
  };
  const to: Schema = {
    ...emptySchema,
    tables: [table({ name: 'new' }), table()],
    objects: [
      { ...view, definition: 'Y' },
      { ...view, name: 'u' },
    ],
    unmodelled: [{ kind: 'parser', name: 'p', fingerprint: '2' }],
  };
  expect(outline(from, to)).toEqual([
    ...['createTable new', 'dropTable gone', 'alterObject v', 'createObject u', 'dropObject w'],
    ...['unmodelled p', 'unmodelled q'],
  ]);
  expect(outline(to, to)).toEqual([]);
});

test('S4 what one side could not read is neither made nor dropped on the other', () => {
  const view = {
    ...{ kind: 'view', schema: null, name: 'v', parent: null, definition: 'X' },
    ...{ attributes: {}, dependsOn: [], comment: null },
  } satisfies SchemaObject;
  const unreadAs = (fingerprint: string): Schema => ({
    ...emptySchema,
    unmodelled: [{ kind: 'view', name: 'v', fingerprint }],
  });
  const read: Schema = { ...emptySchema, objects: [view, { ...view, kind: 'function' as const }] };
  expect(outline(unreadAs(''), read)).toEqual(['createObject v', 'unmodelled v']);
  expect(outline(read, unreadAs(''))).toEqual(['dropObject v', 'unmodelled v']);
  // Broken views: read, but not to be made again.
  expect(outline(unreadAs('Y'), read)).toEqual(['createObject v', 'createObject v']);
  expect(outline(read, unreadAs('X'))).toEqual(['dropObject v']);
});
