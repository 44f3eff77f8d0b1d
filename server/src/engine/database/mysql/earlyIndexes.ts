import type { TableChange } from '../../diff/change.ts';
import type { Index, Table } from '../../schema/model.ts';
import type { ColumnPlan } from './alterColumns.ts';
import { identifier } from './literal.ts';

/**
 * Indexes that must be gone before the other clauses: full-text and vector indexes that come back under their name
 * (within one ALTER, the server takes the new one for the old), and spatial ones on a column whose reference system
 * changes. `again`: those of the last that no change adds; `left`: the changes that are then left to do.
 */
export function earlyIndexes(
  after: Table,
  changes: readonly TableChange[],
  plan: ColumnPlan,
): {
  readonly early: readonly string[];
  readonly again: readonly Index[];
  readonly left: readonly TableChange[];
} {
  const added = new Set(changes.flatMap((change) => (change.kind === 'addIndex' ? [change.index.name] : [])));
  const moved = new Set(
    [...plan.altered.values()]
      .filter(([was, is]) => was.attributes.srid !== is.attributes.srid)
      .map(([was]) => was.name),
  );
  const onMoved = (index: Index) =>
    index.method === 'spatial' && index.parts.some(({ column }) => column !== null && moved.has(column));
  const dropped = new Set(changes.flatMap((change) => (change.kind === 'dropIndex' ? [change.index] : [])));
  const first = [...dropped].filter(
    (index) => onMoved(index) || (/^(fulltext|vector)$/.test(index.method ?? '') && added.has(index.name)),
  );
  const gone = new Set([...dropped].map(({ name }) => name));
  const again = after.indexes.filter(
    (index) => onMoved(index) && !added.has(index.name) && !gone.has(index.name),
  );
  // One that gets another name, comment or visibility has them when it is made again.
  const wasCalled = new Map(
    changes.flatMap((change) =>
      change.kind === 'alterIndex' && onMoved(change.after)
        ? [[change.after.name, change.before.name] as const]
        : [],
    ),
  );
  const names = [...first.map(({ name }) => name), ...again.map(({ name }) => wasCalled.get(name) ?? name)];
  return {
    early: names.map((name) => `DROP INDEX ${identifier(name)}`),
    again,
    left: changes.filter((change) => change.kind !== 'alterIndex' || !wasCalled.has(change.after.name)),
  };
}
