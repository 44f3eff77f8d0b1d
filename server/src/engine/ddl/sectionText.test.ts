import { expect, test } from 'vitest';
import type { DdlStatement } from '../database/ddl.ts';
import { mysqlSyntax, postgresSyntax, splitStatements } from '../sql/index.ts';
import { commentedText, sectionText } from './sectionText.ts';

const statement = (sql: string, more: Partial<DdlStatement> = {}): DdlStatement => ({
  ...{ sql, comments: [], destructive: null, transaction: 'inside' },
  ...more,
});

test('S5 short statements stand line by line, long ones apart, warnings and comments in front', () => {
  const text = sectionText(
    [
      statement('DROP VIEW v'),
      statement('DROP TABLE t', { destructive: 'All rows of t are lost.', comments: ['Nobody\nuses it.'] }),
      statement('CREATE TABLE u (\n  id int\n)'),
      statement('DROP VIEW w'),
    ],
    postgresSyntax,
  );
  expect(text).toBe(
    'DROP VIEW v;\n\n-- Nobody\n-- uses it.\n-- WARNING: All rows of t are lost.\nDROP TABLE t;\n\nCREATE TABLE u (\n  id int\n);\n\nDROP VIEW w;\n',
  );
});

test('S6 what is withheld is comments and nothing else', () => {
  const text = commentedText(
    [statement('CREATE TABLE t (\n  a int\n)', { destructive: 'Lost.' })],
    () => 'Cannot restore',
  );
  expect(text).toBe('-- WARNING: Lost.\n-- CREATE TABLE t (\n--   a int\n-- ); -- Cannot restore\n');
  expect(splitStatements(text, postgresSyntax)).toEqual([]);
});

test('S5 a body with terminators gets a delimiter of its own, and is read back as it was', () => {
  const body = "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @a = '//'; SET @b = 1; END";
  const plain = "CREATE VIEW v AS SELECT ';' AS semicolon";
  const text = sectionText([statement(body), statement(plain), statement('DROP VIEW w')], mysqlSyntax);
  expect(text).toContain('DELIMITER $$\n');
  expect(text).toContain(`${plain};`);
  expect(splitStatements(text, mysqlSyntax).map((each) => each.text)).toEqual([body, plain, 'DROP VIEW w']);
});
