import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mariadbSyntax, mysqlSyntax, splitStatements } from '../../src/engine/sql/index.ts';
import { mariadbBodies, mysqlBodies } from '../../src/engine/sql/splitter.cases.ts';
import { block } from '../../src/engine/sql/testBlocks.ts';
import { allServers, connectRaw } from '../servers/testDatabases.ts';

const syntaxError = /SQL syntax/;

describe.each(allServers.filter(({ dialect }) => dialect === 'mysql'))('$name', (server) => {
  const mariadb = server.product === 'MariaDB';
  const dialect = mariadb ? mariadbSyntax : mysqlSyntax;

  test('S5 bare bodies, split, are statements to the server', async () => {
    const fresh = await server.create();
    const connection = await connectRaw(fresh.url);
    const statements = splitStatements((mariadb ? mariadbBodies : mysqlBodies).join(';\n'), dialect);
    for (const { text } of statements) {
      const refusal = await connection.query(text).then(
        () => '',
        ({ message }: Error) => message,
      );
      expect(refusal, text).not.toMatch(syntaxError);
      await connection.query('DROP PROCEDURE IF EXISTS p');
    }
    await connection.close();
    await fresh.drop();
  });

  test('S5 any nesting of blocks is a procedure to the server', async () => {
    const fresh = await server.create();
    const connection = await connectRaw(fresh.url);
    const bodies = fc.sample(block, 60).map((body, index) => `CREATE PROCEDURE p${index}() ${body}`);
    for (const { text } of splitStatements(bodies.join(';\n'), dialect)) await connection.query(text);
    const [made] = await connection.query(
      'SELECT COUNT(*) AS n FROM information_schema.routines WHERE routine_schema = DATABASE()',
    );
    expect(Number(made!.n)).toBe(60);
    await connection.close();
    await fresh.drop();
  });
});
