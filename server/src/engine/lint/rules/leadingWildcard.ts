import type { StatementRule } from '../rule.ts';
import { hasWords, wordSpan } from '../words.ts';

export const leadingWildcard: StatementRule = {
  id: 'leading-wildcard',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'LIKE with a pattern that begins with %.',
  why: 'No ordinary index helps: every row is read.',
  instead: 'Use a full text or trigram index.',
  check(context) {
    if (hasWords(context, 'LIKE') && /\bi?like\s+'%/i.test(context.statement.text))
      context.report(wordSpan(context, 'LIKE'), 'Every row is read.');
  },
  good: [{ sql: "SELECT 1 FROM t WHERE a LIKE 'x%';" }],
  bad: [{ sql: "SELECT 1 FROM t WHERE a LIKE '%x';" }],
};
