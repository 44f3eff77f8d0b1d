import { describe, expect, test } from 'vitest';
import { mysqlSyntax, sqliteSyntax } from '../engine/sql/index.ts';
import { codeLenses } from './codeLens.ts';
import { complete } from './completion.ts';
import { directives } from './directives.ts';
import { folds } from './folding.ts';
import { hover } from './hover.ts';
import { inlayHints } from './inlayHints.ts';
import { inlineCompletion } from './inlineCompletion.ts';
import type { ProjectSnapshot } from './model.ts';
import { outline } from './outline.ts';
import { definition, references } from './references.ts';
import { schemaText } from './schemaText.ts';
import { pathOf, type SnapshotOptions, snapshotOf, withCursor } from './snapshot.testing.ts';

const files = {
  '001_users.sql':
    '-- migrate:up\nCREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL);\n-- migrate:down\nDROP TABLE users;\n',
  '002_orders.up.sql':
    'CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));\n',
  '002_orders.down.sql': 'DROP TABLE orders;\n',
  '003_rename.sql':
    '-- migrate:requires 1\n-- migrate:up\nALTER TABLE users RENAME TO people;\nALTER TABLE people RENAME COLUMN name TO full_name;\nALTER TABLE people ADD COLUMN phone TEXT;\n',
  '004_data.sql': "-- migrate:up\nUPDATE people p SET full_name = 'x' WHERE p.id = 1;\n",
};

/** The project with one file's text, and the offset of the `|` in it. */
function at(base: string, marked: string, options: SnapshotOptions = {}) {
  const { text, offset } = withCursor(marked);
  return { project: snapshotOf({ ...files, [base]: text }, options), path: pathOf(base), offset };
}

function textAt(project: ProjectSnapshot, place: { path: string; start: number; end: number }) {
  const base = place.path.slice(place.path.lastIndexOf('/') + 1);
  return `${base}:${project.directory.source(place.path)!.content!.text.slice(place.start, place.end)}`;
}

describe('E11 hover', () => {
  test.each([
    [
      'a table, as it is behind the statement',
      '005_x.sql',
      '-- migrate:up\nSELECT * FROM pe|ople;',
      'table people\n  id         INTEGER PRIMARY KEY\n  full_name  VARCHAR(100) NOT NULL\n  phone      TEXT',
    ],
    [
      'a table before it was renamed',
      '002_x.sql',
      '-- migrate:up\nSELECT * FROM users|;',
      'table users\n  id    INTEGER PRIMARY KEY\n  name  VARCHAR(100) NOT NULL',
    ],
    [
      'a column by its alias',
      '005_x.sql',
      '-- migrate:up\nSELECT q.fu|ll_name FROM people q;',
      'people.full_name  VARCHAR(100) NOT NULL',
    ],
    [
      'a new column',
      '005_x.sql',
      '-- migrate:up\nALTER TABLE people ADD COLUMN em|ail TEXT;',
      'people.email  TEXT',
    ],
    [
      'a dropped column',
      '005_x.sql',
      '-- migrate:up\nALTER TABLE people DROP COLUMN ph|one;',
      'people.phone  TEXT',
    ],
    ['who created it', '005_x.sql', '-- migrate:up\nSELECT phone| FROM people;', 'Created by 003\\_rename'],
    [
      'a directive',
      '005_x.sql',
      '-- migrate:ret|ry 3\n-- migrate:up\nselect 1;',
      'is tried again so many times',
    ],
    [
      'a required version',
      '003_rename.sql',
      '-- migrate:requires 00|1\n-- migrate:up\nselect 1;',
      '001\\_users',
    ],
    [
      'the section that undoes',
      '001_users.sql',
      '-- migrate:up\nCREATE TABLE users (id int);\n-- migrate:down\nDROP TABLE us|ers;',
      'table users',
    ],
  ])('%s', (_what, base, marked, expected) => {
    const { project, path, offset } = at(base, marked);
    expect(hover(project, path, offset)?.markdown).toContain(expected);
  });

  test.each([
    ['a keyword', '-- migrate:up\nSEL|ECT 1;'],
    ['an unknown table', '-- migrate:up\nSELECT * FROM nobody|;'],
    ['a comment', '-- migrate:up\n-- people|\nselect 1;'],
    ['a string', "-- migrate:up\nSELECT 'people|' FROM people;"],
    ['an ordinary comment', '-- the directives| are migrate:up\n-- migrate:up\nselect 1;'],
  ])('nothing on %s', (_what, marked) => {
    const { project, path, offset } = at('005_x.sql', marked);
    expect(hover(project, path, offset)).toBe(null);
  });

  test('a section marker tells the state, once the history is known', () => {
    const environment = { name: 'dev', production: false, connected: true };
    const { project, path, offset } = at(
      '001_users.sql',
      `-- migrate:|up${files['001_users.sql'].slice(13)}`,
      { environment, applied: ['001'] },
    );
    expect(hover(project, path, offset)!.markdown).toMatch(
      /001\\_users.*\n.*Applied to dev on 2026-01-02 03:04 UTC\..*\nChecksum `[0-9a-f]{64}`/,
    );
  });
});

