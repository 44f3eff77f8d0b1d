import type { StatementRule } from '../rule.ts';
import { hasWords, wordSpan } from '../words.ts';

export const addDomainConstraint: StatementRule = {
  id: 'add-domain-constraint',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'A constraint is added to a domain.',
  why: 'Every table with a column of the domain is locked and read through.',
  instead: 'Add it NOT VALID, and validate it in a later migration.',
  check(context) {
    const { kind } = context.statement;
    if (kind.verb !== 'ALTER' || kind.object !== 'DOMAIN' || hasWords(context, 'NOT', 'VALID')) return;
    const adds = /^\s*alter\s+domain\s+\S+\s+(?:add|set\s+not\s+null)\b/i.test(context.statement.text);
    if (adds)
      context.report(
        wordSpan(context, 'ADD') ?? wordSpan(context, 'SET', 'NOT', 'NULL'),
        `Every table that uses ${kind.name?.at(-1) ?? 'the domain'} is read through under a lock.`,
      );
  },
  claim: {
    kind: 'blocks',
    mode: 'SHARE',
    work: 'reads',
    world: 'CREATE DOMAIN amount AS int;\nCREATE TABLE t (a amount);\nINSERT INTO t VALUES (1);',
  },
  good: [{ sql: 'ALTER DOMAIN amount ADD CONSTRAINT c CHECK (value > 0) NOT VALID;' }],
  bad: [{ sql: 'ALTER DOMAIN amount ADD CONSTRAINT c CHECK (value > 0);' }],
};
