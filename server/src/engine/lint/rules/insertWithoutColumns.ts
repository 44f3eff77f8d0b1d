import type { StatementRule } from '../rule.ts';

export const insertWithoutColumns: StatementRule = {
  id: 'insert-without-columns',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'INSERT does not name its columns.',
  why: 'It fails, or writes into the wrong ones, as soon as the table has another column.',
  instead: 'Name the columns.',
  check(context) {
    const { kind, text } = context.statement;
    if (kind.verb !== 'INSERT' && kind.verb !== 'REPLACE') return;
    const table = kind.tables[0];
    if (table !== undefined && /^\s*values?\b/i.test(text.slice(table.end)))
      context.report(table, `Which columns of ${table.parts.at(-1)} are meant is not said.`);
  },
  good: [{ sql: 'INSERT INTO t (a) VALUES (1);' }],
  bad: [{ sql: 'INSERT INTO t VALUES (1);' }],
};
