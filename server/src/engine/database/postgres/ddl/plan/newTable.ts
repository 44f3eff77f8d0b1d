import type { TableChange } from '../../../../diff/change.ts';
import type { AttributeValue, Table } from '../../../../schema/model.ts';
import { quoteName } from '../../names.ts';
import type { Words } from '../words.ts';

function differs(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  return JSON.stringify(a ?? null) !== JSON.stringify(b ?? null);
}

/** Whether a change of a table can only be made by a new table that takes over the rows. */
export function needsNewTable(
  before: Table,
  after: Table,
  changes: readonly TableChange[],
  words: Words,
): boolean {
  const a = before.attributes;
  const b = after.attributes;
  if (differs(a.partitionBy, b.partitionBy) || differs(a.foreignServer, b.foreignServer)) return true;
  if (words.version < 15 && differs(a.accessMethod, b.accessMethod)) return true;
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

/** Whether a column's name stands in a partition key. */
function names(key: string, column: string): boolean {
  const escaped = quoteName(column).replaceAll(/[$"]/g, '\\$&');
  return new RegExp(`(^|[^\\w"$])${escaped}($|[^\\w"$])`).test(key.slice(key.indexOf('(')));
}
