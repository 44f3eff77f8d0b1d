import { expect, test } from 'vitest';
import { emptySchema, type Schema } from '../schema/model.ts';
import { check, column, index, table } from './builders.testing.ts';
import { diffSchemas } from './differ.ts';
import { countLine, lineOf } from './item.ts';
import { summarize } from './summary.ts';

const displayType = (type: string) => type.toUpperCase();
const view = {
  kind: 'materializedView',
  schema: 'public',
  name: 'v',
  parent: null,
  definition: 'X',
} as const;
const trigger = { ...view, kind: 'trigger', name: 'stamp', parent: 'table:public.users' } as const;
const object = { attributes: {}, dependsOn: [], comment: null };

const from: Schema = {
  ...emptySchema,
  tables: [
    table({
      schema: 'public',
      name: 'users',
      columns: [column('id'), column('name', { type: 'varchar(100)' }), column('age')],
      constraints: [check('positive', 'CHECK (age > 0)'), check('short', 'CHECK (name < 9)')],
      indexes: [index('idx_users_email', 'email'), index('by_name', 'name')],
    }),
    table({ schema: 'public', name: 'old_logs' }),
    table({ schema: 'audit', name: 'log', comment: 'a' }),
  ],
  objects: [{ ...trigger, ...object }],
  unmodelled: [{ kind: 'text search parser', name: 'p', fingerprint: '1' }],
};
const to: Schema = {
  ...emptySchema,
  tables: [
    table({
      schema: 'public',
      name: 'users',
      columns: [
        column('id', { nullable: false, default: '7' }),
        column('name', { type: 'varchar(200)' }),
        column('phone', { type: 'varchar(20)' }),
      ],
      constraints: [check('positive', 'CHECK (age > 1)'), check('brief', 'CHECK (name < 9)')],
      indexes: [index('by_name', 'name', { comment: 'x' })],
    }),
    table({ schema: 'public', name: 'orders' }),
    table({ schema: 'audit', name: 'log', comment: 'b', attributes: { engine: 'x' } }),
  ],
  objects: [{ ...view, ...object }],
  unmodelled: [{ kind: 'virtual table', name: 'search', fingerprint: '2', create: 'CREATE …' }],
};

test('S4 the readable list is that of the seed', () => {
  const items = summarize(diffSchemas(from, to, { capabilities: { columnOrder: false } }), { displayType });
  expect(items.map(lineOf)).toEqual([
    '+ ADD COLUMN users.phone VARCHAR(20)',
    '~ ALTER COLUMN users.id SET NOT NULL',
    '~ ALTER COLUMN users.id SET DEFAULT 7',
    '~ ALTER COLUMN users.name VARCHAR(100) -> VARCHAR(200)',
    '! DROP COLUMN users.age (DESTRUCTIVE)',
    '~ ALTER CONSTRAINT users.positive CHECK (age > 0) -> CHECK (age > 1)',
    '~ RENAME CONSTRAINT users.short TO brief',
    '~ ALTER INDEX by_name (comment)',
    '- DROP INDEX idx_users_email',
    '+ CREATE TABLE orders',
    '~ ALTER TABLE audit.log engine none -> x',
    '~ ALTER TABLE audit.log comment a -> b',
    '! DROP TABLE old_logs (DESTRUCTIVE)',
    '+ CREATE MATERIALIZED VIEW v',
    '- DROP TRIGGER stamp ON users',
    '+ CREATE VIRTUAL TABLE search',
    '? TEXT SEARCH PARSER p is one too many (unmodelled: no statement is written)',
  ]);
  expect(countLine(items)).toBe(
    '4 to add, 8 to change, 4 to drop (2 destructive), 1 that cannot be written.',
  );
});

test('S4 the sequence of a serial column is not said beside the column', () => {
  const sequence = (ownedBy: string) =>
    ({ ...view, kind: 'sequence', name: 's', ...object, attributes: { ownedBy } }) as const;
  const none: Schema = { ...emptySchema, tables: [table({ schema: 'public', name: 'kept' })] };
  const serial = (ownedBy: string): Schema => ({
    ...emptySchema,
    tables: [...none.tables, table({ schema: 'public', name: 't', columns: [column('id')] })],
    objects: [sequence(ownedBy)],
  });
  const lines = (to: Schema) =>
    summarize(diffSchemas(none, to, { capabilities: { columnOrder: false } })).map(lineOf);
  expect(lines(serial('public."t".id'))).toEqual(['+ CREATE TABLE t']);
  expect(lines(serial('public.kept.a'))).toEqual(['+ CREATE TABLE t', '+ CREATE SEQUENCE s']);
});

test('S4 nothing to say when nothing differs', () => {
  const items = summarize(diffSchemas(to, to, { capabilities: { columnOrder: true } }));
  expect(items).toEqual([]);
  expect(countLine(items)).toBe('No differences.');
});
