import { lastRename } from '../ahead.ts';
import type { StatementRule } from '../rule.ts';

export const lostAfterRebuild: StatementRule = {
  id: 'lost-after-rebuild',
  category: 'data',
  scope: 'statement',
  severity: 'warning',
  dialects: ['sqlite'],
  what: 'A table is built anew, and its indexes or triggers are not.',
  why: 'They were dropped together with the old table, and nothing says so.',
  instead: 'Create them again behind the rename.',
  check(context) {
    const { node, statements, statement, catalog } = context;
    if (node.kind !== 'drop' || node.object !== 'TABLE') return;
    for (const name of node.names) {
      const comesBack = (lastRename(statements, name.key) ?? -1) > statement.index;
      if (!comesBack) continue;
      const later = statements.filter(({ index }) => index > statement.index);
      const made = new Set(
        later.flatMap(({ kind }) => (kind.verb === 'CREATE' ? [kind.name?.at(-1)?.toLowerCase()] : [])),
      );
      const indexes = (catalog.table(name.key)?.keys ?? []).filter(
        ({ key, type }) =>
          key !== null && catalog.index(key) !== null && (type === 'index' || type === 'unique'),
      );
      const lost = [...indexes, ...catalog.triggersOf(name.key)].filter(
        ({ key }) => !made.has(key ?? undefined),
      );
      if (lost.length > 0)
        context.report(
          name,
          `${lost.map((one) => one.name).join(', ')} of ${name.name} ${lost.length === 1 ? 'is' : 'are'} not made again.`,
        );
    }
  },
  claim: { kind: 'changes', probe: "SELECT count(*) AS n FROM sqlite_schema WHERE name IN ('i', 'g')" },
  good: [
    {
      before: 'CREATE TABLE t (a int);\nCREATE INDEX i ON t (a);',
      sql: 'CREATE TABLE n (a text);\nINSERT INTO n SELECT a FROM t;\nDROP TABLE t;\nALTER TABLE n RENAME TO t;\nCREATE INDEX i ON t (a);',
    },
  ],
  bad: [
    {
      before:
        'CREATE TABLE t (a int);\nCREATE INDEX i ON t (a);\nCREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;',
      sql: 'CREATE TABLE n (a text);\nINSERT INTO n SELECT a FROM t;\nDROP TABLE t;\nALTER TABLE n RENAME TO t;',
    },
  ],
};
