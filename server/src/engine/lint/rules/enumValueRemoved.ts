import { columnIn, type StatementRule } from '../rule.ts';
import { parseType } from '../structure/type.ts';
import { typeChange } from '../typeChange.ts';

export const enumValueRemoved: StatementRule = {
  id: 'enum-value-removed',
  category: 'data',
  scope: 'statement',
  severity: 'warning',
  dialects: ['mysql', 'mariadb'],
  what: 'An ENUM or SET loses a value, or the values get another order.',
  why: 'Rows with a value that is gone fail in strict mode and become empty without it; a new order copies the table.',
  instead:
    'Append values at the end only; take a value out after no row has it, and put the rest as they were.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind !== 'modifyColumn' || action.to.type === null) continue;
      const before = columnIn(context, node.table, action.column);
      if (before === null || !/^\s*(?:enum|set)\b/i.test(before.type)) continue;
      const old = parseType(before.type);
      if (action.to.type.base !== old.base || typeChange(old, action.to.type) !== 'narrow') continue;
      const now = new Set(action.to.type.arguments);
      const gone = old.arguments.filter((value) => !now.has(value));
      const what = gone.length > 0 ? `loses ${gone.join(', ')}` : 'gets its values in another order';
      context.report(action.to.type, `${node.table.name}.${action.column.name} ${what}.`);
    }
  },
  claim: { kind: 'fails' },
  good: [
    { sql: "ALTER TABLE t MODIFY s ENUM('a', 'b', 'c');", before: "CREATE TABLE t (s ENUM('a', 'b'));" },
  ],
  bad: [
    {
      sql: "ALTER TABLE t MODIFY s ENUM('a');",
      world: "INSERT INTO t VALUES ('b');",
      before: "CREATE TABLE t (s ENUM('a', 'b'));",
    },
    {
      sql: "ALTER TABLE t MODIFY s ENUM('b', 'a');",
      claim: { kind: 'copies' },
      before: "CREATE TABLE t (s ENUM('a', 'b'));",
    },
  ],
};
