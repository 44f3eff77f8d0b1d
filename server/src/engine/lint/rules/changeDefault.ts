import { columnIn, type StatementRule } from '../rule.ts';

export const changeDefault: StatementRule = {
  id: 'change-default',
  category: 'compatibility',
  scope: 'statement',
  severity: 'information',
  dialects: ['postgres', 'mysql', 'mariadb'],
  what: 'A default is taken away, or is another one.',
  why: 'Programs that do not name the column insert something else, or fail, while the rows that are there stay as they are.',
  instead: 'Let every program write the column itself before its default changes.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind !== 'dropDefault' && action.kind !== 'setDefault') continue;
      const before = columnIn(context, node.table, action.column);
      if (before?.created != null && context.isPending(before.created.migration)) continue;
      const name = `${node.table.name}.${action.column.name}`;
      if (action.kind === 'setDefault') {
        if (before?.default != null && before.default !== action.text)
          context.report(action, `The default of ${name} was ${before.default}.`);
      } else context.report(action, `${name} has no default from now on.`);
    }
  },
  claim: {
    kind: 'changes',
    probe: 'INSERT INTO t (b) VALUES (1);\nSELECT max(a) AS highest, count(*) - count(a) AS nulls FROM t',
    world: 'CREATE TABLE t (a int DEFAULT 1, b int);',
  },
  good: [
    {
      sql: 'ALTER TABLE t ALTER COLUMN a SET DEFAULT 1;',
      before: 'CREATE TABLE t (a int, b int);',
      claim: null,
    },
  ],
  bad: [
    {
      sql: 'ALTER TABLE t ALTER COLUMN a SET DEFAULT 2;',
      before: 'CREATE TABLE t (a int DEFAULT 1, b int);',
    },
    { sql: 'ALTER TABLE t ALTER COLUMN a DROP DEFAULT;' },
  ],
};
