import type { WrittenName } from '../../catalog/facts.ts';
import { columnsOf, constraintsOf } from '../columns.ts';
import type { SectionRule } from '../rule.ts';
import type { Span } from '../structure/tree.ts';

export const foreignKeyWithoutIndex: SectionRule = {
  id: 'foreign-key-without-index',
  category: 'locking',
  scope: 'section',
  severity: 'hint',
  dialects: ['postgres', 'sqlite'],
  what: 'No index begins with the columns of a foreign key.',
  why: 'Every delete or change of the row it refers to reads the whole referring table.',
  instead: 'Create an index on the columns.',
  check({ statements, catalog, report }) {
    for (const { node, start } of statements) {
      const found: {
        readonly table: WrittenName;
        readonly span: Span;
        readonly columns: readonly WrittenName[];
      }[] = [];
      for (const { table, column } of columnsOf(node))
        if (column.references !== null)
          found.push({ table, span: column.references, columns: [column.name] });
      const constraints = constraintsOf(node);
      for (const one of constraints)
        if (one.type === 'foreignKey' && (node.kind === 'createTable' || node.kind === 'alterTable'))
          found.push({ table: node.table, span: one, columns: one.columns });
      for (const { table, span, columns } of found) {
        const known = catalog.table(table.key);
        if (known === null && node.kind === 'createTable') continue;
        const covered = (known?.keys ?? []).some(
          (key) =>
            key.type !== 'foreignKey' &&
            key.type !== 'check' &&
            !key.partial &&
            columns.every((one) => key.columns.slice(0, columns.length).includes(one.key)),
        );
        if (!covered && columns.length > 0)
          report(
            { start: start + span.start, end: start + span.end },
            `No index of ${table.name} begins with ${columns.map(({ name }) => name).join(', ')}.`,
          );
      }
    }
  },
  good: [
    { sql: 'CREATE TABLE t (id int PRIMARY KEY, u int REFERENCES users (id));\nCREATE INDEX i ON t (u);' },
  ],
  bad: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, u int REFERENCES users (id));' }],
};
