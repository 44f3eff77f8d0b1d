import { expect, test } from 'vitest';
import { mysqlSyntax, postgresSyntax, type SqlDialect, sqliteSyntax } from '../sql/index.ts';
import { brief } from './directory.testing.ts';
import { parseFileName } from './fileName.ts';
import { parseSource } from './sections.ts';
import { checkSection } from './statements.ts';

function check(text: string, syntax: SqlDialect, base = '1_a.up.sql') {
  const { content } = parseSource(`/m/${base}`, parseFileName(base) as never, text, syntax);
  return checkSection(content.up!, syntax);
}

interface Case {
  readonly title: string;
  readonly text: string;
  readonly statements: readonly string[];
  readonly found?: readonly string[];
  readonly syntax?: SqlDialect;
}

const cases: readonly Case[] = [
  { title: 'plain statements', text: 'A;\nB;\n', statements: ['A', 'B'] },
  {
    title: 'a whole wrapping pair is left out',
    text: 'BEGIN;\nA;\nB;\nCOMMIT;\n',
    statements: ['A', 'B'],
    found: ['information transaction-unwrapped 1_a.up.sql:1:1'],
  },
  {
    title: 'START TRANSACTION and END too',
    text: '-- x\nSTART TRANSACTION;\nA;\nEND;',
    statements: ['A'],
    found: ['information transaction-unwrapped 1_a.up.sql:2:1'],
  },
  {
    title: 'MySQL',
    text: 'START TRANSACTION; A; COMMIT;',
    statements: ['A'],
    syntax: mysqlSyntax,
    found: ['information transaction-unwrapped 1_a.up.sql:1:1'],
  },
  {
    title: 'SQLite',
    text: 'BEGIN IMMEDIATE; A; COMMIT TRANSACTION;',
    statements: ['A'],
    syntax: sqliteSyntax,
    found: ['information transaction-unwrapped 1_a.up.sql:1:1'],
  },
  {
    title: 'a pair that is not whole',
    text: 'A;\nBEGIN;\nB;\nCOMMIT;',
    statements: ['A', 'BEGIN', 'B', 'COMMIT'],
    found: ['error transaction-control 1_a.up.sql:2:1', 'error transaction-control 1_a.up.sql:4:1'],
  },
  {
    title: 'two pairs',
    text: 'BEGIN;\nA;\nCOMMIT;\nBEGIN;\nB;\nCOMMIT;',
    statements: ['BEGIN', 'A', 'COMMIT', 'BEGIN', 'B', 'COMMIT'],
    found: [1, 3, 4, 6].map((line) => `error transaction-control 1_a.up.sql:${line}:1`),
  },
  {
    title: 'a rollback',
    text: 'A;\nROLLBACK;',
    statements: ['A', 'ROLLBACK'],
    found: ['error transaction-control 1_a.up.sql:2:1'],
  },
  {
    title: 'savepoints may stay',
    text: 'SAVEPOINT s;\nA;\nROLLBACK TO s;\nRELEASE s;',
    statements: ['SAVEPOINT s', 'A', 'ROLLBACK TO s', 'RELEASE s'],
  },
  {
    title: 'bodies are no transactions',
    text: 'CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;',
    statements: ['CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$'],
  },
  {
    title: 'a trigger of SQLite',
    text: 'CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = 1; END;',
    statements: ['CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = 1; END'],
    syntax: sqliteSyntax,
  },
  {
    title: 'a client command',
    text: 'A;\n\\i other.sql\nB;',
    statements: ['A', '\\i other.sql', 'B'],
    found: ['error client-command 1_a.up.sql:2:1'],
  },
  {
    title: 'COPY from the client',
    text: 'COPY a FROM STDIN;\n1\t2\n\\.\nB;',
    statements: expect.anything() as never,
    found: ['error client-command 1_a.up.sql:1:1'],
  },
  {
    title: 'outside a transaction the section rules itself',
    text: '-- migrate:up transaction:false\nBEGIN;\nA;\nCOMMIT;\nB;',
    statements: ['BEGIN', 'A', 'COMMIT', 'B'],
  },
];

test.each(cases)('U9 $title', ({ text, statements, found = [], syntax = postgresSyntax }) => {
  const checked = check(text, syntax);
  expect(checked.statements.map((statement) => statement.text)).toEqual(statements);
  expect(checked.statements.map(({ index }) => index)).toEqual(checked.statements.map((_, index) => index));
  expect(brief(checked.diagnostics)).toEqual(found);
  for (const { start, end, text: own } of checked.statements) expect(text.slice(start, end)).toBe(own);
});
