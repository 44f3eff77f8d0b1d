import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mysqlSyntax, postgresSyntax, type SqlDialect } from '../sql/index.ts';
import { brief } from './directory.testing.ts';
import { parseFileName } from './fileName.ts';
import { parseSource } from './sections.ts';

function parse(text: string, base = '1_a.sql', syntax: SqlDialect = postgresSyntax) {
  const name = parseFileName(base);
  if (name.kind !== 'migration') throw new Error(`${base} is no migration`);
  return parseSource(`/m/${base}`, name, text, syntax);
}

interface Case {
  readonly title: string;
  readonly text: string;
  readonly base?: string;
  readonly up?: string | null;
  readonly down?: string | null;
  readonly found?: readonly string[];
  readonly syntax?: SqlDialect;
}

const cases: readonly Case[] = [
  { title: 'D2 both markers', text: '-- migrate:up\nU;\n-- migrate:down\nD;\n', up: 'U;\n', down: 'D;\n' },
  {
    title: 'D2 +migrate markers',
    text: '-- +migrate Up\nU;\n-- +migrate Down\nD;\n',
    up: 'U;\n',
    down: 'D;\n',
  },
  {
    title: 'D2 CRLF',
    text: '-- migrate:up\r\nU;\r\n-- migrate:down\r\nD;\r\n',
    up: 'U;\r\n',
    down: 'D;\r\n',
  },
  {
    title: 'D2 space and letter case',
    text: '\n  --migrate:UP\nU;\n\t--   Migrate:Down\nD',
    up: 'U;\n\t',
    down: 'D',
  },
  { title: 'D2 down first', text: '-- migrate:down\nD;\n-- migrate:up\nU;\n', up: 'U;\n', down: 'D;\n' },
  { title: 'D2 a pair needs no marker', base: '1_a.up.sql', text: 'U;\n', up: 'U;\n', down: null },
  {
    title: 'D2 a pair may have its own marker',
    base: '1_a.up.sql',
    text: '-- +migrate Up\nU;\n',
    up: 'U;\n',
    down: null,
  },
  { title: 'D2 the down half', base: '1_a.down.sql', text: '-- +migrate Down\nD;\n', up: null, down: 'D;\n' },
  {
    title: 'D2 StatementBegin is passed over',
    text: '-- +migrate Up\n-- +migrate StatementBegin\nU;\n-- +migrate StatementEnd\n-- +migrate Down\nD;',
    up: '-- +migrate StatementBegin\nU;\n-- +migrate StatementEnd\n',
    down: 'D;',
    found: ['information statement-bounds 1_a.sql:2:1'],
  },
  {
    title: 'D2 comments may stand before the first marker',
    text: '/* what\n it does */ -- now\n# and\n-- migrate:up\nU;\n-- migrate:down\nD;',
    up: 'U;\n',
    down: 'D;',
  },
  {
    title: 'D9 text before the first marker',
    text: '-- about\n  SELECT 1;\n-- migrate:up\nU;\n-- migrate:down\nD;',
    up: 'U;\n',
    down: 'D;',
    found: ['error text-before-marker 1_a.sql:2:3'],
  },
  {
    title: 'D9 no marker',
    text: 'CREATE TABLE a (b int);\n',
    up: null,
    down: null,
    found: ['error missing-up 1_a.sql:1:1'],
  },
  { title: 'D9 an empty file', text: '', up: null, down: null, found: ['error empty-up 1_a.sql:1:1'] },
  {
    title: 'D9 an empty up file',
    base: '1_a.up.sql',
    text: '',
    up: '',
    down: null,
    found: ['error empty-up 1_a.up.sql:1:1'],
  },
  {
    title: 'D9 an empty up section',
    text: '\n-- migrate:up\n\n-- migrate:down\nD;',
    up: '\n',
    down: 'D;',
    found: ['error empty-up 1_a.sql:2:1'],
  },
  {
    title: 'D9 an up section of comments only is a warning',
    text: '-- migrate:up\n-- nothing to do here\n;\n-- migrate:down\nD;',
    up: '-- nothing to do here\n;\n',
    down: 'D;',
    found: ['warning empty-up 1_a.sql:1:1'],
  },
  {
    title: 'R5 an empty down section is a warning',
    text: '-- migrate:up\nU;\n-- migrate:down\n-- cannot\n',
    up: 'U;\n',
    down: '-- cannot\n',
    found: ['warning empty-down 1_a.sql:3:1'],
  },
  {
    title: 'R5 an empty down file',
    base: '1_a.down.sql',
    text: '',
    up: null,
    down: '',
    found: ['warning empty-down 1_a.down.sql:1:1'],
  },
  {
    title: 'D9 unknown directives and options',
    text: '-- migrate:up transacton:false\nU;\n-- migrate:dwn\n-- +migrate Dirty\n-- migrate: down\n-- +goose Down\n-- migrate:requires x\n-- migrate:requires\n-- migrate:lock-timeout soon\n-- migrate:retry often\n-- migrate:up\nU;\n-- migrate:down\nD;',
    up: 'U;\n',
    down: 'D;',
    found: [
      'error unknown-directive 1_a.sql:1:1',
      'error unknown-directive 1_a.sql:3:1',
      'error unknown-directive 1_a.sql:4:1',
      'error unknown-directive 1_a.sql:5:1',
      'error unknown-directive 1_a.sql:6:1',
      'error unknown-directive 1_a.sql:7:1',
      'error unknown-directive 1_a.sql:8:1',
      'error unknown-directive 1_a.sql:9:1',
      'error unknown-directive 1_a.sql:10:1',
      'error text-before-marker 1_a.sql:2:1',
    ],
  },
  {
    title: 'D9 a sentence is no directive',
    text: '-- migrate: the old rows\n-- migrated up\n-- migrate:up\nU;\n-- migrate:down\nD;',
    up: 'U;\n',
    down: 'D;',
  },
  {
    title: 'D9 a section twice',
    text: '-- migrate:up\nU;\n-- migrate:down\nD;\n-- migrate:up\nV;\n',
    up: 'U;\n',
    down: 'D;\n',
    found: ['error repeated-section 1_a.sql:5:1'],
  },
  {
    title: 'D9 a half that holds the other',
    base: '1_a.up.sql',
    text: '-- migrate:up\nU;\n-- migrate:down\nD;\n',
    up: 'U;\n',
    down: null,
    found: ['error repeated-section 1_a.up.sql:3:1'],
  },
  {
    title: 'D2 markers inside strings and comments are text',
    text: "-- migrate:up\nINSERT INTO t VALUES ('a\n-- migrate:down\n');\n/*\n-- migrate:up\n*/\nSELECT $x$\n-- migrate:down\n$x$;\n-- migrate:down\nD;",
    up: "INSERT INTO t VALUES ('a\n-- migrate:down\n');\n/*\n-- migrate:up\n*/\nSELECT $x$\n-- migrate:down\n$x$;\n",
    down: 'D;',
  },
  {
    title: 'D2 an apostrophe in a comment opens nothing',
    text: "-- migrate:up\n-- don't\nSELECT 'it''s', \"a'b\", arr[1], '{}'::text[];\n-- migrate:down\nD;",
    up: "-- don't\nSELECT 'it''s', \"a'b\", arr[1], '{}'::text[];\n",
    down: 'D;',
  },
  {
    title: 'D2 a backslash escapes where the database says so',
    syntax: mysqlSyntax,
    text: "-- migrate:up\nSELECT 'a\\'\n-- migrate:down\n';\n-- migrate:down\nD;",
    up: "SELECT 'a\\'\n-- migrate:down\n';\n",
    down: 'D;',
  },
];

