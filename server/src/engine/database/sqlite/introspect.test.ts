import { describe, expect, test } from 'vitest';
import { type Schema, type Table, tableId } from '../../schema/model.ts';
import { connect } from './connection.ts';

async function introspected(statements: readonly string[]): Promise<Schema> {
  const database = await connect('sqlite::memory:');
  try {
    await database.runScript(statements);
    return await database.introspect();
  } finally {
    await database.close();
  }
}

/** A table in one line per column and constraint, as the model has it. */
function outline({ columns, constraints, attributes }: Table): readonly string[] {
  return [
    ...columns.map(({ name, type, nullable, default: value, generated, collation, attributes }) =>
      [
        `${name}:${type}`,
        ...(nullable ? [] : ['NOT NULL']),
        ...(value === null ? [] : [`= ${value}`]),
        ...(generated === null ? [] : [`(${generated.expression})${generated.stored ? ' STORED' : ''}`]),
        ...(collation === null ? [] : [collation]),
        ...Object.entries(attributes).map(([key, each]) => `${key} ${each}`),
      ].join(' '),
    ),
    ...constraints.map(({ name, definition }) => (name === null ? definition : `${name}: ${definition}`)),
    ...Object.keys(attributes),
  ];
}

const tables: readonly [sql: string, expected: readonly string[]][] = [
  ['CREATE TABLE t (a)', ['a:']],
  ['create table if not exists main . "t" (a integer, B Text)', ['a:INTEGER', 'B:TEXT']],
  [
    'CREATE TABLE t (a varchar ( 20 ), b  double   precision, c decimal(10 , -2))',
    ['a:varchar(20)', 'b:double precision', 'c:decimal(10,-2)'],
  ],
  ['CREATE TABLE t (a "foo-bar", b [my type], \'c\' `d`)', ['a:foo-bar', 'b:my type', 'c:d']],
  [
    'CREATE TABLE t (a INT NULL, b INT NOT NULL ON CONFLICT REPLACE DEFAULT 1, c INT CONSTRAINT given NOT NULL)',
    ['a:INT', 'b:INT NOT NULL = 1 notNullConflict REPLACE', 'c:INT NOT NULL notNullName given'],
  ],
  [
    "CREATE TABLE t (a DEFAULT - 1, b DEFAULT +1.5e3, c DEFAULT 'it''s', d DEFAULT x'0A', e DEFAULT null, f DEFAULT current_date)",
    ['a: = -1', 'b: = +1.5e3', "c: = 'it''s'", "d: = x'0A'", 'e: = NULL', 'f: = CURRENT_DATE'],
  ],
  [
    'CREATE TABLE t (a DEFAULT (1), b DEFAULT ( - 1 ), c DEFAULT (\'x\'), d DEFAULT (1+1), e DEFAULT (NULL), f DEFAULT "text")',
    ['a: = 1', 'b: = -1', "c: = 'x'", 'd: = (1 + 1)', 'e: = NULL', "f: = 'text'"],
  ],
  ['CREATE TABLE t (a COLLATE nocase, b COLLATE binary)', ['a: NOCASE', 'b:']],
  [
    'CREATE TABLE t (a, b AS (a||\'x\'), c INT GENERATED ALWAYS AS ("a" * 2) STORED)',
    ['a:', "b: (a || 'x')", 'c:INT (a * 2) STORED'],
  ],
  ['CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)', ['id:INTEGER', 'PRIMARY KEY (id AUTOINCREMENT)']],
  [
    'CREATE TABLE t (id INTEGER, PRIMARY KEY (id AUTOINCREMENT))',
    ['id:INTEGER', 'PRIMARY KEY (id AUTOINCREMENT)'],
  ],
  ['CREATE TABLE t (id INTEGER PRIMARY KEY DESC)', ['id:INTEGER', 'PRIMARY KEY DESC']],
  [
    'CREATE TABLE t (id INT PRIMARY KEY ASC ON CONFLICT FAIL)',
    ['id:INT', 'PRIMARY KEY (id) ON CONFLICT FAIL'],
  ],
  [
    'CREATE TABLE t (a TEXT, b, PRIMARY KEY (a COLLATE nocase DESC, b)) WITHOUT ROWID',
    ['a:TEXT NOT NULL', 'b: NOT NULL', 'PRIMARY KEY (a COLLATE NOCASE DESC, b)', 'withoutRowid'],
  ],
  [
    'CREATE TABLE t (a INT, b ANY) STRICT, WITHOUT ROWID'.replace('a INT', 'a INT PRIMARY KEY'),
    ['a:INT NOT NULL', 'b:ANY', 'PRIMARY KEY (a)', 'strict', 'withoutRowid'],
  ],
  [
    'CREATE TABLE t (a UNIQUE, b UNIQUE ON CONFLICT ABORT, CONSTRAINT both UNIQUE (a, b) ON CONFLICT IGNORE)',
    ['a:', 'b:', 'UNIQUE (a)', 'UNIQUE (b)', 'both: UNIQUE (a, b) ON CONFLICT IGNORE'],
  ],
  [
    'CREATE TABLE t (a CHECK (a>0 and "a"<>3), [b c] CONSTRAINT odd CHECK ([b c] is not null), CHECK (a in (1,-2)) CHECK (t.a=1))',
    [
      'a:',
      'b c:',
      'CHECK (a > 0 AND a <> 3)',
      'odd: CHECK ("b c" IS NOT NULL)',
      'CHECK (a IN (1, -2))',
      'CHECK (t.a = 1)',
    ],
  ],
  [
    'CREATE TABLE t (a REFERENCES p, b REFERENCES p(x) ON DELETE set null ON UPDATE cascade MATCH full DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY (a,b) REFERENCES p (x , y) NOT DEFERRABLE)',
    [
      'a:',
      'b:',
      'FOREIGN KEY (a) REFERENCES p',
      'FOREIGN KEY (b) REFERENCES p (x) ON DELETE SET NULL ON UPDATE CASCADE MATCH FULL DEFERRABLE INITIALLY DEFERRED',
      'FOREIGN KEY (a, b) REFERENCES p (x, y)',
    ],
  ],
  ['CREATE TABLE t (a -- one, (\n, /* ) */ b INT -- two\n)', ['a:', 'b:INT']],
  ['CREATE TABLE t (a CONSTRAINT alone, b, CONSTRAINT also_alone)', ['a:', 'b:']],
  [
    'CREATE TABLE t ("select" INT, key TEXT, é TEXT, "a""b" TEXT, \'c d\' TEXT, PRIMARY KEY ("select", \'c d\'))',
    ['select:INT', 'key:TEXT', 'é:TEXT', 'a"b:TEXT', 'c d:TEXT', 'PRIMARY KEY ("select", "c d")'],
  ],
  ['CREATE TABLE t AS SELECT 1 AS a, \'x\' AS "b c"', ['a:', 'b c:']],
];

