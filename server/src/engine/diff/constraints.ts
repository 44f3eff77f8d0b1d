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
  const names = new Set(before.map((constraint) => constraint.name).filter((name) => name !== null));
  for (const key of [nameAndContent, content]) {
    const left = new Map<string, Constraint[]>();
    for (const constraint of before) {
      if (taken.has(constraint)) continue;
      const same = left.get(key(constraint));
      if (same === undefined) left.set(key(constraint), [constraint]);
      else same.push(constraint);
    }
    // From the end, so that taking one is cheap; two alike meet in their order.
    for (const list of left.values()) list.reverse();
    for (const constraint of after) {
      if (pairs.has(constraint)) continue;
      // A name that is in use cannot be given by renaming.
      if (key === content && constraint.name !== null && names.has(constraint.name)) continue;
      const was = left.get(key(constraint))?.pop();
      if (was === undefined) continue;
      pairs.set(constraint, was);
      taken.add(was);
    }
  }
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
