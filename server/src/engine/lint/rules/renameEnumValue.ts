import type { StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const renameEnumValue: StatementRule = {
  id: 'rename-enum-value',
  category: 'compatibility',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'A value of an enum gets another name.',
  why: 'Programs that write or compare with the old one fail at once.',
  instead: 'Add the new value, move the rows, and leave the old one in the type.',
  check(context) {
    const { kind } = context.statement;
    if (kind.verb !== 'ALTER' || kind.object !== 'TYPE') return;
    const span = wordSpan(context, 'RENAME', 'VALUE');
    if (span !== null)
      context.report(span, `A value of ${kind.name?.at(-1) ?? 'the type'} gets another name.`);
  },
  claim: { kind: 'changes', probe: "SELECT 'sad'::mood AS m", world: "CREATE TYPE mood AS ENUM ('sad');" },
  good: [{ sql: "ALTER TYPE mood ADD VALUE 'ok' AFTER 'sad';", outside: true }],
  bad: [{ sql: "ALTER TYPE mood RENAME VALUE 'sad' TO 'unhappy';" }],
};
