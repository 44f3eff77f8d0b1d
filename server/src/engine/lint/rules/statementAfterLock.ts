import type { LintStatement, SectionRule } from '../rule.ts';

export const statementAfterLock: SectionRule = {
  id: 'statement-after-lock',
  category: 'locking',
  scope: 'section',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres'],
  what: 'Statements follow in the transaction that has locked a table against everything.',
  why: 'The ACCESS EXCLUSIVE lock is held until the transaction ends: nobody reads the table while the others run.',
  instead: 'Put what takes the lock last, or into a migration of its own.',
  check({ statements, report }) {
    let holder: LintStatement | null = null;
    for (const one of statements) {
      if (holder !== null && one.transaction === holder.transaction && works(one)) {
        const related = [
          { start: holder.start, end: holder.end, message: 'Its lock is held until the end.' },
        ];
        report({ start: one.start, end: one.end }, 'This runs while a table is locked against everything.', {
          related,
        });
        return;
      }
      if (one.inTransaction && one.touchesExisting && takesAll(one)) holder = one;
    }
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'reads',
    world: 'CREATE TABLE users (id int);\nINSERT INTO users VALUES (1);',
  },
  good: [
    { sql: 'CREATE TABLE n (id int PRIMARY KEY);\nALTER TABLE users ADD COLUMN a int;' },
    { sql: 'ALTER TABLE users ADD COLUMN a int;\nSELECT 1;', outside: true },
  ],
  bad: [{ sql: 'ALTER TABLE users ADD COLUMN a int;\nSELECT count(*) FROM users;' }],
};

/** Foreign keys and VALIDATE take less. */
function takesAll({ node }: LintStatement): boolean {
  if (node.kind === 'drop') return node.object === 'TABLE' || (node.object === 'INDEX' && !node.concurrently);
  if (node.kind === 'truncate') return true;
  return (
    node.kind === 'alterTable' &&
    node.actions.some(
      (action) =>
        action.kind !== 'validateConstraint' &&
        action.kind !== 'attachPartition' &&
        !(action.kind === 'addConstraint' && action.constraint.type === 'foreignKey'),
    )
  );
}

function works({ kind }: LintStatement): boolean {
  return kind.class === 'ddl' || kind.class === 'dml' || kind.class === 'query' || kind.class === 'utility';
}
