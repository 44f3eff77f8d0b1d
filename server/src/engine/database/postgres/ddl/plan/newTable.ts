import type { TableChange } from '../../../../diff/change.ts';
import type { AttributeValue, Table } from '../../../../schema/model.ts';
import { quoteName } from '../../names.ts';
import { list } from '../comments.ts';
import type { Units } from '../units.ts';
import type { Words } from '../words.ts';

function differs(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  return JSON.stringify(a ?? null) !== JSON.stringify(b ?? null);
}

/** Whether a change of a table can only be made by a new table that takes over the rows. */
export function needsNewTable(
  before: Table,
  after: Table,
  changes: readonly TableChange[],
  to: Units,
  words: Words,
): boolean {
  const a = before.attributes;
  const b = after.attributes;
  if (differs(a.partitionBy, b.partitionBy) || differs(a.foreignServer, b.foreignServer)) return true;
  if (words.version < 15 && differs(a.accessMethod, b.accessMethod)) return true;
  if (changesInheritance(before, after, to, words)) return true;
  if (b.partitionBy === undefined) return false;
  const key = String(b.partitionBy);
  return changes.some(
    (change) =>
      (change.kind === 'alterColumn' &&
        change.aspects.some(
          (aspect) => aspect === 'type' || aspect === 'collation' || aspect === 'generated',
        ) &&
        names(key, change.after.name)) ||
      (change.kind === 'dropColumn' && names(key, change.column.name)),
  );
}

/**
 * Whether a column is a child's own on one side and only its parent's on the other: what a child declares can be said
 * only where it is made. It is lost by itself where the child leaves its parents, or the parent alone loses the column.
 */
function changesInheritance(before: Table, after: Table, to: Units, words: Words): boolean {
  const [old, next] = [list(before.attributes.inherits), list(after.attributes.inherits)];
  if (next.length === 0) return false;
  const joins = next.some((parent) => !old.includes(parent));
  const stays = new Set(
    after.dependsOn.flatMap((need) => {
      const unit = to.get(need);
      return unit?.kind === 'table' && old.includes(words.table(unit.table))
        ? unit.table.columns.map((column) => column.name)
        : [];
    }),
  );
  return after.columns.some((column) => {
    const was = before.columns.find((each) => each.name === column.name);
    if (column.attributes.inherited === true)
      return was === undefined ? joins : was.attributes.inherited !== true;
    if (was === undefined) return false;
    return (
      (was.attributes.inherited === true && stays.has(column.name)) ||
      (!was.nullable && !column.nullable && was.attributes.notNull !== column.attributes.notNull)
    );
  });
}

/** Whether a table is partitioned by that column: its type cannot change. */
export function isPartitionKey(table: Table, column: string): boolean {
  const { partitionBy } = table.attributes;
  return partitionBy !== undefined && names(String(partitionBy), column);
}

/** Whether a column's name stands in a partition key. */
function names(key: string, column: string): boolean {
  const escaped = quoteName(column).replaceAll(/[$"]/g, '\\$&');
  return new RegExp(`(^|[^\\w"$])${escaped}($|[^\\w"$])`).test(key.slice(key.indexOf('(')));
}
