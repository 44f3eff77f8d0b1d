import type { Constraint } from '../schema/model.ts';
import type { TableChange } from './change.ts';
import { sameAttributes } from './equal.ts';

/**
 * Constraints of one name and one definition are the same; what is left over on both sides with the same definition
 * is a constraint that got another name (also where the database makes names up). The rest is dropped and added.
 */
export function diffConstraints(
  before: readonly Constraint[],
  after: readonly Constraint[],
): readonly TableChange[] {
  const changes: TableChange[] = [];
  const pairs = new Map<Constraint, Constraint>();
  const taken = new Set<Constraint>();
  const match = (
    old: readonly Constraint[],
    wanted: readonly Constraint[],
    key: (each: Constraint) => string,
  ) => {
    const left = new Map<string, Constraint[]>();
    // From the end, so that taking the first is cheap; two alike meet in their order.
    for (const constraint of old.toReversed()) {
      const same = left.get(key(constraint));
      if (same === undefined) left.set(key(constraint), [constraint]);
      else same.push(constraint);
    }
    for (const constraint of wanted) {
      const was = left.get(key(constraint))?.pop();
      if (was === undefined) continue;
      pairs.set(constraint, was);
      taken.add(was);
    }
  };
  match(before, after, nameAndContent);
  // A name that both sides know is in use, and is neither given nor given up by renaming.
  const known = new Set(after.map(({ name }) => name).filter((name) => name !== null));
  const both = new Set(before.map(({ name }) => name).filter((name) => name !== null && known.has(name)));
  match(
    before.filter((each) => !taken.has(each) && !both.has(each.name)),
    after.filter((each) => !pairs.has(each) && !both.has(each.name)),
    content,
  );
  for (const constraint of after) {
    const was = pairs.get(constraint);
    if (was === undefined) changes.push({ kind: 'addConstraint', constraint });
    else if (!sameConstraint(was, constraint)) {
      changes.push({ kind: 'alterConstraint', before: was, after: constraint });
    }
  }
  for (const constraint of before) {
    if (!taken.has(constraint)) changes.push({ kind: 'dropConstraint', constraint });
  }
  return changes;
}

function nameAndContent(constraint: Constraint): string {
  return JSON.stringify([constraint.name, constraint.kind, constraint.definition]);
}

function content(constraint: Constraint): string {
  return JSON.stringify([constraint.kind, constraint.definition]);
}

function sameConstraint(a: Constraint, b: Constraint): boolean {
  return a.name === b.name && a.comment === b.comment && sameAttributes(a.attributes, b.attributes);
}
