import type { StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const dropCascade: StatementRule = {
  id: 'drop-cascade',
  category: 'data',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'DROP … CASCADE, or DROP OWNED, drops more than it names.',
  why: 'Views, foreign keys, functions and columns that depend on it go without being listed anywhere.',
  instead: 'Drop what depends on it by name, then the thing itself.',
  check(context) {
    const { node } = context;
    if (node.kind === 'drop' && node.cascade !== null && node.object !== 'SCHEMA') {
      if (node.names.length > 0 && node.names.every(({ key }) => context.isNew(key))) return;
      context.report(node.cascade, `What depends on ${node.names[0]?.name ?? 'it'} is dropped, too.`);
    }
    const owned = context.statement.kind.verb === 'DROP' ? wordSpan(context, 'DROP', 'OWNED', 'BY') : null;
    if (owned?.start === 0) context.report(owned, 'Everything that the role owns is dropped.');
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions)
      if (action.kind === 'dropColumn' && action.cascade)
        context.report(action, `What depends on ${node.table.name}.${action.column.name} is dropped, too.`);
  },
  claim: {
    kind: 'changes',
    probe:
      "SELECT count(*) AS n FROM pg_attribute WHERE attrelid IN (SELECT oid FROM pg_class WHERE relname IN ('t', 'summary')) AND attnum > 0 AND NOT attisdropped",
    world:
      "CREATE TYPE mood AS ENUM ('sad');\nCREATE TABLE t (id int, m mood);\nCREATE VIEW report AS SELECT 1 AS a;\nCREATE VIEW summary AS SELECT a FROM report;",
  },
  good: [
    { sql: 'DROP VIEW report;', world: 'CREATE TABLE t (id int);\nCREATE VIEW report AS SELECT 1 AS a;' },
  ],
  bad: [
    { sql: 'DROP TYPE mood CASCADE;' },
    { sql: 'DROP VIEW report CASCADE;' },
    {
      sql: 'DROP OWNED BY old_program;',
      world:
        'DO $$ BEGIN CREATE ROLE old_program; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$;\nCREATE TABLE t (id int);\nALTER TABLE t OWNER TO old_program;',
    },
  ],
};
