import type { StatementRule } from '../rule.ts';

export const noStoredProgram: StatementRule = {
  id: 'no-stored-program',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'A function, procedure, trigger or event is made, in a project that wants none.',
  why: 'What it does is not in the program, and is not seen where the rows are written.',
  instead: 'Do it in the program.',
  check(context) {
    const { kind } = context.statement;
    if (kind.verb === 'CREATE' && programs.has(kind.object ?? ''))
      context.report(null, `${kind.name?.at(-1) ?? 'This'} is a ${kind.object?.toLowerCase()}.`);
  },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY);' }],
  bad: [
    { sql: 'CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;' },
    { sql: 'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t WHERE a = 1;', dialect: 'mysql' },
    { sql: 'CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;', dialect: 'sqlite' },
  ],
};

const programs: ReadonlySet<string> = new Set(['FUNCTION', 'PROCEDURE', 'TRIGGER', 'EVENT']);
