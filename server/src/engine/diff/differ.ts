import {
  idOf,
  type Schema,
  type SchemaObject,
  type Table,
  tableId,
  type Unmodelled,
} from '../schema/model.ts';
import type { Change } from './change.ts';
import { sameAttributes, sameWhereBothKnown } from './equal.ts';
import { diffTable } from './table.ts';

export interface DiffOptions {
  /** Another order of the same columns is a difference only where the database can put a column at a place. */
  readonly capabilities: { readonly columnOrder: boolean };
}

/**
 * What must change in `before` so that it becomes `after`: empty when they are the same. Pure, and linear in the size of
 * the schemas. Tables come first (created and altered in the order of `after`, then dropped), objects in the same way,
 * then what the model does not hold. That is an order for reading; the order to run in is the database's business.
 * A thing under another name is a drop and an add: renames are carried out before the comparison (see `renames.ts`).
 */
export function diffSchemas(before: Schema, after: Schema, options: DiffOptions): readonly Change[] {
  const { from, to } = withoutUnread(before, after);
  const changes: Change[] = [];
  compareById(from.tables, to.tables, tableId, {
    created: (table) => changes.push({ kind: 'createTable', table }),
    dropped: (table) => changes.push({ kind: 'dropTable', table }),
    both: (before, after) => {
      const inside = diffTable(before, after, options.capabilities.columnOrder);
      if (inside.length > 0) changes.push({ kind: 'alterTable', before, after, changes: inside });
    },
  });
  compareById(from.objects, to.objects, idOf, {
    created: (object) => changes.push({ kind: 'createObject', object }),
    dropped: (object) => changes.push({ kind: 'dropObject', object }),
    both: (before, after) => {
      if (!sameObject(before, after)) changes.push({ kind: 'alterObject', before, after });
    },
  });
  compareById(from.unmodelled, to.unmodelled, unmodelledId, {
    created: (after) => changes.push({ kind: 'unmodelled', before: null, after }),
    dropped: (before) => changes.push({ kind: 'unmodelled', before, after: null }),
    both: (before, after) => {
      if (before.fingerprint !== after.fingerprint) changes.push({ kind: 'unmodelled', before, after });
    },
  });
  return changes;
}

/**
 * An object that the other side has but could not read (for want of a right, say) is unmodelled on both. One that could
 * be read but not made again (a view of what is not there) is replaced by one that can, and left alone otherwise.
 */
function withoutUnread(before: Schema, after: Schema): { readonly from: Schema; readonly to: Schema } {
  if (before.unmodelled.length === 0 && after.unmodelled.length === 0) return { from: before, to: after };
  const modelled = new Set(after.objects.map(unmodelledId));
  const replaced = (thing: Unmodelled) => thing.fingerprint !== '' && modelled.has(unmodelledId(thing));
  const left = before.unmodelled.filter((thing) => !replaced(thing));
  return {
    from: hiding({ ...before, unmodelled: left }, after.unmodelled),
    to: hiding(after, left),
  };
}

function hiding(schema: Schema, unread: readonly Unmodelled[]): Schema {
  const ids = new Set(unread.map(unmodelledId));
  const hidden = schema.objects.filter((object) => ids.has(unmodelledId(object)));
  if (hidden.length === 0) return schema;
  return {
    ...schema,
    objects: schema.objects.filter((object) => !hidden.includes(object)),
    unmodelled: [
      ...schema.unmodelled,
      ...hidden.map(({ kind, name, definition }) => ({ kind, name, fingerprint: definition })),
    ],
  };
}

function sameObject(a: SchemaObject, b: SchemaObject): boolean {
  return (
    a.definition === b.definition &&
    a.comment === b.comment &&
    sameAttributes(a.attributes, b.attributes) &&
    sameWhereBothKnown(a.owner, b.owner) &&
    sameWhereBothKnown(a.privileges, b.privileges)
  );
}

function unmodelledId(thing: Pick<Unmodelled, 'kind' | 'name'>): string {
  return `${thing.kind}:${thing.name}`;
}

interface Outcome<T> {
  created(thing: T): void;
  dropped(thing: T): void;
  both(before: T, after: T): void;
}

function compareById<T extends Table | SchemaObject | Unmodelled>(
  from: readonly T[],
  to: readonly T[],
  id: (thing: T) => string,
  outcome: Outcome<T>,
): void {
  const left = new Map(from.map((thing) => [id(thing), thing]));
  for (const after of to) {
    const before = left.get(id(after));
    left.delete(id(after));
    if (before === undefined) outcome.created(after);
    else outcome.both(before, after);
  }
  for (const before of left.values()) outcome.dropped(before);
}
