import type { StatementRule } from '../rule.ts';

export const dropNotNull: StatementRule = {
  id: 'drop-not-null',
  category: 'compatibility',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres', 'sqlite'],
  what: 'A column may be NULL from now on.',
  why: 'Programs that read it were right to expect a value.',
  instead: 'Change what reads the column first, then the column.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions)
      if (action.kind === 'dropNotNull')
        context.report(action, `${node.table.name}.${action.column.name} may be NULL from now on.`);
  },
  claim: {
    kind: 'changes',
    probe: 'INSERT INTO users (email) VALUES (NULL)',
    world: 'CREATE TABLE users (email text NOT NULL);',
  },
  good: [{ sql: 'CREATE TABLE t (a int NOT NULL);\nALTER TABLE t ALTER COLUMN a DROP NOT NULL;' }],
  bad: [{ sql: 'ALTER TABLE users ALTER COLUMN email DROP NOT NULL;' }],
};