test.each(cases)('$title', ({ text, base, syntax, up, down, found = [] }) => {
  const { content, diagnostics } = parse(text, base, syntax);
  if (up !== undefined) expect(content.up?.appliedText ?? null).toBe(up);
  if (down !== undefined) expect(content.down?.appliedText ?? null).toBe(down);
  expect(brief(diagnostics).filter((line) => !line.includes('missing-down'))).toEqual(found);
});

test.each([
  ['goose', '-- +goose Up\nU;\n-- +goose Down\nD;'],
  ['node-pg-migrate', '-- Up Migration\nU;\n-- Down Migration\nD;'],
  ['Liquibase', '-- liquibase formatted sql\n-- changeset a:1\nU;'],
])('D9 a file written for %s says so', (tool, text) => {
  const missing = parse(text).diagnostics.find(({ code }) => code === 'missing-up');
  expect(missing?.message).toContain(tool);
  expect(missing?.hint).toContain('migrate:');
});

test.each([
  ['-- migrate:up transaction:false\nU;\n-- migrate:down\nD;', false, true],
  ['-- migrate:up\nU;\n-- migrate:down Transaction:False\nD;', true, false],
  ['-- migrate:up transaction:true\nU;\n-- migrate:down\nD;', true, true],
  ['-- +migrate Up notransaction\nU;\n-- +migrate Down\nD;', false, true],
])('D8 transaction:false stands for its section only: %j', (text, up, down) => {
  const { content, diagnostics } = parse(text);
  expect([content.up?.transaction, content.down?.transaction]).toEqual([up, down]);
  expect(diagnostics).toEqual([]);
});

