import { columnsOf } from '../columns.ts';
import { edit, type StatementRule } from '../rule.ts';

export const columnCharset: StatementRule = {
  id: 'column-charset',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['mysql', 'mariadb'],
  what: 'A column has a character set or collation of its own.',
  why: 'Compared with a column of another collation it uses no index, or fails with "Illegal mix of collations".',
  instead: 'Leave it to the table, and the table to the database.',
  check(context) {
    for (const { column } of columnsOf(context.node)) {
      const own = column.charset ?? column.collation;
      if (own === null || /^['"`]?(?:binary|ascii|ascii_\w+)['"`]?$/i.test(own.name)) continue;
      const gone = [column.charset, column.collation].flatMap((span) =>
        span === null ? [] : [edit(context, { start: span.start - 1, end: span.end }, '')],
      );
      context.report(own, `${column.name.name} is not kept as its table is.`, {
        fixes: [{ title: 'Leave it to the table', edits: gone }],
      });
    }
  },
  good: [
    { sql: 'CREATE TABLE t (a varchar(10)) CHARSET utf8mb4;' },
    { sql: 'CREATE TABLE t (code char(2) CHARACTER SET ascii);' },
  ],
  bad: [
    { sql: 'CREATE TABLE t (a varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL);' },
    { sql: 'ALTER TABLE t ADD COLUMN b text COLLATE utf8mb4_bin;', world: 'CREATE TABLE t (a int);' },
  ],
};
