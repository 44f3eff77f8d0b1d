import type { StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const cluster: StatementRule = {
  id: 'cluster',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'CLUSTER writes a table anew in the order of an index.',
  why: 'Nobody reads or writes the table until it is done.',
  instead: 'Use a tool that does it online (pg_repack), outside of migrations.',
  check(context) {
    if (context.statement.kind.verb !== 'CLUSTER' && !/^\s*cluster\b/i.test(context.statement.text)) return;
    context.report(wordSpan(context, 'CLUSTER'), 'The table is written anew under a lock.');
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'rewrites',
    world: 'CREATE TABLE users (id int PRIMARY KEY);\nINSERT INTO users VALUES (1);',
  },
  good: [{ sql: 'ANALYZE users;' }],
  bad: [{ sql: 'CLUSTER users USING users_pkey;' }],
};
