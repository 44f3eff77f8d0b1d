import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../src/engine/database/connect.ts';
import type { Database } from '../src/engine/database/database.ts';
import { diffSchemas } from '../src/engine/diff/differ.ts';
import type { Schema } from '../src/engine/schema/model.ts';
import { allServers, type FreshDatabase } from './servers/testDatabases.ts';

const servers = allServers.filter(({ dialect }) => dialect === 'mysql');
const plain = { concurrently: false, placeholders: false } as const;

/** The servers show `?` for characters beyond the basic plane in labels; MariaDB takes one such label in a type. */
describe.each(servers)('$name', ({ create }) => {
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

  async function made(statements: readonly string[]): Promise<Schema> {
    await database.dropAll({});
    await database.runScript(statements);
    return database.introspect();
  }
  const alter = (from: Schema, to: Schema) =>
    database.ddl.alter(diffSchemas(from, to, database), from, to, plain);
  const typesOf = ({ tables }: Schema) => tables.flatMap(({ columns }) => columns.map(({ type }) => type));
  const words = (labels: string) =>
    `CREATE TABLE mood (id INT PRIMARY KEY, a ENUM(${labels}) CHARACTER SET utf8mb4 NOT NULL DEFAULT '🙂', b SET('🍎','what?','y') CHARACTER SET utf8mb4)`;
  const before = words("'🙂','it''s ?','back\\\\slash'");
  const after = words("'🙂','it''s ?','back\\\\slash','new'");
  const rows = "INSERT INTO mood VALUES (1, '🙂', '🍎,y'), (2, 'it''s ?', 'what?'), (3, 'back\\\\slash', '')";
  const held = () => database.query('SELECT a, b FROM mood ORDER BY id');

  test('S1 labels come out of a dump as they went in', async () => {
    const first = await made([before]);
    expect(typesOf(first)).toEqual(
      ['int', "enum('🙂','it''s ?','back\\\\slash')", "set('🍎','what?','y')"].map((type, i) =>
        i === 0 ? expect.stringMatching(/^int/) : type,
      ),
    );
    const dump = database.ddl.create(first).map(({ sql }) => sql);
    await made([...dump, rows]);
    expect(await held()).toEqual([
      { a: '🙂', b: '🍎,y' },
      { a: "it's ?", b: 'what?' },
      { a: 'back\\slash', b: '' },
    ]);
  });

  test('S3 a label more or another one is a change, up and down, and keeps the rows', async () => {
    const to = await made([after]);
    const from = await made([before, rows]);
    const contents = await held();
    expect(diffSchemas(from, to, database)).toHaveLength(1);
    await database.runScript(alter(from, to).map(({ sql }) => sql));
    await database.execute("UPDATE mood SET a = 'new' WHERE id = 99");
    expect(diffSchemas(await database.introspect(), to, database)).toEqual([]);
    expect(await held()).toEqual(contents);
    await database.runScript(alter(to, from).map(({ sql }) => sql));
    expect(diffSchemas(await database.introspect(), from, database)).toEqual([]);
    expect(await held()).toEqual(contents);
    const other = await made([before.replace('🍎', '🍇')]);
    expect(diffSchemas(from, other, database)).toHaveLength(1);
  });

  test('S2 a session that only reads is told them too, and leaves nothing behind', async () => {
    await made([before]);
    const reader = await connect(fresh.url, { readOnly: true });
    const schema = await reader.introspect();
    await reader.close();
    expect(typesOf(schema).join()).toContain('what?');
    expect(await database.query('SHOW TABLES')).toHaveLength(1);
  });

  test('S3 who may not ask is warned at each statement that would write them', async () => {
    await made([before, "CREATE TABLE other (a ENUM('x'))"]);
    const user = `reader_${Math.random().toString(36).slice(2, 10)}`;
    const url = new URL(fresh.url);
    const place = url.pathname.slice(1);
    await database.execute(`CREATE USER ${user}@'%' IDENTIFIED BY 'x'`);
    await database.execute(`GRANT SELECT ON ${place}.* TO ${user}@'%'`);
    url.username = user;
    url.password = 'x';
    const reader = await connect(url.href);
    const schema = await reader.introspect();
    const statements = reader.ddl.create(schema);
    await reader.close();
    await database.execute(`DROP USER ${user}@'%'`);
    const warned = statements.filter(({ destructive }) => destructive !== null);
    expect(warned.map(({ sql }) => sql.split(' (')[0])).toEqual(['CREATE TABLE `mood`']);
    expect(warned[0]!.destructive).toBe('Labels of mood.a, mood.b may become ?.');
    expect(warned[0]!.comments.join()).toContain('CREATE TEMPORARY TABLES');
  });
});
