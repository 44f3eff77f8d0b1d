import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runPair } from './conformance/runPair.ts';
import { openTarget } from './conformance/target.ts';

const names = ['a', 'Name', 'odd col', 'select', 'rowid', 'é', 'created_at'];
const tableNames = ['t', 'users', 'Order', 'odd name'];
const quoted = (name: string) => `"${name}"`;
const type = fc.constantFrom(
  'INTEGER',
  'TEXT',
  'varchar(20)',
  'DECIMAL(10, 2)',
  'REAL',
  'BLOB',
  '',
  'datetime',
  'boolean',
);
const maybe = (...texts: string[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom(...texts) });

const column = fc
  .tuple(
    type,
    maybe("DEFAULT 'x'", 'DEFAULT 0', 'DEFAULT -1.5', 'DEFAULT (1 + 1)', 'DEFAULT CURRENT_TIMESTAMP'),
    maybe('COLLATE NOCASE'),
    maybe("CHECK (1 IS NOT 'no')", "CONSTRAINT ck CHECK (1 <> 'no')"),
    maybe('REFERENCES t ON DELETE CASCADE', 'REFERENCES users DEFERRABLE INITIALLY DEFERRED'),
  )
  .map((parts) => parts.filter((part) => part !== '').join(' '));

const generated = fc.constantFrom(
  "TEXT AS ('x' || id)",
  'AS (id + 1) STORED',
  'INT GENERATED ALWAYS AS (id) VIRTUAL',
);

const table = fc
  .tuple(
    fc.uniqueArray(
      fc.tuple(
        fc.constantFrom(...names),
        fc.oneof({ weight: 6, arbitrary: column }, { weight: 1, arbitrary: generated }),
      ),
      {
        selector: ([name]) => name,
        maxLength: 5,
      },
    ),
    fc.constantFrom(
      'INTEGER PRIMARY KEY',
      'INTEGER PRIMARY KEY AUTOINCREMENT',
      'BIGINT NOT NULL PRIMARY KEY',
      'INTEGER NOT NULL',
    ),
    fc.array(fc.tuple(fc.nat(), maybe('UNIQUE '), maybe(' COLLATE NOCASE DESC'), fc.boolean()), {
      maxLength: 2,
    }),
  )
  .map(([columns, key, indexes]) => (name: string) => [
    `CREATE TABLE ${quoted(name)} (id ${key}${columns.map(([column, text]) => `, ${quoted(column)} ${text}${notNull(column, text)}`).join('')});`,
    ...indexes.map(([at, unique, order, partial], index) => {
      const column = quoted(['id', ...columns.map(([each]) => each)][at % (columns.length + 1)]!);
      const where = partial ? ` WHERE ${column} IS NOT NULL` : '';
      return `CREATE ${unique}INDEX "${name} ${index}" ON ${quoted(name)} (${column}${order})${where};`;
    }),
    `CREATE VIEW "${name} view" AS SELECT * FROM ${quoted(name)};`,
    `CREATE TRIGGER "${name} trigger" AFTER DELETE ON ${quoted(name)} WHEN 0 BEGIN DELETE FROM t WHERE id = 1; END;`,
  ]);

/** The same on both sides: a row that had nothing in a column that must hold something does not come back as it was. */
function notNull(name: string, text: string): string {
  return ['a', 'select'].includes(name) && !/\bAS\b/.test(text) ? ' NOT NULL' : '';
}

/** `t` and `users` are always there, as others refer to them. */
const schema = fc
  .tuple(table, table, fc.option(table), fc.option(table))
  .map((tables) => tables.flatMap((text, index) => text?.(tableNames[index]!) ?? []).join('\n'));

test('S8 S9 any schema becomes any other, and comes back, with its rows', async () => {
  const target = await openTarget('sqlite');
  try {
    await fc.assert(
      fc.asyncProperty(schema, schema, async (current, desired) => {
        const result = await runPair({ name: 'random', dialect: 'sqlite', current, desired }, target, true);
        expect(result).toMatchObject({ unusable: false, failures: [] });
      }),
      { numRuns: 25, seed: 53 },
    );
  } finally {
    await target.stop();
  }
});
