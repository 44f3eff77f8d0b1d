import { outsideTransaction, ownMigration } from '../ownMigration.ts';
import { edit, type StatementRule } from '../rule.ts';

export const requireConcurrentDropIndex: StatementRule = {
  id: 'require-concurrent-drop-index',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'DROP INDEX without CONCURRENTLY.',
  why: 'It takes an ACCESS EXCLUSIVE lock on the table: everything waits behind it, and it waits for every running query.',
  instead: 'Write DROP INDEX CONCURRENTLY, in a migration of its own with `transaction:false`.',
  check(context) {
    const { node, statement } = context;
    if (node.kind !== 'drop' || node.object !== 'INDEX' || node.concurrently || !statement.touchesExisting)
      return;
    const rest = statement.text.slice(node.head.end);
    const word = edit(context, { start: node.head.end, end: node.head.end }, ' CONCURRENTLY');
    const name = `drop_${node.names[0]?.name ?? 'index'}`;
    const title = 'Drop it with CONCURRENTLY';
    const fix = !statement.inTransaction
      ? { title, edits: [word] }
      : context.statements.length === 1
        ? { title: `${title}, outside a transaction`, edits: [outsideTransaction(context), word] }
        : ownMigration(
            context,
            `${title} in a migration of its own`,
            name,
            `DROP INDEX CONCURRENTLY${rest}`,
            '',
          );
    // One that this migration has made is taken back before anybody counts on it.
    const made = node.names.map(({ key }) => context.catalog.index(key)?.index?.created.migration);
    if (made.every((migration) => migration !== undefined && context.isPending(migration))) return;
    // CONCURRENTLY takes a single name.
    const single = node.names.length === 1 ? { fixes: [fix] } : {};
    context.report(
      node.head,
      `Everything on the table of ${node.names[0]?.name ?? 'the index'} waits.`,
      single,
    );
  },
  good: [{ sql: 'DROP INDEX CONCURRENTLY by_email;', outside: true }],
  bad: [{ sql: 'DROP INDEX by_email;' }, { sql: 'DROP INDEX IF EXISTS by_email, by_name;' }],
};
