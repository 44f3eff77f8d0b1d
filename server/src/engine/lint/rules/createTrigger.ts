import type { StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const createTrigger: StatementRule = {
  id: 'create-trigger',
  category: 'locking',
  scope: 'statement',
  severity: 'information',
  dialects: ['postgres'],
  what: 'A trigger is made or dropped on a table that is in use.',
  why: 'Making one takes a SHARE ROW EXCLUSIVE lock, dropping one an ACCESS EXCLUSIVE lock, and every write costs more or less from then on.',
  instead: 'Limit the wait with `-- migrate:lock-timeout`, and make it in a migration of its own.',
  check(context) {
    const { statement } = context;
    const { verb, object } = statement.kind;
    if (object !== 'TRIGGER' || (verb !== 'CREATE' && verb !== 'DROP') || !statement.touchesExisting) return;
    if (context.section.limits.lockTimeoutMs !== undefined || context.lockTimeout) return;
    const what = verb === 'CREATE' ? 'Writes wait' : 'Everything waits';
    context.report(
      wordSpan(context, 'TRIGGER'),
      `${what} on ${statement.kind.tables[0]?.parts.at(-1) ?? 'the table'}.`,
    );
  },
  claim: {
    kind: 'blocks',
    mode: 'SHARE ROW EXCLUSIVE',
    world:
      'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;\nCREATE TABLE t (a int);',
  },
  good: [
    {
      sql: 'CREATE TABLE t (a int);\nCREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();',
      world: 'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;\n',
    },
    {
      sql: '-- migrate:lock-timeout 5s\nDROP TRIGGER g ON t;',
      claim: null,
      world:
        'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;\nCREATE TABLE t (a int);\nCREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();',
    },
  ],
  bad: [
    { sql: 'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();' },
    {
      sql: 'DROP TRIGGER g ON t;',
      world:
        'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;\nCREATE TABLE t (a int);\nCREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();',
    },
  ],
};
