import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { brief, type Content, directoryWith, readDirectoryWith } from './directory.testing.ts';
import { readMigrations } from './read.ts';

const up = '-- migrate:up\nCREATE TABLE t (a int);\n';
const both = `${up}-- migrate:down\nDROP TABLE t;\n`;
const sql = 'CREATE TABLE t (a int);\n';

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, Content>>;
  /** Ids in order. */
  readonly ids: readonly string[];
  readonly found?: readonly string[];
}

const cases: readonly Case[] = [
  {
    title: 'D1 SQL and code files are migrations',
    files: {
      '1_a.sql': both,
      '2_b.up.sql': sql,
      '2_b.down.sql': sql,
      '3_c.ts': 'export function up() {} export function down() {}',
      '4_d.mts': 'export function up() {} export function down() {}',
      '5_e.js': 'export function up() {} export function down() {}',
      '6_f.mjs': 'export function up() {} export function down() {}',
    },
    ids: ['1_a', '2_b', '3_c', '4_d', '5_e', '6_f'],
  },
  {
    title: 'D1 a Go file has a diagnostic of its own',
    files: { '1_a.sql': both, '2_b.go': 'package main' },
    ids: ['1_a'],
    found: ['error unsupported-file 2_b.go:1:1'],
  },
  {
    title: 'D2 both layouts mix',
    files: { '001_a.up.sql': sql, '001_a.down.sql': sql, '002_b.sql': both },
    ids: ['001_a', '002_b'],
  },
  {
    title: 'D3 versions sort numerically',
    files: { '10_j.sql': both, '9_i.sql': both, '0011_k.sql': both, '8_h.sql': both },
    ids: ['8_h', '9_i', '10_j', '0011_k'],
  },
  {
    title: 'D3 versions of any length keep every digit',
    files: {
      '90071992547409931234567890_b.sql': both,
      '90071992547409931234567889_a.sql': both,
      '20240115100000_z.sql': both,
    },
    ids: ['20240115100000_z', '90071992547409931234567889_a', '90071992547409931234567890_b'],
  },
  {
    title: 'D3 the halves of a pair may pad their version differently',
    files: { '001_a.up.sql': sql, '1_a.down.sql': sql },
    ids: ['001_a'],
  },
  {
    title: 'D4 one version twice, also as 001 and 1',
    files: { '001_a.sql': both, '1_b.sql': both, '2_c.up.sql': sql, '2_c.down.sql': sql, '2_c.sql': both },
    ids: ['001_a', '1_b', '2_c', '2_c'],
    found: ['error duplicate-version 1_b.sql:1:1', 'error duplicate-version 2_c.up.sql:1:1'],
  },
  {
    title: 'D4 gaps of a sequence',
    files: { '001_a.sql': both, '003_b.sql': both, '007_c.sql': both, '20240115100000_d.sql': both },
    ids: ['001_a', '003_b', '007_c', '20240115100000_d'],
    found: ['warning version-gap 003_b.sql:1:1', 'warning version-gap 007_c.sql:1:1'],
  },
  {
    title: 'D4 a sequence in tens has gaps in tens',
    files: { '010_a.sql': both, '020_b.sql': both, '040_c.sql': both },
    ids: ['010_a', '020_b', '040_c'],
    found: ['warning version-gap 040_c.sql:1:1'],
  },
  {
    title: 'D4 timestamps have no gaps',
    files: { '20240115100000_a.sql': both, '20240315100000_b.sql': both },
    ids: ['20240115100000_a', '20240315100000_b'],
  },
  {
    title: 'D5 a missing down is a warning',
    files: { '1_a.sql': up, '2_b.up.sql': sql, '3_c.js': 'exports.up = () => {}; // down' },
    ids: ['1_a', '2_b', '3_c'],
    found: [
      'warning missing-down 1_a.sql:1:1',
      'warning missing-down 2_b.up.sql:1:1',
      'warning missing-down 3_c.js:1:1',
    ],
  },
  {
    title: 'D9 names that begin with a digit and are no migrations',
    files: {
      '0021_x_up.sql': sql,
      '0021_x_down.sql': sql,
      '0157.up.sql': sql,
      '2.sql': sql,
      '3-c.sql': sql,
      '2024-01-15_d.sql': sql,
      '4_e.up.down.sql': sql,
      '5_f.test.ts': '',
      '6_g.up.ts': '',
      '7_h.py': '',
    },
    ids: [],
    found: [
      'error bad-file-name 0021_x_down.sql:1:1',
      'error bad-file-name 0021_x_up.sql:1:1',
      'error bad-file-name 0157.up.sql:1:1',
      'error bad-file-name 2.sql:1:1',
      'error bad-file-name 2024-01-15_d.sql:1:1',
      'error bad-file-name 3-c.sql:1:1',
      'error bad-file-name 4_e.up.down.sql:1:1',
      'error bad-file-name 5_f.test.ts:1:1',
      'error bad-file-name 6_g.up.ts:1:1',
      'error unsupported-file 7_h.py:1:1',
    ],
  },
  {
    title: 'D9 a lone single file may be named _up when it has its marker',
    files: { '1_scale_up.sql': both },
    ids: ['1_scale_up'],
  },
  {
    title: 'D9 other stray files are warnings',
    files: {
      '1_a.sql': both,
      'README.md': '',
      'seed.sql': sql,
      'V2__b.sql': sql,
      'main.go': '',
      '3_c.txt': '',
      '4_d.d.ts': '',
      older: null,
      '.gitkeep': '',
      'package.json': '{}',
    },
    ids: ['1_a'],
    found: [
      'warning stray-file 3_c.txt:1:1',
      'warning stray-file 4_d.d.ts:1:1',
      'warning stray-file README.md:1:1',
      'warning stray-file V2__b.sql:1:1',
      'warning stray-file main.go:1:1',
      'warning stray-file older:1:1',
      'warning stray-file seed.sql:1:1',
    ],
  },
  {
    title: 'D9 unreadable files hide no other',
    files: {
      '1_a.sql': null,
      '2_b.sql': { link: 'nowhere' },
      '3_c.sql': Uint8Array.from([...Buffer.from('-- migrate:up\nSELECT '), 0xe9, 0x20, 0x0a]),
      '4_d.sql': Uint8Array.from([0xff, 0xfe, 0x2d, 0x00]),
      '5_e.sql': both,
    },
    ids: ['5_e'],
    found: [
      'error unreadable-file 1_a.sql:1:1',
      'error unreadable-file 2_b.sql:1:1',
      'error not-utf8 3_c.sql:2:8',
      'error not-utf8 4_d.sql:1:1',
    ],
  },
  {
    title: 'D9 a down without its up',
    files: { '1_a.up.sql': sql, '1_A.down.sql': sql, '2_b.down.sql': sql },
    ids: ['1_a'],
    found: [
      'error orphan-down 1_A.down.sql:1:1',
      'warning missing-down 1_a.up.sql:1:1',
      'error orphan-down 2_b.down.sql:1:1',
    ],
  },
  { title: 'C2 an empty directory has no migrations', files: {}, ids: [] },
];

