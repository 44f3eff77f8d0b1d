import { computedColumns } from '../computedColumns.ts';
import type { StatementRule } from '../rule.ts';

export const computedCondition: StatementRule = {
  id: 'computed-condition',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'A condition computes with a column.',
  why: 'An index on the column does not help: every row is read.',
  instead: 'Compute on the other side of the comparison, or index the expression.',
  check(context) {
    const { statement, dialect, catalog } = context;
    if (statement.kind.class !== 'query' && statement.kind.class !== 'dml') return;
    const tables = statement.kind.tables.flatMap(
      ({ parts }) => catalog.table(parts.at(-1)?.toLowerCase() ?? '') ?? [],
    );
    for (const column of computedColumns(statement.text, dialect)) {
      // Where the tables are known, only what has an index matters.
      const indexed = tables.some(({ keys }) => keys.some(({ columns }) => columns.includes(column.key)));
      const allKnown =
        catalog.complete && tables.length > 0 && tables.length === statement.kind.tables.length;
      if (allKnown && !indexed) continue;
      context.report(column, `No index on ${column.name} helps here.`);
      return;
    }
  },
  good: [
    { sql: "UPDATE t SET a = upper(b) WHERE id = 1 AND name IN ('x', lower('Y'));" },
    { sql: 'DELETE FROM t WHERE a + 1 > 5;', before: 'CREATE TABLE t (a int);' },
  ],
  bad: [
    { sql: 'DELETE FROM t WHERE a + 1 > 5;' },
    {
      sql: "UPDATE t SET a = 1 WHERE UPPER(name) = 'X';",
      before: 'CREATE TABLE t (a int, name text);\nCREATE INDEX i ON t (name);',
    },
  ],
};
