import type { StatementRule } from '../rule.ts';

export const addInherit: StatementRule = {
  id: 'add-inherit',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'INHERIT puts a table that holds rows under another one.',
  why: 'It is locked against everything, and its rows stand in every answer of the parent from then on.',
  instead: 'Do it before the table is filled, or have a partitioned table.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions)
      if (action.kind === 'other' && action.words[0] === 'INHERIT')
        context.report(action, `${node.table.name} is locked, and its rows are its parent's, too.`);
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    world: 'CREATE TABLE parent (a int);\nCREATE TABLE child (a int);\nINSERT INTO child VALUES (1);',
  },
  good: [{ sql: 'CREATE TABLE fresh (a int);\nALTER TABLE fresh INHERIT parent;' }],
  bad: [{ sql: 'ALTER TABLE child INHERIT parent;' }],
};