test.each(cases)('$title', async ({ files, ids, found = [] }) => {
  const set = await readDirectoryWith(files);
  expect(set.migrations.map(({ id }) => id)).toEqual(ids);
  expect(brief(set.diagnostics)).toEqual(found);
});

test('D4 a duplicate names both files', async () => {
  const { diagnostics } = await readDirectoryWith({ '001_a.sql': both, '1_b.sql': both });
  expect(diagnostics[0]!.message).toContain('001_a.sql');
  expect(diagnostics[0]!.message).toContain('1_b.sql');
});

test('D9 what `ignore` names is passed over in silence', async () => {
  const files = { '1_a.sql': both, '2_b.go': '', 'README.md': '', '3_c_up.sql': sql, notes: null };
  const set = await readDirectoryWith(files, { ignore: ['*.go', 'README.*', '3_c_{up,down}.sql', 'notes'] });
  expect(set.diagnostics).toEqual([]);
  expect(set.migrations).toHaveLength(1);
});

test('D6 the checksum of a plain file is what sha256sum prints', async () => {
  const directory = directoryWith({
    '1_a.sql': `${both}-- é 漢 🦊\n`,
    '2_b.up.sql': sql,
    '2_b.down.sql': 'DROP TABLE t',
  });
  const set = await readMigrations(directory);
  for (const { files, checksum } of set.migrations) {
    expect(checksum).toBe(execFileSync('sha256sum', [files[0]!], { encoding: 'utf8' }).slice(0, 64));
  }
});

test('D6 line ends, a byte order mark and the down file of a pair do not change it', async () => {
  const plain = await readDirectoryWith({ '1_a.sql': both, '2_b.up.sql': sql, '2_b.down.sql': 'SELECT 1' });
  const other = await readDirectoryWith({
    '1_a.sql': `\ufeff${both.replaceAll('\n', '\r\n')}`,
    '2_b.up.sql': `\ufeff${sql.replaceAll('\n', '\r\n')}`,
    '2_b.down.sql': 'SELECT 2',
  });
  expect(other.migrations.map(({ checksum }) => checksum)).toEqual(
    plain.migrations.map(({ checksum }) => checksum),
  );
  expect(brief(other.diagnostics)).toEqual([]);
});

test('D6 any other change changes it', async () => {
  const texts = [both, `${both} `, both.replace('int', 'INT'), both.replaceAll('\n', '\r'), `${both}\n`];
  const sums = await Promise.all(
    texts.map(
      async (text) =>
        (await readDirectoryWith({ '1_a.sql': text })).files.values().next().value!.content!.checksum,
    ),
  );
  expect(new Set(sums).size).toBe(texts.length);
});

test.each(['nowhere', '1_a.sql'])(
  'C2 a migrations directory that is none is a usage error (%s)',
  async (name) => {
    const directory = join(directoryWith({ '1_a.sql': both }), name);
    await expect(readMigrations(directory)).rejects.toMatchObject({
      code: 'directory-missing',
      class: 'usage',
    });
  },
);

test('E1 a second reading keeps what has not changed', async () => {
  const directory = directoryWith({ '1_a.sql': both, '2_b.sql': both });
  const first = await readMigrations(directory, { previous: await readMigrations(directory) });
  const second = await readMigrations(directory, { previous: first });
  const [path] = first.files.keys();
  expect(second.files.get(path!)).toBe(first.files.get(path!));
  expect(second.migrations).toEqual(first.migrations);
});