test('E11 a table is shown with its keys, and with what came later, as it is at the version', () => {
  const project = snapshotOf({
    '001_a.sql':
      '-- migrate:up\nCREATE TABLE teams (id INTEGER PRIMARY KEY);\nCREATE TABLE members (team INTEGER REFERENCES teams (id), user_id INTEGER, level INTEGER, CONSTRAINT one UNIQUE (user_id), CONSTRAINT low CHECK (level > 0), PRIMARY KEY (team, user_id));\n',
    '002_b.sql':
      '-- migrate:up\nALTER TABLE members ADD COLUMN phone TEXT;\nCREATE INDEX by_level ON members (level, phone);\n',
    '003_c.sql': '-- migrate:up\nSELECT * FROM members;\n',
    '004_d.sql': '-- migrate:up\nALTER TABLE members DROP COLUMN phone;\n',
  });
  const text = '-- migrate:up\nSELECT * FROM members;\n';
  const { markdown } = hover(project, pathOf('003_c.sql'), text.indexOf('members'))!;
  expect(markdown.split('\n').slice(1, -3)).toEqual([
    'table members',
    '  team     INTEGER NOT NULL',
    '  user_id  INTEGER NOT NULL',
    '  level    INTEGER',
    '  phone    TEXT  -- since 002_b',
    '  FOREIGN KEY (team) → teams',
    '  UNIQUE one (user_id)',
    '  CHECK low (level > 0)',
    '  PRIMARY KEY (team, user_id)',
    '  INDEX by_level (level, phone)  -- since 002_b',
  ]);
});

describe('E11 completion', () => {
  const labels = (base: string, marked: string, options: SnapshotOptions = {}) => {
    const { project, path, offset } = at(base, marked, options);
    return complete(project, path, offset).map(({ label }) => label);
  };
  const tables = ['orders', 'people'];
  test.each([
    ['tables after FROM', '005_x.sql', '-- migrate:up\nSELECT * FROM |', tables],
    ['tables before the rename', '002_x.sql', '-- migrate:up\nSELECT * FROM |', ['orders', 'users']],
    [
      'a table of the same file',
      '002_x.sql',
      '-- migrate:up\nCREATE TABLE a (id int);\nSELECT * FROM |',
      ['a', 'orders', 'users'],
    ],
    [
      'columns of an alias',
      '005_x.sql',
      '-- migrate:up\nSELECT p.| FROM people p',
      ['id', 'full_name', 'phone'],
    ],
    [
      'columns while writing one',
      '005_x.sql',
      '-- migrate:up\nSELECT p.ph| FROM people p',
      ['id', 'full_name', 'phone'],
    ],
    [
      'columns of the table at hand, then tables',
      '005_x.sql',
      '-- migrate:up\nALTER TABLE people DROP COLUMN |;',
      ['id', 'full_name', 'phone', ...tables],
    ],
    [
      'in the section that undoes',
      '002_x.sql',
      '-- migrate:up\nDROP TABLE users;\n-- migrate:down\nSELECT * FROM |',
      ['orders'],
    ],
    ['directives', '005_x.sql', '-- mi|', directives.map(({ word }) => `migrate:${word}`)],
    [
      'directives behind the colon',
      '005_x.sql',
      '-- migrate:d|',
      directives.map(({ word }) => `migrate:${word}`),
    ],
    ['their options', '005_x.sql', '-- migrate:up |', ['transaction:false']],
    [
      'earlier versions, the newest first',
      '003_rename.sql',
      '-- migrate:requires |\n-- migrate:up\nselect 1;',
      ['002', '001'],
    ],
    [
      'more versions',
      '003_rename.sql',
      '-- migrate:requires 001, 0|\n-- migrate:up\nselect 1;',
      ['002', '001'],
    ],
    ['nothing in a comment', '005_x.sql', '-- migrate:up\n-- about |\nselect 1;', []],
    ['nothing in a string', '005_x.sql', "-- migrate:up\nSELECT 'a | b' FROM people;", []],
  ])('%s', (_what, base, marked, expected) => {
    expect(labels(base, marked)).toEqual(expected);
  });

  test('replaces the word that is there, and quotes what needs it', () => {
    const { project, path, offset } = at(
      '005_x.sql',
      '-- migrate:up\nCREATE TABLE "Odd name" (id int);\nSELECT * FROM Od|',
    );
    const odd = complete(project, path, offset).find(({ label }) => label === 'Odd name')!;
    expect(odd).toMatchObject({ insert: '"Odd name"', start: offset - 2, end: offset });
  });
});

