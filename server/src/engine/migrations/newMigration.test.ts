import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MigrateError } from '../errors.ts';
import { brief, directoryWith } from './directory.testing.ts';
import { type NewMigrationOptions, newMigration, slug } from './newMigration.ts';
import { newVersion } from './newVersion.ts';
import { readMigrations } from './read.ts';

const now = new Date('2024-03-05T06:07:08.009Z');
const both = '-- migrate:up\nU;\n-- migrate:down\nD;\n';
const code = 'export function up() {} export function down() {}';

test.each([
  [null, '20240305060708'],
  ['001', '002'],
  ['009', '010'],
  ['999', '1000'],
  ['7', '8'],
  ['00000012', '00000013'],
  ['20240115100000', '20240305060708'],
  ['20240305060708', '20240305060709'],
  ['20991231235959', '21000101000000'],
  ['20240115', '20240305'],
  ['20240305', '20240306'],
  ['202401151000', '202403050607'],
  ['20240115100000000', '20240305060708009'],
  ['1700000000', '1709618828'],
  ['2024030501', '2024030502'],
  ['1700000000000', '1709618828009'],
  ['90071992547409931234567890', '90071992547409931234567891'],
])('R7 after %s comes %s', (latest, next) => {
  expect(newVersion(latest, now)).toBe(next);
});

test('R7 the next version is always later', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{1,20}$/), (latest) => {
      expect(BigInt(newVersion(latest, now))).toBeGreaterThan(BigInt(latest));
    }),
  );
});

test.each([
  ['add phone', 'add_phone'],
  ['addPhone', 'add_phone'],
  ['  Add  E-Mail! ', 'add_e_mail'],
  ['Größe ändern', 'große_andern'],
  ['テーブル', 'テーブル'],
  ['a/../b', 'a_b'],
])('R7 the name of %j is %s', (title, name) => {
  expect(slug(title)).toBe(name);
});

test.each(['', '!!!', '../..', 'x'.repeat(300)])('R7 %j is no name', (title) => {
  expect(() => slug(title)).toThrow(MigrateError);
});

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly options?: NewMigrationOptions;
  readonly written: readonly string[];
}

const cases: readonly Case[] = [
  {
    title: 'pairs in an empty directory',
    files: {},
    written: ['20240305060708_x.up.sql', '20240305060708_x.down.sql'],
  },
  { title: 'single files among single files', files: { '001_a.sql': both }, written: ['002_x.sql'] },
  {
    title: 'pairs among pairs',
    files: { '001_a.up.sql': 'U;', '001_a.down.sql': 'D;' },
    written: ['002_x.up.sql', '002_x.down.sql'],
  },
  {
    title: 'what most are',
    files: { '1_a.sql': both, '2_b.sql': both, '3_c.ts': code },
    written: ['4_x.sql'],
  },
  { title: 'code among code', files: { '1_a.mjs': code }, written: ['2_x.mjs'] },
  { title: 'what is asked for', files: { '1_a.sql': both }, options: { layout: 'ts' }, written: ['2_x.ts'] },
  {
    title: 'later than the history',
    files: { '001_a.sql': both },
    options: { recorded: ['004', '003'] },
    written: ['005_x.sql'],
  },
  {
    title: 'later than misnamed files',
    files: { '001_a.sql': both, '009_b_up.sql': 'U;' },
    written: ['010_x.sql'],
  },
  {
    title: 'later than unreadable ones',
    files: { '001_a.sql': both, '009_b.down.sql': 'D;' },
    written: ['010_x.sql'],
  },
];

test.each(cases)('R7 new writes $title', async ({ files, options, written }) => {
  const directory = directoryWith(files);
  const made = newMigration(directory, 'x', await readMigrations(directory), { now, ...options });
  expect(made.files.map((file) => basename(file))).toEqual(written);
  const after = await readMigrations(directory);
  expect(after.migrations.at(-1)!.id).toBe(made.id);
});

test('R7 new never overwrites, and leaves nothing half done', async () => {
  const directory = directoryWith({});
  const set = await readMigrations(directory);
  newMigration(directory, 'x', set, { now });
  expect(() => newMigration(directory, 'x', set, { now })).toThrow(
    expect.objectContaining({ code: 'file-exists' }),
  );
  const other = directoryWith({ '20240305060708_x.down.sql': 'kept' });
  expect(() => newMigration(other, 'x', set, { now })).toThrow(
    expect.objectContaining({ code: 'file-exists' }),
  );
  expect(readFileSync(join(other, '20240305060708_x.down.sql'), 'utf8')).toBe('kept');
  expect(brief((await readMigrations(other)).diagnostics)).toEqual(
    [
      'error orphan-down 20240305060708_x.down.sql:1:1',
      'warning empty-down 20240305060708_x.down.sql:1:1',
    ].slice(0, 1),
  );
});

test('R7 new makes a missing directory; an unwritten migration cannot be applied by mistake', async () => {
  const directory = join(directoryWith({}), 'db', 'migrations');
  newMigration(directory, 'x', null, { now });
  const { diagnostics } = await readMigrations(directory);
  expect(diagnostics.filter(({ severity }) => severity === 'error').map((found) => found.code)).toEqual([
    'empty-up',
  ]);
});
