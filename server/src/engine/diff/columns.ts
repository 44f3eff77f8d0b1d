import type { Column } from '../schema/model.ts';
import type { ColumnAspect, TableChange } from './change.ts';
import { sameAttributes, sameList } from './equal.ts';

/** Columns are the same when their names are. Adds come first, in the order of `after`: each finds the one it stands behind. */
export function diffColumns(
  before: readonly Column[],
  after: readonly Column[],
  columnOrder: boolean,
): readonly TableChange[] {
  const changes: TableChange[] = [];
  const old = new Map(before.map((column) => [column.name, column]));
  const current = new Map(after.map((column) => [column.name, column]));
  after.forEach((column, index) => {
    if (old.has(column.name)) return;
    changes.push({ kind: 'addColumn', column, after: after[index - 1]?.name ?? null });
  });
  for (const column of after) {
    const was = old.get(column.name);
    const aspects = was === undefined ? [] : columnAspects(was, column);
    if (aspects.length > 0) changes.push({ kind: 'alterColumn', before: was!, after: column, aspects });
  }
  for (const column of before) {
    if (!current.has(column.name)) changes.push({ kind: 'dropColumn', column });
  }
  if (columnOrder) {
    const stayedBefore = before.filter((column) => current.has(column.name)).map((column) => column.name);
    const stayedAfter = after.filter((column) => old.has(column.name)).map((column) => column.name);
    if (!sameList(stayedBefore, stayedAfter)) {
      changes.push({
        kind: 'reorderColumns',
        before: stayedBefore,
        after: after.map((column) => column.name),
      });
    }
  }
  return changes;
}

/** In what two columns of one name differ; empty when they are the same. */
export function columnAspects(a: Column, b: Column): readonly ColumnAspect[] {
  const aspects: ColumnAspect[] = [];
  if (a.type !== b.type) aspects.push('type');
  if (a.nullable !== b.nullable) aspects.push('nullable');
  if (a.default !== b.default) aspects.push('default');
  if (a.generated?.expression !== b.generated?.expression || a.generated?.stored !== b.generated?.stored) {
    aspects.push('generated');
  }
  if (!sameIdentity(a.identity, b.identity)) aspects.push('identity');
  if (a.collation !== b.collation) aspects.push('collation');
  if (a.comment !== b.comment) aspects.push('comment');
  if (!sameAttributes(a.attributes, b.attributes)) aspects.push('attributes');
  return aspects;
}

function sameIdentity(a: Column['identity'], b: Column['identity']): boolean {
  if (a === null || b === null) return a === b;
  return a.generation === b.generation && sameAttributes(a.options, b.options);
}
