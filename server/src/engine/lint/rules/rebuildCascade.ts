import type { StatementRule } from '../rule.ts';

export const rebuildCascade: StatementRule = {
  id: 'rebuild-cascade',
  category: 'data',
  scope: 'statement',
  severity: 'error',
  dialects: ['sqlite'],
  what: 'A table that others refer to is dropped while foreign keys are on.',
  why: 'SQLite deletes its rows first: ON DELETE CASCADE empties the tables that refer to it, and others make it fail.',
  instead:
    'Write `-- migrate:up transaction:false` and `PRAGMA foreign_keys = OFF` in front, and `PRAGMA foreign_key_check` behind.',
  check(context) {
    const { node, catalog, statements, statement } = context;
    if (node.kind !== 'drop' || node.object !== 'TABLE') return;
    const off = statements.some(
      ({ text, index, inTransaction }) =>
        index < statement.index &&
        !inTransaction &&
        /^\s*pragma\s+(?:\w+\.)?foreign_keys\s*(?:=|\()\s*(?:off|0|false|no)/i.test(text),
    );
    if (off) return;
    for (const name of node.names) {
      const child = catalog.tables.find(
        ({ key, keys }) => key !== name.key && keys.some(({ references }) => references === name.key),
      );
      if (child !== undefined) context.report(name, `${child.name} refers to ${name.name}.`);
    }
  },
  claim: { kind: 'changes', probe: 'SELECT count(*) AS n FROM b' },
  good: [
    {
      before:
        'CREATE TABLE a (id integer PRIMARY KEY);\nCREATE TABLE b (a integer REFERENCES a (id) ON DELETE CASCADE);',
      world: 'INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);',
      sql: 'PRAGMA foreign_keys = OFF;\nBEGIN;\nCREATE TABLE a2 (id integer PRIMARY KEY, n text);\nINSERT INTO a2 (id) SELECT id FROM a;\nDROP TABLE a;\nALTER TABLE a2 RENAME TO a;\nPRAGMA foreign_key_check;\nCOMMIT;',
      outside: true,
    },
  ],
  bad: [
    {
      before:
        'CREATE TABLE a (id integer PRIMARY KEY);\nCREATE TABLE b (a integer REFERENCES a (id) ON DELETE CASCADE);',
      world: 'INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);',
      sql: 'CREATE TABLE a2 (id integer PRIMARY KEY, n text);\nINSERT INTO a2 (id) SELECT id FROM a;\nDROP TABLE a;\nALTER TABLE a2 RENAME TO a;',
    },
  ],
};
