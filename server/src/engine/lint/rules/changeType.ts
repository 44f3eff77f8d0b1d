import { columnIn, type StatementRule } from '../rule.ts';
import { parseType } from '../structure/type.ts';
import { binaryCoercible } from '../typeChange.ts';

export const changeType: StatementRule = {
  id: 'change-type',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'A column gets another type.',
  why: 'The table and its indexes are written anew under an ACCESS EXCLUSIVE lock, and programs meet values of another type.',
  instead: 'Add a column of the new type, write both, fill it in batches, and exchange the two later.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind !== 'alterType') continue;
      const before = columnIn(context, node.table, action.column);
      const known = before !== null && before.type !== '' ? before.type : null;
      if (known !== null && binaryCoercible(parseType(known), action.type)) continue;
      const from = known === null ? '' : ` from ${known}`;
      context.report(
        action.type,
        `${node.table.name} is written anew under a lock, to change ${action.column.name}${from} to ${action.type.text}.`,
      );
    }
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'rewrites',
    world: 'CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);',
  },
  good: [
    { sql: 'ALTER TABLE t ALTER COLUMN a TYPE text;', before: 'CREATE TABLE t (a xml);' },
    { sql: 'ALTER TABLE t ALTER COLUMN a TYPE bit varying;', before: 'CREATE TABLE t (a bit(8));' },
    { sql: 'ALTER TABLE t ALTER COLUMN a TYPE varchar(200);', before: 'CREATE TABLE t (a varchar(100));' },
    { sql: 'ALTER TABLE t ALTER COLUMN a TYPE text;', before: 'CREATE TABLE t (a varchar(100));' },
    {
      sql: 'ALTER TABLE t ALTER COLUMN a TYPE numeric(12, 2);',
      before: 'CREATE TABLE t (a numeric(10, 2));',
    },
  ],
  bad: [
    {
      sql: 'ALTER TABLE t ALTER COLUMN a TYPE bit varying(8);',
      before: "CREATE TABLE t (a bit(8));\nINSERT INTO t VALUES (B'10101010');",
    },
    { sql: 'ALTER TABLE t ALTER COLUMN a TYPE bigint;', before: 'CREATE TABLE t (a int);' },
    { sql: 'ALTER TABLE t ALTER a SET DATA TYPE text USING a::text;' },
    {
      sql: 'ALTER TABLE t ALTER COLUMN a TYPE numeric(12, 4);',
      before: 'CREATE TABLE t (a numeric(10, 2));',
    },
  ],
};
