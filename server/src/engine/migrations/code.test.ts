import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectTypeOf, test } from 'vitest';
import type * as Shipped from '../../../../types/index.d.ts';
import { type CodeDatabase, type CodeFunction, loadCode } from './code.ts';
import { directoryWith } from './directory.testing.ts';
import { readMigrations } from './read.ts';

async function load(files: Readonly<Record<string, string>>) {
  const directory = directoryWith(files);
  const { migrations } = await readMigrations(directory, { ignore: ['[!0-9]*'] });
  return { directory, migration: migrations[0]!, module: loadCode(migrations[0]!) };
}

test.each([
  [
    '1_a.ts',
    'enum Kind { A }\nexport async function up(db: { x: Kind }): Promise<void> {}\nexport const down = () => {};',
  ],
  ['1_a.mts', "import { up } from './up.ts';\nexport { up };\nexport function down() {}"],
  ['1_a.cts', 'module.exports = { up: () => {}, down: () => {} };'],
  ['1_a.js', 'exports.up = () => {};\nexports.down = () => {};'],
  ['1_a.js', "import path from 'node:path';\nexport const up = () => path;\nexport const down = () => {};"],
  ['1_a.mjs', 'await Promise.resolve();\nexport default { up() {}, down() {} };'],
  ['1_a.cjs', 'module.exports = { up() {}, down() {} };'],
])('D10 %s: %j is loaded', async (name, text) => {
  const { module, migration } = await load({
    [name]: text,
    'up.ts': 'export const up = (db: unknown) => db;',
  });
  const loaded = await module;
  expect([typeof loaded.up, typeof loaded.down]).toEqual(['function', 'function']);
  expect(migration.down).not.toBeNull();
});

test('D5 D10 down may be missing', async () => {
  const { module, migration } = await load({
    '1_a.ts': '// no down\nexport function up() { return "down"; }',
  });
  expect((await module).down).toBeNull();
  expect(migration.down).toBeNull();
});

test('D10 a module is loaded afresh, with what it imports', async () => {
  const { directory, migration, module } = await load({
    '1_a.ts': "import { value } from './value.ts';\nexport const up = () => value;",
    'value.ts': 'export const value = 1;',
  });
  expect((await module).up(undefined as never)).toBe(1);
  writeFileSync(join(directory, 'value.ts'), 'export const value = 2;');
  expect((await loadCode(migration)).up(undefined as never)).toBe(2);
});

// D10 the types shipped for code migrations are those of the engine: checked when the tests are compiled.
expectTypeOf<Shipped.CodeDatabase>().toEqualTypeOf<CodeDatabase>();
expectTypeOf<Shipped.CodeFunction>().toEqualTypeOf<CodeFunction>();
