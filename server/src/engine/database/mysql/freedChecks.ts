import type { Change, TableChange } from '../../diff/change.ts';
import type { Constraint } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import type { Flavour } from './flavour.ts';
import { takenNames } from './foreignKeyPlan.ts';
import { identifier } from './literal.ts';
import { statement } from './statement.ts';
import { dropConstraint } from './tableClauses.ts';

/**
 * MySQL's checks have names of the whole database: one whose name another table takes goes before the tables change.
 * `left`: what is then left to do of a table's changes.
 */
export function freedChecks(
  changes: readonly Change[],
  flavour: Flavour,
): {
  readonly statements: readonly DdlStatement[];
  readonly left: (changes: readonly TableChange[]) => readonly TableChange[];
} {
  const done = new Map<TableChange, readonly TableChange[]>();
  const left = (all: readonly TableChange[]) => all.flatMap((change) => done.get(change) ?? [change]);
  const statements: DdlStatement[] = [];
  if (flavour.mariadb) return { statements, left };
  const owners = new Map<string | null, Change[]>();
  for (const change of changes) {
    for (const name of takenNames([change], ({ kind }) => kind === 'check'))
      owners.set(name, [...(owners.get(name) ?? []), change]);
  }
  for (const change of changes) {
    if (change.kind !== 'alterTable') continue;
    for (const inner of change.changes) {
      const going = goingCheck(inner);
      if (going === null || !owners.get(going.name)?.some((owner) => owner !== change)) continue;
      done.set(
        inner,
        inner.kind === 'alterConstraint' ? [{ kind: 'addConstraint', constraint: inner.after }] : [],
      );
      const clause = dropConstraint(going, flavour);
      statements.push(statement(`ALTER TABLE ${identifier(change.before.name)} ${clause}`));
    }
  }
  return { statements, left };
}

/** The check whose name becomes free by a change; null: none does. */
function goingCheck(change: TableChange): Constraint | null {
  if (change.kind === 'dropConstraint') return change.constraint.kind === 'check' ? change.constraint : null;
  if (change.kind !== 'alterConstraint' || change.before.name === change.after.name) return null;
  return change.before.kind === 'check' ? change.before : null;
}