test('D8 a half of a pair, and code', () => {
  expect(parse('-- migrate:up transaction:false\nU;', '1_a.up.sql').content.up?.transaction).toBe(false);
  const code =
    '// migrate:up transaction:false\n// migrate:requires 1\nexport function up() {}\nexport function down() {}';
  const { content } = parse(code, '2_b.ts');
  expect([content.up?.transaction, content.down?.transaction]).toEqual([false, true]);
  expect(content.requires.map(({ version }) => version)).toEqual(['1']);
});

test('D7 requirements keep their place', () => {
  const { content } = parse('-- migrate:requires 001, 20240115100000 3\n-- migrate:up\nU;');
  expect(content.requires.map(({ version, place }) => [version, place.line, place.column])).toEqual([
    ['001', 1, 21],
    ['20240115100000', 1, 26],
    ['3', 1, 41],
  ]);
});

test('U6 limits of the head count for both sections, those of a section for itself', () => {
  const { content } = parse(
    '-- migrate:lock-timeout 5s\n-- migrate:retry 3\n-- migrate:up\n-- migrate:statement-timeout 1min\nU;\n-- migrate:down\n-- migrate:lock-timeout 500ms\nD;',
  );
  expect(content.up?.limits).toEqual({ lockTimeoutMs: 5000, retries: 3, statementTimeoutMs: 60_000 });
  expect(content.down?.limits).toEqual({ lockTimeoutMs: 500, retries: 3 });
});

test('E1 offsets do not count a byte order mark', () => {
  const { content } = parse('\ufeff-- migrate:up\nU;');
  expect(content.text.slice(content.up!.start, content.up!.end)).toBe('U;');
  expect(content.markers[0]).toMatchObject({ start: 0, end: 13 });
});

test('D9 reading never throws, and sections lie in the text', () => {
  const piece = fc.constantFrom(
    '-- migrate:up',
    '-- migrate:down',
    ' transaction:false',
    '-- +migrate Up',
    '-- migrate:requires 1',
    '-- +goose',
    '\n',
    '\r\n',
    "'",
    '"',
    '`',
    '$$',
    '/*',
    '*/',
    '#',
    '\\',
    '[',
    'from stdin',
    ';',
    'U',
    '\ufeff',
    '🦊',
    '--',
    ' ',
  );
  const text = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
  const base = fc.constantFrom('1_a.sql', '1_a.up.sql', '1_a.down.sql', '1_a.ts');
  fc.assert(
    fc.property(text, base, (source, name) => {
      const { content, diagnostics } = parse(source, name);
      for (const section of [content.up, content.down]) {
        if (section !== null)
          expect(content.text.slice(section.start, section.end)).toBe(section.appliedText);
      }
      for (const { place } of diagnostics) {
        expect(place.start).toBeLessThanOrEqual(place.end!);
        expect(place.end).toBeLessThanOrEqual(content.text.length);
      }
    }),
  );
});
