import type { StatementRule } from '../rule.ts';
import { hasWords } from '../words.ts';

export const disableTrigger: StatementRule = {
  id: 'disable-trigger',
  category: 'data',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'Triggers of a table are switched off.',
  why: 'With ALL, foreign keys are switched off, too: rows that break them stay, and nothing checks them later.',
  instead: 'Name the one trigger that is meant, and enable it again in the same transaction.',
  check(context) {
    const { node, statements, statement } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind !== 'trigger' || action.enable) continue;
      const all = hasWords(context, 'TRIGGER', 'ALL');
      const back = statements.some(
        ({ node: one, index }) =>
          index > statement.index &&
          one.kind === 'alterTable' &&
          one.table.key === node.table.key &&
          one.actions.some((other) => other.kind === 'trigger' && other.enable),
      );
      if (back && !all) continue;
      context.report(
        action,
        all
          ? `Foreign keys of ${node.table.name} are not checked.`
          : `A trigger of ${node.table.name} stays off.`,
      );
    }
  },
  claim: {
    kind: 'changes',
    probe: "SELECT count(*) AS n FROM pg_trigger WHERE tgenabled = 'D'",
    world:
      'CREATE TABLE users (id int PRIMARY KEY);\nCREATE TABLE t (a int REFERENCES users (id), b boolean);\nCREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;\nCREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();',
  },
  good: [
    { sql: 'ALTER TABLE t DISABLE TRIGGER g;\nUPDATE t SET a = 1 WHERE b;\nALTER TABLE t ENABLE TRIGGER g;' },
  ],
  bad: [{ sql: 'ALTER TABLE t DISABLE TRIGGER ALL;' }, { sql: 'ALTER TABLE t DISABLE TRIGGER g;' }],
};
