import type { StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const unloggedTable: StatementRule = {
  id: 'unlogged-table',
  category: 'data',
  scope: 'statement',
  severity: 'information',
  dialects: ['postgres'],
  what: 'A table is UNLOGGED.',
  why: 'It is empty after a crash of the server, and is not replicated.',
  instead: 'Leave UNLOGGED out, unless its rows can be made again.',
  check(context) {
    const { node } = context;
    if (node.kind === 'createTable' && node.unlogged)
      context.report(wordSpan(context, 'UNLOGGED'), `${node.table.name} is empty after a crash.`);
  },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY);' }],
  bad: [{ sql: 'CREATE UNLOGGED TABLE t (id int PRIMARY KEY);' }],
};
