import { typesIn } from '../columns.ts';
import { edit, type StatementRule } from '../rule.ts';

export const preferJsonb: StatementRule = {
  id: 'prefer-jsonb',
  category: 'style',
  scope: 'statement',
  severity: 'information',
  dialects: ['postgres'],
  what: 'A column is json.',
  why: 'json has no equality: SELECT DISTINCT, GROUP BY and UNION on it fail, and it has no index.',
  instead: 'Use jsonb.',
  check(context) {
    for (const type of typesIn(context.node))
      if (type.base === 'json')
        context.report(type, 'json cannot be compared.', {
          fixes: [{ title: 'Use jsonb', edits: [edit(context, type, type.text.replace(/json/i, 'jsonb'))] }],
        });
  },
  good: [{ sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a jsonb);' }],
  bad: [
    { sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a json);' },
    { sql: 'ALTER TABLE t ADD COLUMN a json;', world: 'CREATE TABLE t (id bigint);' },
  ],
};
