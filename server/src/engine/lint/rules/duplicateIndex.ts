import type { WrittenName } from '../../catalog/facts.ts';
import { constraintsOf } from '../columns.ts';
import { type StatementRule, tableIn } from '../rule.ts';
import type { Span } from '../structure/tree.ts';
import { hasWords, wordSpan } from '../words.ts';

export const duplicateIndex: StatementRule = {
  id: 'duplicate-index',
  category: 'style',
  scope: 'statement',
  severity: 'information',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'An index has the columns of another one.',
  why: 'Every write keeps both up to date, and no query needs the second.',
  instead: 'Leave it out.',
  check(context) {
    const { node } = context;
    const seen: { readonly name: string | null; readonly columns: string }[] = [];
    const known = 'table' in node && node.table !== null ? tableIn(context, node.table) : null;
    if (node.kind !== 'createTable')
      for (const key of known?.keys ?? [])
        if (key.type !== 'foreignKey' && key.type !== 'check' && !key.partial)
          seen.push({ name: key.name, columns: key.columns.join(',') });
    const look = (
      name: WrittenName | null,
      span: Span,
      columns: readonly WrittenName[],
      size: number,
    ): void => {
      const list = columns.map(({ key }) => key).join(',');
      const other = seen.find((one) => one.columns === list);
      if (size !== columns.length || columns.length === 0) return;
      if (other === undefined) seen.push({ name: name?.name ?? null, columns: list });
      else context.report(name ?? span, `${other.name ?? 'A key'} has the same columns.`);
    };
    if (node.kind === 'createIndex' && !wordSpan(context, 'WHERE') && !hasWords(context, 'USING'))
      look(node.index, node.keyword, node.columns, node.size);
    const constraints = constraintsOf(node);
    for (const one of constraints)
      if (one.usingIndex === null && ['index', 'unique', 'primaryKey'].includes(one.type))
        look(one.name, one.keyword, one.columns, one.size);
  },
  good: [
    {
      sql: 'CREATE INDEX j ON t (a, b);',
      before: 'CREATE TABLE t (a int, b int);\nCREATE INDEX i ON t (a);',
    },
  ],
  bad: [
    { sql: 'CREATE INDEX j ON t (a);', before: 'CREATE TABLE t (a int);\nCREATE INDEX i ON t (a);' },
    { sql: 'CREATE TABLE t (id int PRIMARY KEY, a int, INDEX i (a), INDEX j (a));', dialect: 'mysql' },
  ],
};
