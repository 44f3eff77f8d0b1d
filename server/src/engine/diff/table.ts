import type { Table } from '../schema/model.ts';
import type { TableChange } from './change.ts';
import { diffColumns } from './columns.ts';
import { diffConstraints } from './constraints.ts';
import { sameAttributes, sameWhereBothKnown } from './equal.ts';
import { diffIndexes } from './indexes.ts';

/** What differs between two tables of one id: empty when nothing does. */
export function diffTable(before: Table, after: Table, columnOrder: boolean): readonly TableChange[] {
  const changes: TableChange[] = [
    ...diffColumns(before.columns, after.columns, columnOrder),
    ...diffConstraints(before.constraints, after.constraints),
    ...diffIndexes(before.indexes, after.indexes),
  ];
  if (!sameAttributes(before.attributes, after.attributes)) {
    changes.push({ kind: 'setAttributes', before: before.attributes, after: after.attributes });
  }
  if (before.comment !== after.comment) {
    changes.push({ kind: 'setComment', before: before.comment, after: after.comment });
  }
  if (!sameWhereBothKnown(before.owner, after.owner)) {
    changes.push({ kind: 'setOwner', before: before.owner!, after: after.owner! });
  }
  if (!sameWhereBothKnown(before.privileges, after.privileges)) {
    changes.push({ kind: 'setPrivileges', before: before.privileges!, after: after.privileges! });
  }
  return changes;
}
