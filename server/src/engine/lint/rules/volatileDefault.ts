import { edit, type StatementRule } from '../rule.ts';
import { isVolatile } from '../volatile.ts';

export const volatileDefault: StatementRule = {
  id: 'volatile-default',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'A column is added with a default that is another for each row.',
  why: 'Every row is written anew under an ACCESS EXCLUSIVE lock; a default that is the same for all rows costs nothing.',
  instead: 'Add the column without it, SET DEFAULT, and fill the rows that are there in batches.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind !== 'addColumn' || action.column.default === null) continue;
      const { default: value, name } = action.column;
      if (!isVolatile(value.text)) continue;
      const alone = node.actions.length === 1 && action.column.notNull === null;
      const end = context.statement.text.length;
      const fix = {
        title: 'Add the column first, then its default',
        edits: [
          edit(context, value, ''),
          edit(
            context,
            { start: end, end },
            `;\nALTER TABLE ${node.table.text} ALTER COLUMN ${name.text} SET DEFAULT ${value.text}`,
          ),
        ],
      };
      context.report(
        value,
        `Every row of ${node.table.name} is written anew under a lock.`,
        alone ? { fixes: [fix] } : {},
      );
    }
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'rewrites',
    world: 'CREATE TABLE t (b int);\nINSERT INTO t VALUES (1);',
  },
  good: [
    { sql: "ALTER TABLE t ADD COLUMN a timestamptz DEFAULT now() - interval '1 day';" },
    { sql: "ALTER TABLE t ADD COLUMN a varchar(10) DEFAULT 'x'::varchar(10);" },
  ],
  bad: [
    { sql: 'ALTER TABLE t ADD COLUMN a uuid DEFAULT gen_random_uuid();' },
    { sql: 'ALTER TABLE t ADD COLUMN a timestamptz DEFAULT clock_timestamp();' },
  ],
};
