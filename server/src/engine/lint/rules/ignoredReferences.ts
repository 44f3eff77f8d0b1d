import { columnsOf } from '../columns.ts';
import { olderThan, type StatementRule } from '../rule.ts';

export const ignoredReferences: StatementRule = {
  id: 'ignored-references',
  category: 'failure',
  scope: 'statement',
  severity: 'warning',
  dialects: ['mysql'],
  what: 'MySQL before 9.0 reads a REFERENCES behind a column, and does nothing with it.',
  why: 'There is no foreign key, no error, and no warning.',
  instead: 'Write it as a table constraint: `FOREIGN KEY (column) REFERENCES other (id)`.',
  check(context) {
    if (!olderThan(context, [9, 0])) return;
    for (const { column } of columnsOf(context.node))
      if (column.references !== null)
        context.report(
          column.references,
          `No foreign key is made from ${column.name.name} to ${column.references.table.name}.`,
        );
  },
  claim: {
    kind: 'ignored',
    probe:
      'SELECT count(*) AS n FROM information_schema.referential_constraints WHERE constraint_schema = database()',
    world: 'CREATE TABLE users (id int PRIMARY KEY);',
  },
  good: [
    {
      sql: 'CREATE TABLE t (id int PRIMARY KEY, u int, FOREIGN KEY (u) REFERENCES users (id));',
      version: [8, 0, 40],
    },
    { sql: 'CREATE TABLE t (id int PRIMARY KEY, u int REFERENCES users (id));', version: [9, 7, 0] },
  ],
  bad: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, u int REFERENCES users (id));', version: [8, 0, 40] }],
};
