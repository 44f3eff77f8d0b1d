import { columnIn, type StatementRule } from '../rule.ts';
import { parseType } from '../structure/type.ts';
import { typeChange } from '../typeChange.ts';

export const typeNarrowing: StatementRule = {
  id: 'type-narrowing',
  category: 'data',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb'],
  what: 'A column gets a type that holds less than the one it has.',
  why: 'Values that do not fit make the statement fail, or are cut where the server is not strict.',
  instead: 'Check what is in the column first, or fill a new column and exchange the two.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind !== 'alterType' && action.kind !== 'modifyColumn') continue;
      const type = action.kind === 'alterType' ? action.type : action.to.type;
      const before = columnIn(context, node.table, action.column);
      if (
        type === null ||
        before === null ||
        before.type === '' ||
        type.base === 'enum' ||
        type.base === 'set'
      )
        continue;
      if (typeChange(parseType(before.type), type) !== 'narrow') continue;
      context.report(
        type,
        `${node.table.name}.${action.column.name} is ${before.type}: not every value fits into ${type.text}.`,
      );
    }
  },
  claim: { kind: 'fails' },
  good: [
    {
      sql: 'ALTER TABLE users ALTER COLUMN name TYPE varchar(200);',
      dialect: 'postgres',
      world: "INSERT INTO users VALUES (repeat('x', 60));",
      before: 'CREATE TABLE users (name varchar(100));',
    },
  ],
  bad: [
    {
      sql: 'ALTER TABLE users ALTER COLUMN name TYPE varchar(50);',
      dialect: 'postgres',
      world: "INSERT INTO users VALUES (repeat('x', 60));",
      before: 'CREATE TABLE users (name varchar(100));',
    },
    {
      sql: 'ALTER TABLE t MODIFY n int;',
      world: 'INSERT INTO t VALUES (5000000000);',
      before: 'CREATE TABLE t (n bigint);',
      dialect: 'mysql',
    },
    {
      sql: 'ALTER TABLE t ALTER COLUMN n TYPE numeric(8, 2);',
      dialect: 'postgres',
      world: 'INSERT INTO t VALUES (1.2345);',
      claim: { kind: 'changes', probe: 'SELECT n FROM t' },
      before: 'CREATE TABLE t (n numeric(10, 4));',
    },
  ],
};
