import type { WrittenName } from '../../catalog/facts.ts';
import type { StatementRule } from '../rule.ts';
import type { Span } from '../structure/tree.ts';

export const renameTable: StatementRule = {
  id: 'rename-table',
  category: 'compatibility',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'A table gets another name, or moves to another schema.',
  why: 'Programs that run while the migration is applied still use the old name, and fail at once.',
  instead: 'Leave a view of the old name in its place until every program knows the new one.',
  check(context) {
    const { node, statements, statement } = context;
    const tell = (from: WrittenName, to: WrittenName, span: Span): void => {
      if (context.isNew(from.key)) return;
      // A table takes the place of this one at once: a rebuild.
      const replaced = statements.some(
        (other) =>
          other !== statement &&
          ((other.node.kind === 'alterTable' &&
            other.node.actions.some(
              (action) => action.kind === 'renameTable' && action.to.key === from.key,
            )) ||
            (other.node.kind === 'rename' && other.node.pairs.some(([, name]) => name.key === from.key)) ||
            (other.node.kind === 'createTable' && other.node.table.key === from.key) ||
            (other.kind.object === 'VIEW' && other.kind.name?.at(-1)?.toLowerCase() === from.key)),
      );
      if (!replaced) context.report(span, `${from.name} is called ${to.name} from now on.`);
    };
    if (node.kind === 'rename') {
      const taken = new Set(node.pairs.map(([, to]) => to.key));
      for (const [from, to] of node.pairs) if (!taken.has(from.key)) tell(from, to, to);
    }
    if (node.kind !== 'alterTable') return;
    for (const action of node.actions) {
      if (action.kind === 'renameTable') tell(node.table, action.to, action);
      else if (action.kind === 'other' && action.words[0] === 'SET' && action.words[1] === 'SCHEMA')
        if (!context.isNew(node.table.key))
          context.report(action, `${node.table.name} moves to another schema.`);
    }
  },
  claim: { kind: 'changes', probe: 'SELECT count(*) AS n FROM users', world: 'CREATE TABLE users (id int);' },
  good: [
    {
      sql: 'ALTER TABLE users RENAME TO people;\nCREATE VIEW users AS SELECT * FROM people;',
      before: 'CREATE TABLE users (id int);',
    },
  ],
  bad: [
    { sql: 'ALTER TABLE users RENAME TO people;' },
    { sql: 'RENAME TABLE users TO people;', dialect: 'mysql' },
    {
      sql: 'ALTER TABLE users SET SCHEMA audit;',
      world: 'CREATE TABLE users (id int);\nCREATE SCHEMA audit;',
      dialect: 'postgres',
    },
  ],
};
