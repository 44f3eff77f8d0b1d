import type { StatementRule } from '../rule.ts';
import { hasWords, wordSpan } from '../words.ts';

export const nullComparison: StatementRule = {
  id: 'null-comparison',
  category: 'failure',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'Something is compared with NULL by = or <>.',
  why: 'The answer is never true: the statement reaches no row.',
  instead: 'Write IS NULL or IS NOT NULL.',
  check(context) {
    if (!hasWords(context, 'NULL') || !hasWords(context, 'WHERE')) return;
    const where = wordSpan(context, 'WHERE')!;
    for (const sign of ['=', '<>', '!=']) {
      const span = wordSpan({ ...context, from: where.end }, sign, 'NULL');
      if (span !== null) context.report(span, `${sign} NULL is never true.`);
    }
  },
  claim: {
    kind: 'ignored',
    probe: 'SELECT count(a) AS n FROM t',
    world: 'CREATE TABLE t (a int, b int);\nINSERT INTO t VALUES (1, NULL), (NULL, NULL);',
  },
  good: [{ sql: 'UPDATE t SET a = NULL WHERE b IS NULL;' }],
  bad: [{ sql: 'DELETE FROM t WHERE a = NULL;' }],
};
