import { expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { table } from '../diff/builders.testing.ts';
import { emptySchema, type ObjectKind, type Schema } from '../schema/model.ts';
import { postgresSyntax } from '../sql/index.ts';
import { dumpedMark, schemaFiles } from './schemaFiles.ts';

const object = (kind: ObjectKind, name: string, more: { schema?: string; parent?: string } = {}) => ({
  ...{
    kind,
    name,
    schema: 'public',
    parent: null,
    definition: '',
    attributes: {},
    dependsOn: [],
    comment: null,
  },
  ...more,
});
/** Says of each thing only that it is made. */
const database = {
  syntax: postgresSyntax,
  ddl: {
    create: (schema: Schema) =>
      [...schema.tables, ...schema.objects].map(({ name }) => ({
        sql: `make ${name}`,
        comments: [],
        destructive: null,
        transaction: 'inside',
      })),
  },
} as unknown as Database;

test('S1 names of files: stable, safe on every file system, one per table, overloads together', () => {
  const schema: Schema = {
    ...emptySchema,
    tables: [
      table({ schema: 'public', name: 'users' }),
      table({ schema: 'public', name: 'Users' }),
      table({ schema: 'audit', name: 'a/b: "c"' }),
    ],
    objects: [
      object('trigger', 'stamp', { parent: 'table:public.users' }),
      object('function', 'add(integer)'),
      object('function', 'add(text, text)'),
      object('materializedView', 'sums', { schema: 'audit' }),
      object('policy', 'own', { parent: 'view:public.v' }),
      object('statistics', 's'),
      object('foreignDataWrapper', 'w'),
    ],
  };
  const files = schemaFiles(schema, database);
  expect(files.map(({ path }) => path)).toEqual([
    'foreign_data_wrappers/w.sql',
    'functions/add.sql',
    'materialized_views/audit.sums.sql',
    'policies/own.sql',
    'statistics/s.sql',
    'tables/Users.sql',
    'tables/audit.a%2fb%3a%20%22c%22.sql',
    'tables/users~2.sql',
  ]);
  expect(files[1]!.text).toBe(`${dumpedMark}\nmake add(integer);\nmake add(text, text);\n`);
  expect(files.at(-1)!.text).toContain('make users;\nmake stamp;');
});
