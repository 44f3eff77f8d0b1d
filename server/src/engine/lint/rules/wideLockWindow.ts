import type { LintStatement, SectionRule } from '../rule.ts';

export const wideLockWindow: SectionRule = {
  id: 'wide-lock-window',
  category: 'locking',
  scope: 'section',
  severity: 'information',
  dialects: ['postgres'],
  what: 'Several tables that are in use are locked in one transaction.',
  why: 'The first lock is held while the statement waits for the next one, and two that take them in another order deadlock.',
  instead: 'Change one table in a migration.',
  check({ statements, isNew, report }) {
    const locked = new Map<string, LintStatement>();
    let transaction = -1;
    for (const one of statements) {
      if (one.transaction !== transaction) locked.clear();
      transaction = one.transaction;
      if (!one.inTransaction || one.node.kind !== 'alterTable' || isNew(one.node.table.key)) continue;
      const { key, name } = one.node.table;
      const first = [...locked.values()][0];
      if (!locked.has(key) && first !== undefined) {
        const related = [{ start: first.start, end: first.end, message: 'Its lock is held until the end.' }];
        report({ start: one.start, end: one.end }, `${name} is locked while another table already is.`, {
          related,
        });
        return;
      }
      locked.set(key, one);
    }
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    tables: 2,
    world: 'CREATE TABLE a (id int);\nCREATE TABLE b (id int);',
  },
  good: [{ sql: 'ALTER TABLE a ADD COLUMN x int;\nALTER TABLE a ADD COLUMN y int;' }],
  bad: [{ sql: 'ALTER TABLE a ADD COLUMN x int;\nALTER TABLE b ADD COLUMN y int;' }],
};
