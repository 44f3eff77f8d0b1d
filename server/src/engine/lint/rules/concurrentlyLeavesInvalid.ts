import type { StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const concurrentlyLeavesInvalid: StatementRule = {
  id: 'concurrently-leaves-invalid',
  category: 'failure',
  scope: 'statement',
  severity: 'information',
  dialects: ['postgres'],
  what: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS keeps an index that an earlier try left invalid.',
  why: 'A failed build leaves an index that is never used, and on the next try IF NOT EXISTS passes it over without a word.',
  instead: 'Write DROP INDEX CONCURRENTLY IF EXISTS in front of it, and leave IF NOT EXISTS out.',
  check(context) {
    const { node, statement } = context;
    if (node.kind !== 'createIndex' || !node.concurrently || !node.ifNotExists || node.index === null) return;
    const { key } = node.index;
    const dropped = context.statements.some(
      ({ node: one, index }) =>
        index < statement.index && one.kind === 'drop' && one.names.some((name) => name.key === key),
    );
    const span = wordSpan(context, 'IF', 'NOT', 'EXISTS');
    if (!dropped) context.report(span, `An invalid ${node.index.name} of an earlier try would be kept.`);
  },
  claim: {
    kind: 'ignored',
    probe: "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass",
    world:
      "CREATE TABLE t (a int);\nCREATE INDEX i ON t (a);\nUPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass;",
  },
  good: [
    { sql: 'DROP INDEX CONCURRENTLY IF EXISTS i;\nCREATE INDEX CONCURRENTLY i ON t (a);', outside: true },
  ],
  bad: [{ sql: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a);', outside: true }],
};
