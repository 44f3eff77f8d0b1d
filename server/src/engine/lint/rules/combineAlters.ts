import type { LintStatement, SectionRule } from '../rule.ts';
import type { Action } from '../structure/tree.ts';

export const combineAlters: SectionRule = {
  id: 'combine-alters',
  category: 'locking',
  scope: 'section',
  severity: 'hint',
  dialects: ['postgres', 'mysql', 'mariadb'],
  what: 'Several ALTER TABLE of one table follow each other.',
  why: 'Each one takes its lock and may read or copy the table by itself; one statement does it once.',
  instead: 'Put the actions into one ALTER TABLE, with commas between them.',
  check({ statements, isNew, report }) {
    const first = new Map<string, LintStatement>();
    for (const one of statements) {
      if (one.node.kind !== 'alterTable' || isNew(one.node.table.key) || !one.node.actions.every(joins))
        continue;
      const { key, name } = one.node.table;
      const before = first.get(key);
      if (before === undefined) first.set(key, one);
      else if (before.transaction === one.transaction) {
        const related = [{ start: before.start, end: before.end, message: `${name} is altered here, too.` }];
        report({ start: one.start, end: one.end }, `${name} is altered more than once.`, { related });
        return;
      }
    }
  },
  good: [{ sql: 'ALTER TABLE a ADD COLUMN x int, ADD COLUMN y int;' }],
  bad: [{ sql: 'ALTER TABLE a ADD COLUMN x int;\nALTER TABLE a ADD COLUMN y int;' }],
};

/** Actions that can stand beside others. */
function joins({ kind }: Action): boolean {
  return ![
    'renameTable',
    'renameColumn',
    'renameKey',
    'validateConstraint',
    'attachPartition',
    'detachPartition',
  ].includes(kind);
}
