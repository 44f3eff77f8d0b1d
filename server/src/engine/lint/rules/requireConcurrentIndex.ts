import { onlineForm } from '../ownMigration.ts';
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
    const { node, statement } = context;
    if (node.kind !== 'createIndex' || node.concurrently || context.isNew(node.table.key)) return;
    const { end } = node.keyword;
    const fix = onlineForm(context, {
      title: 'Build it with CONCURRENTLY',
      edits: [edit(context, { start: end, end }, ' CONCURRENTLY')],
      name: `create_${node.index?.name ?? `index_on_${node.table.name}`}`,
      up: `${statement.text.slice(0, end)} CONCURRENTLY${statement.text.slice(end)}`,
      down: node.index === null ? '' : `DROP INDEX CONCURRENTLY IF EXISTS ${node.index.text};`,
    });
    context.report(node.keyword, `Writes to ${node.table.name} wait until the index is built.`, {
      fixes: [fix],
    });
  },
  claim: {
    kind: 'blocks',
    mode: 'SHARE',
    work: 'reads',
    world: "CREATE TABLE users (email text);\nINSERT INTO users VALUES ('a@b');",
  },
  good: [
    { sql: 'CREATE INDEX CONCURRENTLY by_email ON users (email);', outside: true },
    { sql: 'CREATE TABLE t (a int);\nCREATE INDEX i ON t (a);' },
  ],
  bad: [
    { sql: 'CREATE INDEX by_email ON users (email);' },
    { sql: 'BEGIN;\nCREATE INDEX by_email ON users (email);\nCOMMIT;' },
    { sql: 'SELECT 1;\nCREATE INDEX by_email ON users (email);' },
  ],
};
