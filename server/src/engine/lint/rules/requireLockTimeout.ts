import type { SectionRule } from '../rule.ts';

export const requireLockTimeout: SectionRule = {
  id: 'require-lock-timeout',
  category: 'locking',
  scope: 'section',
  severity: 'information',
  dialects: ['postgres'],
  what: 'Tables that are in use are locked without a limit to the wait.',
  why: 'A statement that waits behind a long query makes every later query wait behind it: the table stands still.',
  instead:
    'Write `-- migrate:lock-timeout 5s` (with `-- migrate:retry 3`), or set tableLockTimeout in the configuration.',
  check({ section, statements, lockTimeout, direction, report }) {
    if (direction === 'down' || lockTimeout || section.limits.lockTimeoutMs !== undefined) return;
    const limits = statements.findIndex(({ text }) => limitsWait.test(text));
    const locking = statements.filter(({ touchesExisting, kind }) => touchesExisting && !kind.concurrently);
    const first = locking.find(({ index }) => limits < 0 || index < limits);
    if (first === undefined) return;
    const line = section.text.lastIndexOf('\n', first.start - 1) + 1;
    const related = locking
      .filter(({ index }) => index > first.index)
      .slice(0, 10)
      .map(({ start, end }) => ({ start, end, message: 'This one waits without a limit, too.' }));
    report({ start: first.start, end: first.end }, 'Nothing limits the wait for the lock that this takes.', {
      related,
      fixes: [
        {
          title: 'Limit the wait to 5 seconds',
          edits: [{ start: line, end: line, text: '-- migrate:lock-timeout 5s\n' }],
        },
      ],
    });
  },
  good: [
    { sql: '-- migrate:lock-timeout 5s\nALTER TABLE users ADD COLUMN a int;' },
    { sql: "SET lock_timeout = '5s';\nALTER TABLE users ADD COLUMN a int;" },
    { sql: 'CREATE TABLE t (a int);\nALTER TABLE t ADD COLUMN b int;' },
  ],
  bad: [
    {
      sql: 'ALTER TABLE users ADD COLUMN a int;\nALTER TABLE users ADD COLUMN b int;',
      world: 'CREATE TABLE users (id int);',
    },
  ],
};

const limitsWait =
  /^\s*(?:set\s+(?:local\s+|session\s+)?lock_timeout\b(?!\s*(?:=|to)\s*'?0)|select\s+(?:pg_catalog\.)?set_config\s*\(\s*'lock_timeout')/i;
