import { typesIn } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const preferText: StatementRule = {
  id: 'prefer-text',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres'],
  what: 'A varchar has a length.',
  why: 'It costs as much as text, and a shorter limit later needs every row to be read.',
  instead: 'Use text, with a CHECK of the length where one is needed.',
  check(context) {
    for (const type of typesIn(context.node))
      if (type.base === 'varchar' && type.arguments.length > 0)
        context.report(type, `${type.text} limits the length by its type.`);
  },
  good: [{ sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a text, b varchar);' }],
  bad: [{ sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a varchar(20));' }],
};