describe('E11 definition and references', () => {
  test.each([
    ['a table', '004_data.sql', '-- migrate:up\nUPDATE peo|ple p SET phone = 1;', '001_users.sql:users'],
    [
      'a column through its rename',
      '004_data.sql',
      '-- migrate:up\nUPDATE people p SET full_|name = 1;',
      '001_users.sql:name',
    ],
    [
      'an added column',
      '004_data.sql',
      '-- migrate:up\nUPDATE people p SET p|hone = 1;',
      '003_rename.sql:phone',
    ],
    [
      'a required version',
      '003_rename.sql',
      '-- migrate:requires 2|\n-- migrate:up\nselect 1;',
      '002_orders.up.sql:',
    ],
  ])('goes to %s', (_what, base, marked, expected) => {
    const { project, path, offset } = at(base, marked);
    expect(textAt(project, definition(project, path, offset)!)).toBe(expected);
  });

  test('finds every migration that touches a table, through renames', () => {
    const { project, path, offset } = at('004_data.sql', files['004_data.sql'].replace('people', 'peop|le'));
    expect(references(project, path, offset).map((place) => textAt(project, place))).toEqual([
      '001_users.sql:users',
      '001_users.sql:users',
      '002_orders.up.sql:users',
      '003_rename.sql:users',
      '003_rename.sql:people',
      '003_rename.sql:people',
      '003_rename.sql:people',
      '004_data.sql:people',
    ]);
  });

  test('finds every migration that touches a column, through renames', () => {
    const { project, path, offset } = at(
      '004_data.sql',
      files['004_data.sql'].replace('full_name', 'full_|name'),
    );
    expect(references(project, path, offset).map((place) => textAt(project, place))).toEqual([
      '001_users.sql:name',
      '003_rename.sql:name',
      '003_rename.sql:full_name',
      '004_data.sql:full_name',
    ]);
  });

  test('a column of another table with the same name is none', () => {
    const { project, path, offset } = at(
      '002_orders.up.sql',
      'CREATE TABLE orders (i|d INTEGER PRIMARY KEY);\n',
    );
    expect(references(project, path, offset).map((place) => textAt(project, place))).toEqual([
      '002_orders.up.sql:id',
    ]);
  });
});

describe('E3 lenses', () => {
  const dev = { name: 'dev', production: false, connected: true };
  const titles = (base: string, options: SnapshotOptions) =>
    codeLenses(snapshotOf(files, options), pathOf(base)).map(({ title }) => title);
  test.each<[string, string, SnapshotOptions, string[]]>([
    [
      'the next pending one',
      '001_users.sql',
      { environment: dev, applied: [] },
      ['Pending on dev', 'Apply to dev', 'Preview'],
    ],
    [
      'the third pending one',
      '003_rename.sql',
      { environment: dev, applied: [] },
      ['Pending on dev', 'Apply 3 to dev', 'Preview'],
    ],
    [
      'the half of a pair',
      '002_orders.down.sql',
      { environment: dev, applied: [] },
      ['Pending on dev', 'Apply 2 to dev', 'Preview'],
    ],
    [
      'the last applied one',
      '002_orders.up.sql',
      { environment: dev, applied: ['001', '002'] },
      ['Applied to dev on 2026-01-02 03:04 UTC', 'Roll back from dev', 'Preview'],
    ],
    [
      'an earlier applied one',
      '001_users.sql',
      { environment: dev, applied: ['001', '002'] },
      ['Applied to dev on 2026-01-02 03:04 UTC', 'Roll back 2 from dev', 'Preview'],
    ],
    [
      'one out of order',
      '001_users.sql',
      { environment: dev, applied: ['002'] },
      ['Pending, out of order on dev', 'Apply to dev', 'Preview'],
    ],
    [
      'production',
      '001_users.sql',
      { environment: { ...dev, name: 'prod', production: true }, applied: [] },
      ['Pending on prod', 'Apply to prod (production)', 'Preview'],
    ],
    ['no history yet', '001_users.sql', { environment: { ...dev, connected: false } }, ['Connect to dev']],
    ['an untrusted workspace', '001_users.sql', { environment: dev, applied: [], trusted: false }, []],
    ['no environment', '001_users.sql', {}, []],
  ])('%s', (_what, base, options, expected) => {
    expect(titles(base, options)).toEqual(expected);
  });

  test('carry what they would run', () => {
    const project = snapshotOf(files, { environment: dev, applied: ['001', '002'] });
    const runs = ['001_users.sql', '002_orders.up.sql', '003_rename.sql'].map(
      (base) => codeLenses(project, pathOf(base))[1]!.command!.arguments.run,
    );
    expect(runs).toEqual([
      { project: 'test', environment: 'dev', command: 'down', count: 2 },
      { project: 'test', environment: 'dev', command: 'down', to: '001' },
      { project: 'test', environment: 'dev', command: 'up', to: '003' },
    ]);
  });

  test('a changed file can be compared and restored', () => {
    const project = snapshotOf(files, { environment: dev, applied: ['001'] });
    const rows = project.book.history!.rows.map((row) => ({ ...row, checksum: 'f'.repeat(64) }));
    project.book.history = { rows, unfinished: [] };
    expect(codeLenses(project, pathOf('001_users.sql')).map(({ title }) => title)).toEqual([
      'Changed after it was applied to dev (2026-01-02 03:04 UTC)',
      'Compare with what was applied',
      'Restore what was applied',
    ]);
  });
});

