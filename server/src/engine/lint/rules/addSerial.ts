import type { StatementRule } from '../rule.ts';

export const addSerial: StatementRule = {
  id: 'add-serial',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'A serial or identity column is added to a table that is in use.',
  why: 'Every row gets a number: the table is written anew under an ACCESS EXCLUSIVE lock.',
  instead:
    'Add a nullable column with a sequence as its default, and fill the rows that are there in batches.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind !== 'addColumn') continue;
      const { type, identity } = action.column;
      const span = identity ?? (/^(?:big|small)?serial$/.test(type?.base ?? '') ? type : null);
      if (span !== null)
        context.report(span, `Every row of ${node.table.name} is written anew under a lock.`);
    }
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'rewrites',
    world: 'CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);',
  },
  good: [{ sql: 'CREATE TABLE t (id bigserial PRIMARY KEY);' }],
  bad: [
    { sql: 'ALTER TABLE t ADD COLUMN id bigserial;' },
    { sql: 'ALTER TABLE t ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;' },
  ],
};
