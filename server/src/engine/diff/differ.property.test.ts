import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptySchema, type Schema, type Table } from '../schema/model.ts';
import { check, column, index, table } from './builders.testing.ts';
import type { TableChange } from './change.ts';
import { diffSchemas } from './differ.ts';

const name = fc.constantFrom('a', 'b', 'c', 'd');
const columns = fc
  .uniqueArray(fc.record({ name, type: fc.constantFrom('integer', 'text'), nullable: fc.boolean() }), {
    selector: (each) => each.name,
  })
  .map((list) => list.map(({ name, ...more }) => column(name, more)));
const constraints = fc
  .uniqueArray(fc.record({ name: fc.option(name), definition: fc.constantFrom('X', 'Y') }), {
    selector: (each) => each.name ?? Symbol(),
  })
  .map((list) => list.map((each) => check(each.name, each.definition)));
const indexes = fc
  .uniqueArray(fc.record({ name, columns: fc.constantFrom('x', 'y') }), { selector: (each) => each.name })
  .map((list) => list.map((each) => index(each.name, each.columns)));
const tables: fc.Arbitrary<Table> = fc
  .record({ name, columns, constraints, indexes, comment: fc.option(fc.constant('c')) })
  .map(table);
const schemas: fc.Arbitrary<Schema> = fc
  .uniqueArray(tables, { selector: (each) => each.name })
  .map((list) => ({ ...emptySchema, tables: list }));

const options = { capabilities: { columnOrder: true } };
const opposite: Readonly<Record<string, string>> = {
  createTable: 'dropTable',
  addColumn: 'dropColumn',
  addConstraint: 'dropConstraint',
  addIndex: 'dropIndex',
};
const both: Readonly<Record<string, string>> = {
  ...opposite,
  ...Object.fromEntries(Object.entries(opposite).map(([a, b]) => [b, a])),
};

/** Kinds of change, counted; those inside a table with the table's name. */
function counted(from: Schema, to: Schema, turn: (kind: string) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  const add = (key: string) => {
    counts[key] = (counts[key] ?? 0) + 1;
  };
  for (const change of diffSchemas(from, to, options)) {
    if (change.kind !== 'alterTable') add(turn(change.kind));
    else for (const inner of change.changes) add(`${change.after.name} ${turn((inner as TableChange).kind)}`);
  }
  return counts;
}

test('S3 nothing differs from itself, nor from a copy of it', () => {
  fc.assert(
    fc.property(schemas, (schema) => {
      expect(diffSchemas(schema, schema, options)).toEqual([]);
      expect(diffSchemas(schema, JSON.parse(JSON.stringify(schema)), options)).toEqual([]);
    }),
  );
});

test('S3 what is added one way is dropped the other way, and as much is changed', () => {
  fc.assert(
    fc.property(schemas, schemas, (a, b) => {
      expect(counted(a, b, (kind) => kind)).toEqual(counted(b, a, (kind) => both[kind] ?? kind));
    }),
  );
});

test('S3 there is no difference exactly where two schemas say the same in another order', () => {
  const sorted = (things: readonly unknown[]) => things.map((each) => JSON.stringify(each)).sort();
  const canonical = (schema: Schema) =>
    sorted(
      schema.tables.map((each) => [
        ...[each.name, each.comment, each.columns],
        ...[sorted(each.constraints), sorted(each.indexes)],
      ]),
    );
  const same = (a: Schema, b: Schema) => {
    expect(diffSchemas(a, b, options).length === 0).toBe(
      sorted(canonical(a)).join() === sorted(canonical(b)).join(),
    );
  };
  const shuffled = schemas.chain((schema) =>
    fc
      .shuffledSubarray([...schema.tables], { minLength: schema.tables.length })
      .map((list) => [schema, { ...schema, tables: list }] as const),
  );
  fc.assert(fc.property(schemas, schemas, same));
  fc.assert(fc.property(shuffled, ([a, b]) => same(a, b)));
});
