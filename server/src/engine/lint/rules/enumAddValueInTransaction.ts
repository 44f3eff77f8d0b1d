import type { StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const enumAddValueInTransaction: StatementRule = {
  id: 'enum-add-value-in-transaction',
  category: 'failure',
  scope: 'statement',
  severity: 'error',
  dialects: ['postgres'],
  what: 'A new value of an enum is used in the transaction that adds it.',
  why: 'PostgreSQL refuses the use (55P04) until the transaction has ended.',
  instead: 'Add the value in a migration of its own, before the one that uses it.',
  check(context) {
    const { statement, statements } = context;
    if (!statement.inTransaction) return;
    const value = addedValue(statement.text);
    if (value === null) return;
    const use = statements.find(
      (one) =>
        one.index > statement.index &&
        one.transaction === statement.transaction &&
        addedValue(one.text) === null &&
        one.text.includes(value),
    );
    const key = statement.kind.name?.at(-1)?.toLowerCase();
    const made = statements.some(
      ({ kind, index }) =>
        index < statement.index &&
        kind.verb === 'CREATE' &&
        kind.object === 'TYPE' &&
        kind.name?.at(-1)?.toLowerCase() === key,
    );
    if (use === undefined || made) return;
    const related = [{ start: use.start, end: use.end, message: `${value} is used here.` }];
    context.report(
      wordSpan(context, 'ADD', 'VALUE'),
      `${value} cannot be used before the transaction has ended.`,
      { related },
    );
  },
  claim: {
    kind: 'fails',
    code: '55P04',
    world: "CREATE TYPE mood AS ENUM ('sad');\nCREATE TABLE t (m mood);\nINSERT INTO t VALUES (NULL);",
  },
  good: [
    { sql: "ALTER TYPE mood ADD VALUE 'ok';\nSELECT 1;" },
    { sql: "ALTER TYPE mood ADD VALUE 'ok';\nUPDATE t SET m = 'ok' WHERE m IS NULL;", outside: true },
  ],
  bad: [{ sql: "ALTER TYPE mood ADD VALUE 'ok';\nUPDATE t SET m = 'ok' WHERE m IS NULL;" }],
};

function addedValue(text: string): string | null {
  return (
    /^\s*alter\s+type\s[\s\S]*?\badd\s+value\s+(?:if\s+not\s+exists\s+)?('(?:[^']|'')*')/i.exec(text)?.[1] ??
    null
  );
}
