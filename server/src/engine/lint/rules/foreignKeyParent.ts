import { columnsOf, constraintsOf } from '../columns.ts';
import { type StatementContext, type StatementRule, tableIn } from '../rule.ts';
import type { ReferenceClause } from '../structure/tree.ts';

export const foreignKeyParent: StatementRule = {
  id: 'foreign-key-parent',
  category: 'failure',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'A foreign key refers to columns that are not unique.',
  why: 'PostgreSQL and MySQL from 8.4 on refuse it; SQLite refuses every later change of the rows; MariaDB and older MySQL take it with an index, and two parents of one row mean nothing.',
  instead: 'Refer to the primary key, or make the columns unique first.',
  check(context) {
    const { node } = context;
    for (const { references } of constraintsOf(node)) look(context, references);
    for (const { column } of columnsOf(node)) look(context, column.references);
  },
  claim: { kind: 'fails' },
  good: [
    {
      before: 'CREATE TABLE users (id int PRIMARY KEY, name varchar(20));',
      sql: 'CREATE TABLE orders (u int, FOREIGN KEY (u) REFERENCES users (id));',
    },
    {
      before: 'CREATE TABLE users (a int, b int, UNIQUE (a, b));',
      sql: 'CREATE TABLE orders (x int, y int, FOREIGN KEY (x, y) REFERENCES users (a, b));',
    },
  ],
  bad: [
    ...(['postgres', 'mysql', 'mariadb'] as const).map((dialect) => ({
      dialect,
      before: 'CREATE TABLE users (id int PRIMARY KEY, name varchar(20));',
      sql: 'CREATE TABLE orders (u varchar(20), FOREIGN KEY (u) REFERENCES users (name));',
    })),
    {
      dialect: 'mysql',
      before: 'CREATE TABLE users (id int PRIMARY KEY, name varchar(20), KEY by_name (name));',
      sql: 'CREATE TABLE orders (u varchar(20), FOREIGN KEY (u) REFERENCES users (name));',
    },
    {
      dialect: 'sqlite',
      before: 'CREATE TABLE users (id int PRIMARY KEY, name varchar(20));',
      sql: 'CREATE TABLE orders (u varchar(20) REFERENCES users (name));',
      claim: { kind: 'changes', probe: 'DELETE FROM users WHERE id = 99' },
    },
  ],
};

function look(context: StatementContext, references: ReferenceClause | null): void {
  if (references === null || references.columns.length === 0) return;
  const parent = tableIn(context, references.table);
  if (parent === null || !parent.complete) return;
  const wanted = references.columns.map(({ key }) => key).sort();
  const isUnique =
    parent.keys.some(
      ({ unique, partial, columns }) =>
        unique && !partial && JSON.stringify([...columns].sort()) === JSON.stringify(wanted),
    ) ||
    (wanted.length === 1 && parent.columns.some(({ key, primaryKey }) => key === wanted[0] && primaryKey));
  if (isUnique) return;
  const names = references.columns.map(({ name }) => name).join(', ');
  context.report(references, `${names} of ${parent.name} ${wanted.length === 1 ? 'is' : 'are'} not unique.`);
}
