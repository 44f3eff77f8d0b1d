import type { StatementRule } from '../rule.ts';
import { hasWords, wordSpan } from '../words.ts';

export const enumValueOrder: StatementRule = {
  id: 'enum-value-order',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres'],
  what: 'A value is added to an enum without its place.',
  why: 'It comes last, which is rarely where it sorts, and its place cannot be changed.',
  instead: 'Write BEFORE or AFTER and the value beside it.',
  check(context) {
    const span = wordSpan(context, 'ADD', 'VALUE');
    const { kind } = context.statement;
    if (span === null || kind.verb !== 'ALTER' || kind.object !== 'TYPE') return;
    if (!hasWords(context, 'BEFORE') && !hasWords(context, 'AFTER'))
      context.report(span, 'The new value sorts behind all others.');
  },
  good: [{ sql: "ALTER TYPE mood ADD VALUE 'ok' AFTER 'sad';" }],
  bad: [{ sql: "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok';" }],
};
