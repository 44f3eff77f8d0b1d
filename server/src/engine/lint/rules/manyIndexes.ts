import type { WrittenName } from '../../catalog/facts.ts';
import type { StatementRule } from '../rule.ts';
import { tableIn } from '../rule.ts';
import type { Span } from '../structure/tree.ts';

/** A table that is written to keeps up with so many. */
const most = 5;

export const manyIndexes: StatementRule = {
  id: 'many-indexes',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: `A table has more than ${most} indexes.`,
  why: 'Every INSERT, and many an UPDATE, writes to each of them.',
  instead: 'Drop those that no query uses, or have one index for several queries.',
  check(context) {
    const { node } = context;
    const tell = (table: WrittenName, span: Span, more: number): void => {
      const keys = (tableIn(context, table)?.keys ?? []).filter(({ type }) => indexed.has(type));
      if (keys.length <= most && keys.length + more > most)
        context.report(span, `${table.name} has ${keys.length + more} indexes with this one.`);
    };
    if (node.kind === 'createIndex') tell(node.table, node.index ?? node.keyword, 1);
    if (node.kind !== 'alterTable') return;
    const added = node.actions.filter(
      (action) => action.kind === 'addConstraint' && indexed.has(action.constraint.type),
    );
    if (added.length > 0) tell(node.table, added.at(-1)!, added.length);
  },
  good: [{ before: 'CREATE TABLE t (a int);\nCREATE INDEX i1 ON t (a);', sql: 'CREATE INDEX i2 ON t (a);' }],
  bad: [
    {
      before: `CREATE TABLE t (a int, b int);\n${Array.from({ length: most }, (_, index) => `CREATE INDEX i${index} ON t (a);`).join('\n')}`,
      sql: 'CREATE INDEX last ON t (b);',
    },
  ],
};

const indexed: ReadonlySet<string> = new Set(['primaryKey', 'unique', 'index', 'fulltext', 'spatial']);