test('E11 the outline has sections and statements', () => {
  const project = snapshotOf(files);
  const shape = (base: string) =>
    outline(project, pathOf(base)).map(({ name, children }) => [
      name,
      ...children.map((child) => child.name),
    ]);
  expect(shape('001_users.sql')).toEqual([
    ['up', 'CREATE TABLE users'],
    ['down', 'DROP TABLE users'],
  ]);
  expect(shape('003_rename.sql')).toEqual([
    ['up', 'ALTER TABLE users', 'ALTER TABLE people', 'ALTER TABLE people'],
  ]);
  expect(shape('002_orders.down.sql')).toEqual([['down', 'DROP TABLE orders']]);
});

test('E11 sections, statements and comments fold', () => {
  const text = '-- one\n-- two\n\n-- migrate:up\nCREATE TABLE a (\n  id int\n);\n/* b\n c */\n';
  const project = snapshotOf({ '001_a.sql': text });
  const shape = folds(project, pathOf('001_a.sql')).map(({ start, end, kind }) => [
    kind,
    text.slice(start, end),
  ]);
  expect(shape).toEqual([
    ['region', text.slice(15).trimEnd()],
    ['region', 'CREATE TABLE a (\n  id int\n)'],
    ['comment', '-- one\n-- two'],
    ['comment', '-- migrate:up'],
    ['comment', '/* b\n c */'],
  ]);
});

test('E11 inlay hints name required migrations', () => {
  expect(inlayHints(snapshotOf(files), pathOf('003_rename.sql'))).toEqual([{ offset: 21, label: 'users' }]);
});

describe('E2 the down section is offered while it is empty', () => {
  test.each([
    ['an empty section', '-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\n|', 'DROP TABLE a;'],
    ['a section with words', '-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\n-- x\n|', null],
    ['the up section', '-- migrate:up\n|\n-- migrate:down\n', null],
  ])('%s', (_what, marked, expected) => {
    const { project, path, offset } = at('005_x.sql', marked);
    expect(inlineCompletion(project, path, offset)?.text ?? null).toBe(expected);
  });
});

test('E11 the schema at a version can be read', () => {
  const project = snapshotOf(files);
  expect(schemaText(project, '1')).toBe(
    'CREATE TABLE users (\n  id INTEGER PRIMARY KEY,\n  name VARCHAR(100) NOT NULL\n);\n',
  );
  expect(schemaText(project, null)).toBe(
    'CREATE TABLE orders (\n  id INTEGER PRIMARY KEY,\n  user_id INTEGER,\n  FOREIGN KEY (user_id) REFERENCES people (id)\n);\n\nCREATE TABLE people (\n  id INTEGER PRIMARY KEY,\n  full_name VARCHAR(100) NOT NULL,\n  phone TEXT\n);\n',
  );
});

test('E11 names are compared as the database compares them', () => {
  const text = '-- migrate:up\nCREATE TABLE "Users" (id int);\nSELECT * FROM USERS;';
  const found = (dialect: SnapshotOptions['dialect']) =>
    definition(
      snapshotOf({ '001_a.sql': text }, dialect === undefined ? {} : { dialect }),
      pathOf('001_a.sql'),
      text.length - 2,
    ) !== null;
  expect([found(undefined), found(sqliteSyntax)]).toEqual([false, true]);
  const ticks = text.replaceAll('"', '`');
  expect(
    definition(
      snapshotOf({ '001_a.sql': ticks }, { dialect: mysqlSyntax }),
      pathOf('001_a.sql'),
      ticks.length - 2,
    ),
  ).not.toBe(null);
});
