import type { StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const domainWithConstraint: StatementRule = {
  id: 'domain-with-constraint',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  dialects: ['postgres'],
  what: 'A domain is made with a CHECK.',
  why: 'It cannot be changed later without reading every table that uses the domain.',
  instead: 'Put the check on the tables, where it can be changed one by one.',
  check(context) {
    const { kind } = context.statement;
    if (kind.verb !== 'CREATE' || kind.object !== 'DOMAIN') return;
    const span = wordSpan(context, 'CHECK');
    if (span !== null)
      context.report(span, `The check of ${kind.name?.at(-1) ?? 'the domain'} is hard to change later.`);
  },
  good: [{ sql: 'CREATE DOMAIN amount AS numeric(12, 2);' }],
  bad: [{ sql: 'CREATE DOMAIN amount AS numeric(12, 2) CHECK (value > 0);' }],
};
