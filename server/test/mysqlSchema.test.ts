import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../src/engine/database/connect.ts';
import type { Database } from '../src/engine/database/database.ts';
import { diffSchemas } from '../src/engine/diff/differ.ts';
import { type Rename, renamed, reversed } from '../src/engine/diff/renames.ts';
import type { Schema } from '../src/engine/schema/model.ts';
import { allServers, type FreshDatabase } from './servers/testDatabases.ts';

const servers = allServers.filter(({ dialect }) => dialect === 'mysql');
const plain = { concurrently: false, placeholders: false } as const;

describe.each(servers)('$name', ({ create, product }) => {
  let fresh: FreshDatabase;
  let database: Database;
  beforeAll(async () => {
    fresh = await create();
    database = await connect(fresh.url);
  });
  afterAll(async () => {
    await database?.close();
    await fresh?.drop();
  });

  /** The schema that `statements` make of an empty database. */
  async function made(statements: readonly string[]): Promise<Schema> {
    await database.dropAll({});
    await database.runScript(statements);
    return database.introspect();
  }

  const differences = (from: Schema, to: Schema) => diffSchemas(from, to, database);
  const alter = (from: Schema, to: Schema) =>
    database.ddl.alter(differences(from, to), from, to, plain).map(({ sql }) => sql);

  const mariadb = product === 'MariaDB';
  const everything = [
    'CREATE TABLE p (id INT PRIMARY KEY, code VARCHAR(9) UNIQUE)',
    `CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a VARCHAR(40) DEFAULT 'it''s \\\\ "q" é', b INT DEFAULT 5 COMMENT 'c''m\\\\',
      c DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), d VARCHAR(40) DEFAULT (UUID()), e INT AS (b * 2) STORED,
      f BINARY(4) DEFAULT x'00ff', g BIT(3) DEFAULT b'101', h ENUM('a','b''c','?') DEFAULT 'b''c', p INT, i TEXT CHARACTER SET latin1 COLLATE latin1_bin,
      KEY k (a(10), b DESC), FULLTEXT KEY ft (i), CONSTRAINT ck CHECK (b < 100 OR a = '?'), CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id) ON DELETE SET NULL)
      COMMENT 'tab''s'`,
    'CREATE TABLE r (id INT NOT NULL, d DATE NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (YEAR(d)) (PARTITION p0 VALUES LESS THAN (2020), PARTITION pm VALUES LESS THAN MAXVALUE)',
    "CREATE FUNCTION f(x INT) RETURNS VARCHAR(20) CHARSET utf8mb4 DETERMINISTIC RETURN CONCAT(x, 'it\\'s\\n😀')",
    "CREATE PROCEDURE q(IN a INT, OUT b VARCHAR(9)) BEGIN SELECT 1; /* ; */ SELECT 'x;'; END",
    'CREATE VIEW z AS SELECT id, a FROM t',
    "CREATE VIEW a_view AS SELECT z.id, f(z.id) AS g, '`t`.`id` 😀?' AS s FROM z",
    "CREATE TRIGGER t2 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 'it\\'s 😀'",
    'CREATE TRIGGER t1 BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.b = 1; END',
    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE COMMENT 'c' DO DELETE FROM t",
    ...(mariadb
      ? [
          'CREATE SEQUENCE s START WITH 5',
          'CREATE TABLE u (id INT DEFAULT (NEXTVAL(s)), ds DATE, de DATE, PERIOD FOR pe (ds, de))',
        ]
      : [
          'CREATE TABLE u (id INT INVISIBLE PRIMARY KEY, g POINT NOT NULL SRID 4326, SPATIAL KEY sg (g), KEY fx ((LOWER(HEX(id)))) INVISIBLE)',
        ]),
  ];

  test('S1 the dump makes the same schema, and is then the same text', async () => {
    const first = await made(everything);
    expect(first.unmodelled).toEqual([]);
    const dump = database.ddl.create(first).map(({ sql }) => sql);
    const second = await made(dump);
    expect(differences(first, second)).toEqual([]);
    expect(database.ddl.create(second).map(({ sql }) => sql)).toEqual(dump);
    for (const lost of ["'it\\'s\\n😀'", "'it\\'s 😀'", '`t`.`id` 😀?'])
      expect(dump.join('\n')).toContain(lost);
  });

  test('S1 bytes that are no text come out of the dump as they went in, and periods as periods', async () => {
    const dump = database.ddl.create(await made(everything)).map(({ sql }) => sql);
    await made(dump);
    const [row] = await database.query(
      'SELECT HEX(DEFAULT(t.f)) AS bytes FROM (SELECT 1) one LEFT JOIN t ON FALSE',
    );
    expect(row).toEqual({ bytes: '00FF0000' });
    expect(dump.some((sql) => sql.includes('PERIOD FOR `pe` (`ds`, `de`)'))).toBe(mariadb);
  });

  test('S1 bytes that are no text come out as they went in where there may be no NULL', async () => {
    const first = await made([
      "CREATE TABLE n (id INT PRIMARY KEY, a VARBINARY(9) NOT NULL DEFAULT x'ff27fe', b INT NOT NULL)",
    ]);
    await made(database.ddl.create(first).map(({ sql }) => sql));
    await database.execute('INSERT INTO n (id, b) VALUES (1, 1)');
    expect(await database.query('SELECT HEX(a) AS bytes FROM n')).toEqual([{ bytes: 'FF27FE' }]);
  });

  test('S3 rows without a value get one each where a column that must be unique may have no NULL any more', async () => {
    const table = (more: string) =>
      `CREATE TABLE q (id INT PRIMARY KEY, a VARCHAR(9) ${more}, b INT ${more}, c INT ${more}, UNIQUE KEY ua (a), UNIQUE KEY ub (b), UNIQUE KEY uc (c, b))`;
    const to = await made([table('NOT NULL')]);
    const from = await made([
      table(''),
      "INSERT INTO q VALUES (1, NULL, NULL, NULL), (2, '2', 7, NULL), (3, NULL, NULL, 5), (4, '', -3, NULL), (5, 'x', NULL, 5)",
    ]);
    const statements = database.ddl.alter(differences(from, to), from, to, { ...plain, placeholders: true });
    await database.runScript(statements.map(({ sql }) => sql));
    const rows = await database.query('SELECT a, b, c FROM q ORDER BY id');
    expect(rows).toMatchObject([{}, { a: '2', b: 7 }, { c: 5 }, { a: '', b: -3 }, { a: 'x', c: 5 }]);
    expect(new Set(rows.map(({ a }) => a)).size).toBe(5);
    expect(rows.map(({ b }) => Number(b)).sort((one, other) => one - other)).toEqual([-3, 7, 8, 9, 10]);
    expect(rows.map(({ c }) => Number(c)).sort()).toEqual([5, 5, 6, 7, 8]);
    expect(differences(await database.introspect(), to)).toEqual([]);
  });

  // MariaDB has no reference systems to change.
  const renamedSpatially = mariadb
    ? []
    : ['S3 a spatial index is renamed while its reference system changes'];
  test.each(renamedSpatially)('%s', async () => {
    const stop = (srid: number, index: string, comment: string) =>
      `CREATE TABLE stop (place POINT NOT NULL SRID ${srid}, area POLYGON NOT NULL SRID ${srid}, SPATIAL KEY ${index} (place), SPATIAL KEY by_area (area) COMMENT '${comment}')`;
    const to = await made([stop(3857, 'stop_place', 'new')]);
    const from = await made([stop(4326, 'place', 'old')]);
    await database.runScript(alter(from, to));
    expect(differences(await database.introspect(), to)).toEqual([]);
    await database.runScript(alter(to, from));
    expect(differences(await database.introspect(), from)).toEqual([]);
  });

  test('S2 what a session has set changes nothing that is read', async () => {
    const before = await made(everything);
    const other = await connect(fresh.url);
    await other.runScript([
      "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
      'SET NAMES latin1',
      'USE information_schema',
    ]);
    expect(await other.introspect()).toEqual({
      ...before,
      tables: before.tables.map((table) => ({ ...table, estimatedRows: expect.anything() })),
    });
    await other.close();
  });

  test('S2 only some tables, with their triggers, and without the tool’s own', async () => {
    await made(everything);
    const some = await database.introspect({
      onlyTables: [
        [null, 't'],
        [null, 'no_such'],
      ],
    });
    expect(some.tables.map(({ name }) => name)).toEqual(['t']);
    expect(some.objects.filter(({ kind }) => kind !== 'sequence').map(({ name }) => name)).toEqual([
      't2',
      't1',
    ]);
    const rest = await database.introspect({
      exclude: [
        [null, 't'],
        [null, 'z'],
      ],
    });
    expect(rest.tables.map(({ name }) => name)).not.toContain('t');
    expect(rest.objects.map(({ name }) => name)).not.toContain('z');
    expect((await database.introspect({ onlyTables: [] })).tables).toEqual([]);
  });

  test('S2 the number of catalog queries does not grow with the tables, nor do many views ask one by one', async () => {
    const count = async (tables: number) => {
      await made(
        Array.from({ length: tables }, (_, index) => [
          `CREATE TABLE t${index} (id INT PRIMARY KEY, a INT CHECK (a > 0))`,
          `CREATE VIEW v${index} AS SELECT id FROM t${index}`,
        ]).flat(),
      );
      const before = await asked();
      const schema = await database.introspect();
      expect(schema.objects).toHaveLength(tables);
      return (await asked()) - before;
    };
    const asked = async () =>
      Number((await database.query("SHOW SESSION STATUS LIKE 'Questions'"))[0]?.Value);
    expect(await count(40)).toBe(await count(20));
  });

  test('S4 views of what is not there are named and left alone, until there is something to read', async () => {
    const tables = ['CREATE TABLE t (id INT PRIMARY KEY)', 'CREATE TABLE u (id INT PRIMARY KEY)'];
    const views = ['CREATE VIEW v AS SELECT id FROM u', 'CREATE VIEW w AS SELECT id FROM v'];
    const wanted = await made([...tables, ...views.map((sql) => sql.replace('FROM u', 'FROM t'))]);
    const broken = await made([...tables, ...views, 'CREATE VIEW x AS SELECT id FROM t', 'DROP TABLE u']);
    expect(broken.unmodelled).toMatchObject([
      { kind: 'view', name: 'v' },
      { kind: 'view', name: 'w' },
    ]);
    await database.runScript(alter(broken, wanted));
    expect(differences(await database.introspect(), wanted)).toEqual([]);
    const copy = await made(database.ddl.create(broken).map(({ sql }) => sql));
    expect(differences(copy, broken).map(({ kind }) => kind)).toEqual(['unmodelled', 'unmodelled']);
  });

  test('S5 one ALTER TABLE per table, with everything in it', async () => {
    const from = await made([
      'CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, c INT, KEY ka (a), KEY kb (b))',
    ]);
    const to = await made([
      "CREATE TABLE t (id BIGINT PRIMARY KEY, x INT FIRST_, a INT NOT NULL COMMENT 'n', c INT, KEY ka2 (a), KEY kc (c)) COMMENT 'new'".replace(
        'x INT FIRST_',
        'x INT',
      ),
    ]);
    expect(alter(from, to)).toEqual([expect.stringMatching(/^ALTER TABLE `t`\n/)]);
  });

  test('S6 what loses data says so, and what does not, does not', async () => {
    const from = await made([
      'CREATE TABLE t (id INT PRIMARY KEY, a INT, d DECIMAL(10,4))',
      'CREATE TABLE gone (id INT)',
    ]);
    const to = await made(['CREATE TABLE t (id BIGINT PRIMARY KEY, d DECIMAL(10,2))']);
    const statements = database.ddl.alter(differences(from, to), from, to, plain);
    expect(statements.map(({ destructive }) => destructive)).toEqual([
      'The table gone and all its rows are lost.',
      expect.stringMatching(/^The contents of t\.a are lost; digits behind the point of d are rounded away/),
    ]);
    const back = database.ddl.alter(differences(to, from), to, from, plain);
    expect(back.map(({ destructive }) => destructive).every((loss) => loss === null)).toBe(true);
  });

  const renames: readonly Rename[] = [
    { kind: 'table', schema: null, table: 't', from: 't', to: 'renamed' },
    { kind: 'column', schema: null, table: 't', from: 'a', to: 'first' },
    { kind: 'column', schema: null, table: 't', from: 'c', to: 'third' },
  ];
  test('S7 a table and columns that everything names go on under other names, with their rows, and back', async () => {
    const partitions = (column: string) =>
      `PARTITION BY RANGE (${column}) (PARTITION p0 VALUES LESS THAN (10), PARTITION pm VALUES LESS THAN MAXVALUE)`;
    const from = await made([
      `CREATE TABLE t (a INT NOT NULL, b INT AS (a + 1) VIRTUAL, c INT NOT NULL, d VARCHAR(9) DEFAULT 'a', CONSTRAINT ck CHECK (c > 0 AND a > 0), UNIQUE KEY ua (a, c)${mariadb ? '' : ', KEY fx ((a + c))'}) ${partitions('c')}`,
      "INSERT INTO t (a, c, d) VALUES (1, 2, 'x'), (3, 14, 'y')",
    ]);
    const naming = renamed(from, renames);
    await database.runScript(
      database.ddl.alter(naming.changes, from, naming.schema, plain).map(({ sql }) => sql),
    );
    expect(await database.query('SELECT first, b, third, d FROM renamed ORDER BY first')).toEqual([
      { first: 1, b: 2, third: 2, d: 'x' },
      { first: 3, b: 4, third: 14, d: 'y' },
    ]);
    const after = await database.introspect();
    const back = renamed(after, reversed(renames));
    await database.runScript(
      database.ddl.alter(back.changes, after, back.schema, plain).map(({ sql }) => sql),
    );
    expect(differences(await database.introspect(), from)).toEqual([]);
    expect(await database.query('SELECT a, b, c, d FROM t ORDER BY a')).toHaveLength(2);
  });

  test('S3 a definer who is somebody else is kept when the program changes', async () => {
    const definer = `limited_${Math.random().toString(36).slice(2, 10)}`;
    await database.execute(`CREATE USER ${definer}@'%'`);
    const from = await made([
      `CREATE DEFINER=${definer}@'%' PROCEDURE p() SELECT 1`,
      `CREATE DEFINER=${definer}@'%' VIEW v AS SELECT 1 AS a`,
    ]);
    expect(from.objects.map(({ owner }) => owner)).toEqual([`${definer}@%`, `${definer}@%`]);
    const scratch = await database.createScratch();
    await scratch.database.runScript(['CREATE PROCEDURE p() SELECT 2', 'CREATE VIEW v AS SELECT 2 AS a']);
    const to = await scratch.database.introspect();
    await scratch.drop();
    expect(to.objects.map(({ owner }) => owner)).toEqual([undefined, undefined]);
    await database.runScript(alter(from, to));
    const after = await database.introspect();
    expect(after.objects.map(({ owner }) => owner)).toEqual([`${definer}@%`, `${definer}@%`]);
    expect(differences(after, to)).toEqual([]);
    await database.execute(`DROP USER ${definer}@'%'`);
  });
});
