import { onlineForm } from '../ownMigration.ts';
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
    const { end } = node.head;
    const fix = onlineForm(context, {
      title: 'Drop it with CONCURRENTLY',
      edits: [edit(context, { start: end, end }, ' CONCURRENTLY')],
      name: `drop_${node.names[0]?.name ?? 'index'}`,
      up: `DROP INDEX CONCURRENTLY${statement.text.slice(end)}`,
      down: '',
    });
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
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    world:
      'CREATE TABLE users (email text, name text);\nCREATE INDEX by_email ON users (email);\nCREATE INDEX by_name ON users (name);',
  },
  good: [{ sql: 'DROP INDEX CONCURRENTLY by_email;', outside: true }],
  bad: [{ sql: 'DROP INDEX by_email;' }, { sql: 'DROP INDEX IF EXISTS by_email, by_name;' }],
};
