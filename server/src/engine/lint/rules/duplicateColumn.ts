import type { WrittenName } from '../../catalog/facts.ts';
import { constraintsOf } from '../columns.ts';
import type { StatementRule } from '../rule.ts';
import { writtenLists } from '../writtenLists.ts';

export const duplicateColumn: StatementRule = {
  id: 'duplicate-column',
  category: 'failure',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'A column is named twice in one list.',
  why: 'PostgreSQL refuses it in an INSERT or a SET, MySQL in a key or an INSERT; where one takes it, one of the two does nothing.',
  instead: 'Name it once.',
  check(context) {
    const { node, statement, dialect } = context;
    const lists: (readonly WrittenName[])[] = [];
    if (node.kind === 'createIndex') lists.push(node.columns);
    if (node.kind === 'createTable') lists.push((node.columns ?? []).map(({ name }) => name));
    const constraints = constraintsOf(node);
    for (const one of constraints) lists.push(one.columns);
    lists.push(...writtenLists(statement.text, dialect));
    for (const list of lists) {
      const seen = new Set<string>();
      const twice = list.find(({ key }) => seen.has(key) || !seen.add(key));
      if (twice !== undefined) context.report(twice, `${twice.name} is named twice.`);
    }
  },
  claim: { kind: 'fails', world: 'CREATE TABLE t (a int, b int, c varchar(20));' },
  good: [{ sql: "UPDATE t SET a = 1, b = 2 WHERE c = 'a = 1, a = 2';" }],
  bad: [
    { sql: 'UPDATE t SET a = 1, A = 2 WHERE true;', dialect: 'postgres' },
    { sql: 'INSERT INTO t (a, a) VALUES (1, 2);', dialect: 'postgres' },
    { sql: 'CREATE INDEX i ON t (a, a);', dialect: 'mysql' },
    {
      sql: 'INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET b = 1, b = 2;',
      dialect: 'postgres',
      world: 'CREATE TABLE t (a int PRIMARY KEY, b int);',
    },
  ],
};
