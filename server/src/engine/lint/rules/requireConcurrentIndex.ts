import { outsideTransaction, ownMigration } from '../ownMigration.ts';
import { edit, type StatementRule } from '../rule.ts';

export const requireConcurrentIndex: StatementRule = {
  id: 'require-concurrent-index',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'CREATE INDEX without CONCURRENTLY on a table that is in use.',
  why: 'It takes a SHARE lock: every INSERT, UPDATE and DELETE waits until the index is built.',
  instead: 'Write CREATE INDEX CONCURRENTLY, in a migration of its own with `transaction:false`.',
  check(context) {
    const { node, statement, statements } = context;
    if (node.kind !== 'createIndex' || node.concurrently || context.isNew(node.table.key)) return;
    const online = `${statement.text.slice(0, node.keyword.end)} CONCURRENTLY${statement.text.slice(node.keyword.end)}`;
    const word = edit(context, { start: node.keyword.end, end: node.keyword.end }, ' CONCURRENTLY');
    const down = node.index === null ? '' : `DROP INDEX CONCURRENTLY IF EXISTS ${node.index.text};`;
    const title = 'Build it with CONCURRENTLY';
    const name = `create_${node.index?.name ?? `index_on_${node.table.name}`}`;
    const alone = statements.length === 1;
    const fix = !statement.inTransaction
      ? { title, edits: [word] }
      : alone
        ? { title: `${title}, outside a transaction`, edits: [outsideTransaction(context), word] }
        : ownMigration(context, `${title} in a migration of its own`, name, online, down);
    context.report(node.keyword, `Writes to ${node.table.name} wait until the index is built.`, {
      fixes: [fix],
    });
  },
  good: [
    { sql: 'CREATE INDEX CONCURRENTLY by_email ON users (email);', outside: true },
    { sql: 'CREATE TABLE t (a int);\nCREATE INDEX i ON t (a);' },
  ],
  bad: [{ sql: 'CREATE INDEX by_email ON users (email);' }],
};
