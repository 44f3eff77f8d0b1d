import type { StatementRule } from '../rule.ts';

export const requireAlgorithm: StatementRule = {
  id: 'require-algorithm',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['mysql', 'mariadb'],
  what: 'ALTER TABLE says neither ALGORITHM nor LOCK.',
  why: 'Where the server cannot do it online, it copies the table without asking; with the clause it refuses at once.',
  instead: 'Write `ALGORITHM=INSTANT`, or `ALGORITHM=INPLACE, LOCK=NONE`, behind the actions.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    const says = node.actions.some(
      (action) => action.kind === 'option' && (action.name === 'ALGORITHM' || action.name === 'LOCK'),
    );
    const online = node.actions.some(({ kind }) => kind !== 'renameTable' && kind !== 'option');
    if (!says && online)
      context.report(node.table, `How ${node.table.name} is altered is left to the server.`);
  },
  good: [{ sql: 'ALTER TABLE t ADD COLUMN a int, ALGORITHM=INSTANT;' }],
  bad: [{ sql: 'ALTER TABLE t ADD COLUMN a int;' }],
};
