import type { Column } from '../../schema/model.ts';
import type { ColumnPlan } from './alterColumns.ts';
import type { Filling } from './fillRows.ts';
import type { Flavour } from './flavour.ts';

const unsafe = /\b(uuid|uuid_short|rand|random_bytes|sysdate|user|current_user|session_user|system_user)\(/i;

/** A default that may give another value on a replica: MySQL takes none while an ALTER TABLE adds a column. */
function isUnsafe({ default: value }: Column): boolean {
  return value !== null && unsafe.test(value.replace(/'(?:[^'\\]|\\[\s\S]|'')*'/g, "''"));
}

/** New columns with such a default: added without it, filled by an UPDATE, given it then. */
export function unsafeFillings(plan: ColumnPlan, flavour: Flavour): readonly Filling[] {
  if (flavour.mariadb) return [];
  return plan.added.filter(isUnsafe).map((column) => ({
    column,
    placeholder: { value: column.default, shown: column.default!, byUpdate: true },
  }));
}

/** Columns with such a default among `columns`, which are in the way where the ALTER TABLE adds others. */
export function unsafeBesideAdded(
  columns: readonly Column[],
  plan: ColumnPlan,
  flavour: Flavour,
): readonly Column[] {
  if (flavour.mariadb || (plan.added.length === 0 && plan.rebuilt.size === 0)) return [];
  const added = new Set(plan.added);
  return columns.filter((column) => !added.has(column) && isUnsafe(column));
}