describe('S3 a table is read from its text', () => {
  test.each(tables)('%s', async (sql, expected) => {
    const { tables, unmodelled } = await introspected([sql]);
    expect(unmodelled).toEqual([]);
    expect(outline(tables[0]!)).toEqual(expected);
  });

  test.each(tables)('S1 what is laid out anew says the same: %s', async (sql, expected) => {
    const database = await connect('sqlite::memory:');
    await database.execute(sql);
    const schema = await database.introspect();
    const bare = { ...schema, tables: schema.tables.map(({ source: _, ...table }) => table) };
    const { tables: again } = await introspected(database.ddl.create(bare).map((statement) => statement.sql));
    expect(outline(again[0]!)).toEqual(expected);
    await database.close();
  });
});

test('S3 indexes with their expressions, order, collation and condition', async () => {
  const { tables } = await introspected([
    'CREATE TABLE t (a, "b c" TEXT)',
    'create unique index if not exists i1 on t (a desc, lower("b c"), "b c" collate nocase asc) where a>1 and "b c" is not null',
    'CREATE INDEX i2 ON "t"(a)',
  ]);
  expect(tables[0]!.indexes.map(({ definition }) => definition)).toEqual([
    'CREATE UNIQUE INDEX i1 ON t (a DESC, lower("b c"), "b c" COLLATE NOCASE) WHERE a > 1 AND "b c" IS NOT NULL',
    'CREATE INDEX i2 ON t (a)',
  ]);
  expect(tables[0]!.indexes[0]).toMatchObject({ unique: true, where: 'a > 1 AND "b c" IS NOT NULL' });
});

