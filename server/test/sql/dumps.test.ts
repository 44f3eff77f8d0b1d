import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  classify,
  mariadbSyntax,
  mysqlSyntax,
  postgresSyntax,
  splitStatements,
  sqliteSyntax,
} from '../../src/engine/sql/index.ts';
import { connectRaw, databases } from '../servers/testDatabases.ts';

const fixtures = join(__dirname, '../../../test-fixtures/sql');
const rows = 'SELECT COUNT(*) AS n FROM item';
const dumps = {
  PostgreSQL: {
    dialect: postgresSyntax,
    file: 'postgres-dump.sql',
    rows: 0,
    query: rows.replace('item', 'shop.item'),
  },
  MySQL: { dialect: mysqlSyntax, file: 'mysql-dump.sql', rows: 3, query: rows },
  MariaDB: { dialect: mariadbSyntax, file: 'mysql-dump.sql', rows: 3, query: rows },
  SQLite: { dialect: sqliteSyntax, file: 'sqlite-dump.sql', rows: 2, query: rows },
};

test.each(databases)('S2 the statements of a dump, one by one, load: $name', async (database) => {
  const { dialect, file, rows, query } = dumps[database.product];
  const fresh = await database.create();
  const connection = await connectRaw(fresh.url);
  for (const statement of splitStatements(readFileSync(join(fixtures, file), 'utf8'), dialect)) {
    if (classify(statement, dialect).clientCommand === null) await connection.query(statement.text);
  }
  expect((await connection.query(query)).map(({ n }) => Number(n))).toEqual([rows]);
  await connection.close();
  await fresh.drop();
});
