import type { SectionRule } from '../rule.ts';

export const dmlInDdlMigration: SectionRule = {
  id: 'dml-in-ddl-migration',
  category: 'locking',
  scope: 'section',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'Rows are changed in the transaction that changes the table.',
  why: 'The lock of the ALTER is held while the rows are written: everything waits for the slowest part.',
  instead: 'Fill the rows in a later migration, in batches, outside of the transaction.',
  check({ statements, isNew, report }) {
    for (const { node, inTransaction, transaction, index, start } of statements) {
      if (!inTransaction || (node.kind !== 'update' && node.kind !== 'delete') || node.table === null)
        continue;
      if (isNew(node.table.key)) continue;
      const before = statements.find(
        (one) =>
          one.index < index &&
          one.transaction === transaction &&
          one.touchesExisting &&
          (one.node.kind === 'alterTable' || one.kind.verb === 'DROP'),
      );
      if (before === undefined) continue;
      const range = { start: start + node.head.start, end: start + node.head.end };
      const related = [{ start: before.start, end: before.end, message: 'Its lock is held until the end.' }];
      report(range, `${node.table.name} is written while the lock of an ALTER is held.`, { related });
      return;
    }
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'reads',
    world: 'CREATE TABLE users (id int);\nINSERT INTO users VALUES (1);',
  },
  good: [{ sql: 'CREATE TABLE t (a int);\nUPDATE t SET a = 1;' }],
  bad: [
    { sql: "ALTER TABLE users ADD COLUMN state text;\nUPDATE users SET state = 'new' WHERE state IS NULL;" },
  ],
};
