import { constraintsOf } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const wideIndex: StatementRule = {
  id: 'wide-index',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'An index or key has more than five columns.',
  why: 'It is large, every write keeps it up to date, and the last columns help few queries.',
  instead: 'Index the columns that queries begin with.',
  check(context) {
    const { node } = context;
    if (node.kind === 'createIndex' && node.size > 5)
      context.report(node.index ?? node.keyword, `The index has ${node.size} columns.`);
    const constraints = constraintsOf(node);
    for (const one of constraints)
      if (one.size > 5 && one.type !== 'check' && one.type !== 'exclude')
        context.report(one.keyword, `The key has ${one.size} columns.`);
  },
  good: [{ sql: 'CREATE INDEX i ON t (a, b, c);' }],
  bad: [{ sql: 'CREATE INDEX i ON t (a, b, c, d, e, f);' }],
};
