import { columnsOf } from '../columns.ts';
import { columnIn, type StatementRule } from '../rule.ts';

export const primaryKeyType: StatementRule = {
  id: 'primary-key-type',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['mysql', 'mariadb', 'postgres'],
  what: 'A primary key is no integer and no fixed binary.',
  why: 'Every index holds the key of the row: a long text makes all of them large and slow.',
  instead: 'Use BIGINT or a uuid, and a unique index on the text.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'createTable' && node.kind !== 'alterTable') return;
    const constraints =
      node.kind === 'createTable'
        ? node.constraints
        : node.actions.flatMap((action) => (action.kind === 'addConstraint' ? [action.constraint] : []));
    const named = constraints.find(({ type }) => type === 'primaryKey')?.columns ?? [];
    const keys = new Map(named.map((name) => [name.key, name] as const));
    for (const { column } of columnsOf(node)) {
      const key = keys.get(column.name.key);
      keys.delete(column.name.key);
      if ((key !== undefined || column.primaryKey !== null) && isLong(column.type?.text ?? ''))
        context.report(column.type, `${column.name.name} is a key of type ${column.type?.text}.`);
    }
    for (const name of keys.values()) {
      const known = columnIn(context, node.table, name);
      if (known !== null && isLong(known.type))
        context.report(name, `${name.name} is a key of type ${known.type}.`);
    }
  },
  good: [{ sql: 'CREATE TABLE t (id bigint PRIMARY KEY, name varchar(20));' }],
  bad: [{ sql: 'CREATE TABLE t (id varchar(36) PRIMARY KEY);' }],
};

function isLong(type: string): boolean {
  return /^(?:var)?char|text|^character/i.test(type.trim());
}
