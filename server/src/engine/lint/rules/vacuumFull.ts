import type { StatementRule } from '../rule.ts';
import { hasWords, wordSpan } from '../words.ts';

export const vacuumFull: StatementRule = {
  id: 'vacuum-full',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'VACUUM FULL writes a table anew.',
  why: 'Nobody reads or writes the table until it is done.',
  instead: 'Leave it to autovacuum, or use a tool that does it online (pg_repack).',
  check(context) {
    if (context.statement.kind.verb !== 'VACUUM') return;
    const span = wordSpan(context, 'FULL');
    if (span !== null && !hasWords(context, 'FULL', 'FALSE'))
      context.report(span, 'The table is written anew under a lock.');
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'rewrites',
    world: 'CREATE TABLE users (id int);\nINSERT INTO users VALUES (1);',
  },
  good: [{ sql: 'VACUUM users;', outside: true }],
  bad: [
    { sql: 'VACUUM FULL users;', outside: true },
    { sql: 'VACUUM (FULL, ANALYZE) users;', outside: true },
  ],
};
