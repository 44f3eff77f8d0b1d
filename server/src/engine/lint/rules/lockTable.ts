import { Cursor } from '../../catalog/cursor.ts';
import type { WrittenName } from '../../catalog/facts.ts';
import type { StatementContext, StatementRule } from '../rule.ts';

/** Readers and writers go on beside these. */
const mild: ReadonlySet<string> = new Set([
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
]);

export const lockTable: StatementRule = {
  id: 'lock-table',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'LOCK TABLE in a mode that keeps writers out.',
  why: 'The lock is held until the transaction ends, whatever else it does.',
  instead:
    'Leave it out: each statement takes the lock that it needs. Or name a mode that lets writers through.',
  check(context) {
    if (context.statement.kind.verb !== 'LOCK') return;
    const { tables, mode } = readLock(context);
    if (mild.has(mode)) return;
    for (const table of tables)
      if (!context.isNew(table.key))
        context.report(
          table,
          `${mode.includes('ACCESS') ? 'Everybody' : 'Who writes'} waits for ${table.name} until the end.`,
        );
  },
  claim: { kind: 'blocks', mode: 'SHARE', world: 'CREATE TABLE users (id int);' },
  good: [
    { sql: 'LOCK TABLE users IN ROW EXCLUSIVE MODE;' },
    { sql: 'CREATE TABLE users (id int);\nLOCK TABLE users;' },
  ],
  bad: [{ sql: 'LOCK TABLE users;' }, { sql: 'LOCK users IN SHARE MODE NOWAIT;' }],
};

function readLock({ statement, dialect }: StatementContext): {
  readonly tables: readonly WrittenName[];
  readonly mode: string;
} {
  const cursor = new Cursor(statement.text, dialect);
  cursor.take('LOCK');
  cursor.take('TABLE');
  const tables = cursor.tableNames();
  const words: string[] = [];
  if (cursor.take('IN')) {
    for (; !cursor.done && cursor.word() !== 'MODE'; cursor.at++) words.push(cursor.word());
  }
  return { tables, mode: words.length === 0 ? 'ACCESS EXCLUSIVE' : words.join(' ') };
}