test('S3 views and triggers know what they need', async () => {
  const { objects } = await introspected([
    'CREATE TABLE t (a)',
    'CREATE TABLE u (a)',
    'CREATE VIEW z AS SELECT a FROM t -- all of them',
    'CREATE VIEW y AS SELECT a FROM Z JOIN u USING (a)',
    'CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO u VALUES (NEW.a); END',
    'CREATE TRIGGER io INSTEAD OF INSERT ON y BEGIN SELECT 1; END',
  ]);
  expect(objects.map(({ kind, name, parent, dependsOn }) => [kind, name, parent, dependsOn])).toEqual([
    ['view', 'y', null, ['table:u', 'view:z']],
    ['view', 'z', null, ['table:t']],
    ['trigger', 'io', 'view:y', ['view:y']],
    ['trigger', 'tr', 'table:t', ['table:t', 'table:u']],
  ]);
  expect(objects[1]!.source).toBe('CREATE VIEW z AS SELECT a FROM t -- all of them');
});

test('S3 virtual tables are named, their shadow tables are not shown', async () => {
  const { tables, unmodelled } = await introspected([
    'CREATE TABLE t (a)',
    'CREATE VIRTUAL TABLE search USING fts5(key, body, tokenize = "porter ascii")',
    'CREATE VIRTUAL TABLE box USING rtree(id, x0, x1)',
  ]);
  expect(tables.map(({ name }) => name)).toEqual(['t']);
  expect(unmodelled).toEqual(
    [
      ['box', 'CREATE VIRTUAL TABLE box USING rtree(id, x0, x1)'],
      ['search', 'CREATE VIRTUAL TABLE search USING fts5(key, body, tokenize = "porter ascii")'],
    ].map(([name, text]) => ({ kind: 'virtual table', name, fingerprint: text, create: text })),
  );
});

test("S4 the tool's own tables can be left out, and some tables be read alone", async () => {
  const database = await connect('sqlite::memory:');
  await database.runScript([
    'CREATE TABLE a (x)',
    'CREATE TABLE B (x)',
    'CREATE INDEX i ON b (x)',
    'CREATE TABLE c (x)',
    'CREATE TRIGGER tr AFTER INSERT ON b BEGIN SELECT 1; END',
  ]);
  const names = (schema: Schema) => [
    ...schema.tables.map(tableId),
    ...schema.objects.map(({ name }) => name),
  ];
  expect(names(await database.introspect({ exclude: [[null, 'b']] }))).toEqual(['table:a', 'table:c']);
  expect(names(await database.introspect({ onlyTables: [[null, 'B']] }))).toEqual(['table:B', 'tr']);
  await database.close();
});

test('introspection takes the same number of queries whatever the number of tables', async () => {
  const count = async (tables: number) => {
    const database = await connect('sqlite::memory:');
    await database.runScript(Array.from({ length: tables }, (_, index) => `CREATE TABLE t${index} (a)`));
    let queries = 0;
    const query = database.query.bind(database);
    database.query = (sql, params) => {
      queries++;
      return query(sql, params);
    };
    await database.introspect();
    await database.close();
    return queries;
  };
  expect(await count(50)).toBe(await count(1));
});
