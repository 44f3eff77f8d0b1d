import type { WrittenName } from '../../catalog/facts.ts';
import { columnsOf, constraintsOf } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const namingKey: StatementRule = {
  id: 'naming-key',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'An index or constraint is not called by its kind, table and columns.',
  why: 'An error message names it, and then nobody knows what it is about.',
  instead: 'Call it idx_, uk_, pk_ or fk_, then the table, then the columns.',
  check(context) {
    const { node } = context;
    const tell = (
      name: WrittenName | null,
      type: string,
      table: WrittenName,
      columns: readonly WrittenName[],
      to = '',
    ): void => {
      if (name === null) return;
      const prefix = prefixes[type];
      if (prefix === undefined) return;
      const rest = columns.map(({ name: one }) => one).join('_');
      const wanted = [prefix, table.name, rest, to]
        .filter((part) => part !== '')
        .join('_')
        .toLowerCase();
      const fits =
        columns.length === 0
          ? name.name.toLowerCase().startsWith(`${prefix}_`)
          : name.name.toLowerCase() === wanted;
      if (!fits)
        context.report(
          name,
          `${name.name} would be called ${columns.length === 0 ? `${prefix}_…` : wanted}.`,
        );
    };
    if (node.kind === 'createIndex')
      tell(node.index, node.unique ? 'unique' : 'index', node.table, node.columns);
    const constraints = constraintsOf(node);
    if (node.kind !== 'createTable' && node.kind !== 'alterTable') {
      const renamed = /^\s*alter\s+index\s+(?:if\s+exists\s+)?\S+\s+rename\s+to\s+(\S+)/i.exec(
        context.statement.text,
      );
      const old = /^\s*alter\s+index\s+(?:if\s+exists\s+)?"?(?:\w*_)?(pk|uk|fk|idx|index)/i.exec(
        context.statement.text,
      )?.[1];
      if (renamed !== null && !/^"?(?:idx|uk|pk|fk)_\w+_\w+_\w+/i.test(renamed[1]!) && old !== undefined)
        context.report(null, `${renamed[1]} does not say what it is about.`);
      return;
    }
    for (const { type, name, columns, references, usingIndex } of constraints) {
      const to =
        references === null
          ? ''
          : [references.table.name, ...references.columns.map(({ name: one }) => one)].join('_');
      if (usingIndex === null) tell(name, type, node.table, columns, to);
      else if (
        name !== null &&
        !new RegExp(`^${prefixes[type]}_${node.table.name}_\\w+`, 'i').test(name.name)
      )
        context.report(name, `${name.name} does not name its columns.`);
    }
    if (node.kind !== 'alterTable') return;
    for (const { column } of columnsOf(node)) {
      if (column.references === null) continue;
      const named = /\bconstraint\s+(\w+)\s+references/i.exec(context.statement.text)?.[1];
      const { table, columns } = column.references;
      const wanted = [
        'fk',
        node.table.name,
        column.name.name,
        table.name,
        ...columns.map(({ name: one }) => one),
      ]
        .join('_')
        .toLowerCase();
      if (named !== undefined && named.toLowerCase() !== wanted)
        context.report(column.references, `${named} would be called ${wanted}.`);
    }
  },
  good: [{ sql: 'CREATE INDEX idx_book_id_name ON book (id, name);' }],
  bad: [
    { sql: 'CREATE INDEX book_id_name ON book (id, name);' },
    { sql: 'ALTER TABLE book ADD CONSTRAINT fk_author FOREIGN KEY (author_id) REFERENCES author (id);' },
  ],
};

const prefixes: Readonly<Record<string, string>> = {
  index: 'idx',
  unique: 'uk',
  primaryKey: 'pk',
  foreignKey: 'fk',
};
