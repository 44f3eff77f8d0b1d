import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mariadbSyntax, mysqlSyntax, postgresSyntax, sqliteSyntax } from './dialect.ts';
import { classify } from './kinds.ts';
import { splitStatements } from './splitter.ts';

const fixtures = join(__dirname, '../../../../test-fixtures/sql');

test.each([
  { dialect: postgresSyntax, dump: 'postgres-dump' },
  { dialect: mysqlSyntax, dump: 'mysql-dump' },
  { dialect: mariadbSyntax, dump: 'mysql-dump' },
  { dialect: sqliteSyntax, dump: 'sqlite-dump' },
])('S2 a dump is split into its statements: $dump as $dialect.name', ({ dialect, dump }) => {
  const found = splitStatements(readFileSync(join(fixtures, `${dump}.sql`), 'utf8'), dialect).map(
    ({ text }) => {
      const { class: kind, clientCommand, verb, object, name } = classify({ text }, dialect);
      const words = [kind, clientCommand ?? verb, object, name?.join('.')].filter(Boolean).join(' ');
      return `${words} … ${text.slice(-12)}`;
    },
  );
  expect(found).toEqual(JSON.parse(readFileSync(join(fixtures, `${dump}.statements.json`), 'utf8')));
});
