import type { StatementRule } from '../rule.ts';

export const existsGuard: StatementRule = {
  id: 'exists-guard',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres', 'mysql', 'mariadb'],
  what: 'A statement outside a transaction cannot be run a second time.',
  why: 'When a later statement fails, those before it stand, and trying again fails at the first one.',
  instead: 'Write IF EXISTS or IF NOT EXISTS.',
  check(context) {
    const { node, statement, statements } = context;
    if (statement.inTransaction || statements.length < 2) return;
    if (node.kind === 'createTable' && !node.ifNotExists && !node.temporary)
      context.report(node.table, 'A second run fails here.');
    else if (node.kind === 'createIndex' && !node.ifNotExists && node.index !== null)
      context.report(node.index, 'A second run fails here.');
    else if (node.kind === 'drop' && !node.ifExists) context.report(node.head, 'A second run fails here.');
    else if (node.kind === 'alterTable') {
      // The last one before that names it drops it, and does not mind when it is not there.
      const guarded = (name: string): boolean => {
        const named = (text: string): boolean => text.split(/[^\w$]+/).includes(name);
        const before = statements.findLast(({ text, index }) => index < statement.index && named(text));
        return before !== undefined && /if\s+exists/i.test(before.text);
      };
      for (const action of node.actions) {
        const bare =
          (action.kind === 'addColumn' && !action.ifNotExists) ||
          (action.kind === 'dropColumn' && !action.ifExists) ||
          (action.kind === 'dropConstraint' && !action.ifExists) ||
          (action.kind === 'addConstraint' &&
            !(action.constraint.name !== null && guarded(action.constraint.name.name)));
        if (bare) context.report(action, 'A second run fails here.');
      }
    }
  },
  good: [
    { sql: 'SELECT 1;\nCREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY);', outside: true },
    { sql: 'CREATE TABLE t (id int PRIMARY KEY);' },
  ],
  bad: [
    { sql: 'SELECT 1;\nALTER TABLE t DROP CONSTRAINT c;', outside: true },
    { sql: 'CREATE INDEX CONCURRENTLY i ON t (a);\nSELECT 1;', outside: true },
    {
      sql: 'ALTER TABLE t DROP CONSTRAINT IF EXISTS u;\nALTER TABLE t ADD CONSTRAINT u UNIQUE (a);\nALTER TABLE t ADD CONSTRAINT u UNIQUE (b);',
      outside: true,
    },
  ],
};
