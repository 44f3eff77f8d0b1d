import { columnsOf } from '../columns.ts';
import { columnIn, type StatementRule } from '../rule.ts';

export const indexOnBlob: StatementRule = {
  id: 'index-on-blob',
  category: 'style',
  scope: 'statement',
  severity: 'information',
  dialects: ['mysql', 'mariadb'],
  what: 'A BLOB or TEXT is part of an index.',
  why: 'Only the first bytes are in the index: it is large, and cannot tell long values apart.',
  instead: 'Index a hash of it, in a generated column.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'createTable' && node.kind !== 'alterTable' && node.kind !== 'createIndex') return;
    const own = new Map(
      columnsOf(node).map(({ column }) => [column.name.key, column.type?.text ?? ''] as const),
    );
    const lists =
      node.kind === 'createIndex'
        ? [node.columns]
        : (node.kind === 'createTable'
            ? node.constraints
            : node.actions.flatMap((action) => (action.kind === 'addConstraint' ? [action.constraint] : []))
          )
            .filter(({ type }) => type !== 'fulltext' && type !== 'spatial' && type !== 'foreignKey')
            .map(({ columns }) => columns);
    for (const name of lists.flat()) {
      const type = own.get(name.key) ?? columnIn(context, node.table, name)?.type ?? '';
      if (/^(?:tiny|medium|long)?(?:blob|text)\b/i.test(type))
        context.report(name, `${name.name} is ${type}.`);
    }
    for (const { column } of columnsOf(node))
      if (
        (column.primaryKey ?? column.unique) !== null &&
        /^(?:tiny|medium|long)?(?:blob|text)$/.test(column.type?.base ?? '')
      )
        context.report(column.name, `${column.name.name} is ${column.type?.text}.`);
  },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, b blob, FULLTEXT (c), c text);' }],
  bad: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, b blob, INDEX i (b(10)));' }],
};
