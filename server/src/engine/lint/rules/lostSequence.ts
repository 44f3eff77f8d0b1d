import { lastRename } from '../ahead.ts';
import type { StatementRule } from '../rule.ts';

export const lostSequence: StatementRule = {
  id: 'lost-sequence',
  category: 'data',
  scope: 'statement',
  severity: 'information',
  dialects: ['sqlite'],
  what: 'A table with AUTOINCREMENT is built anew, and its last number is not carried over.',
  why: 'The new table counts from the highest row that was copied: numbers of rows that were deleted are given again.',
  instead:
    "Copy the number before the old table goes: UPDATE sqlite_sequence SET seq = (… WHERE name = 'old') WHERE name = 'new'.",
  check(context) {
    const { node, statements, statement, catalog } = context;
    if (node.kind !== 'drop' || node.object !== 'TABLE') return;
    for (const name of node.names) {
      const comesBack = (lastRename(statements, name.key) ?? -1) > statement.index;
      if (!comesBack || !/\bautoincrement\b/i.test(catalog.table(name.key)?.statement ?? '')) continue;
      if (statements.some(({ kind, text }) => kind.class === 'dml' && /\bsqlite_sequence\b/i.test(text)))
        continue;
      context.report(name, `The last number that ${name.name} has given is forgotten.`);
    }
  },
  claim: { kind: 'changes', probe: "SELECT seq FROM sqlite_sequence WHERE name = 't'" },
  good: [
    {
      before: 'CREATE TABLE t (id integer PRIMARY KEY AUTOINCREMENT);',
      world: 'INSERT INTO t VALUES (7);\nDELETE FROM t;\nINSERT INTO t VALUES (1);',
      sql: "CREATE TABLE n (id integer PRIMARY KEY AUTOINCREMENT, a text);\nINSERT INTO n (id) SELECT id FROM t;\nUPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 't') WHERE name = 'n';\nDROP TABLE t;\nALTER TABLE n RENAME TO t;",
    },
  ],
  bad: [
    {
      before: 'CREATE TABLE t (id integer PRIMARY KEY AUTOINCREMENT);',
      world: 'INSERT INTO t VALUES (7);\nDELETE FROM t;\nINSERT INTO t VALUES (1);',
      sql: 'CREATE TABLE n (id integer PRIMARY KEY AUTOINCREMENT, a text);\nINSERT INTO n (id) SELECT id FROM t;\nDROP TABLE t;\nALTER TABLE n RENAME TO t;',
    },
  ],
};
