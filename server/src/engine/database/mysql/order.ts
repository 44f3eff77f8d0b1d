import {
  type Constraint,
  type ForeignKeyTarget,
  idOf,
  type SchemaObject,
  type Table,
  tableId,
} from '../../schema/model.ts';

/** The kinds of objects in the order they are created; they are dropped the other way round. */
const objectKinds = ['sequence', 'function', 'procedure', 'view', 'trigger', 'event'];

/**
 * The things in an order in which each comes after what it needs, otherwise as they come. A cycle is cut where it is
 * met first. Linear in things and needs.
 */
export function inOrder<T>(
  things: readonly T[],
  id: (thing: T) => string,
  needs: (thing: T) => readonly string[],
): readonly T[] {
  const byId = new Map(things.map((thing) => [id(thing), thing]));
  const state = new Map<T, 'open' | 'done'>();
  const sorted: T[] = [];
  for (const root of things) {
    const stack: { thing: T; needs: readonly string[]; next: number }[] = [];
    const enter = (thing: T) => {
      if (state.has(thing)) return;
      state.set(thing, 'open');
      stack.push({ thing, needs: needs(thing), next: 0 });
    };
    enter(root);
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const need = top.needs[top.next++];
      if (need === undefined) {
        state.set(top.thing, 'done');
        sorted.push(top.thing);
        stack.pop();
      } else {
        const other = byId.get(need);
        if (other !== undefined) enter(other);
      }
    }
  }
  return sorted;
}

/** Tables in an order in which their foreign keys can be made with them, and the keys that cannot. */
export function tablesInOrder(tables: readonly Table[]): {
  readonly tables: readonly { readonly table: Table; readonly foreignKeys: readonly Constraint[] }[];
  readonly late: readonly { readonly table: Table; readonly constraint: Constraint }[];
} {
  const ids = new Set(tables.map(tableId));
  const target = (references: ForeignKeyTarget | null) =>
    references === null ? '' : tableId({ schema: references.schema, name: references.table });
  const needs = (table: Table) => table.constraints.map(({ references }) => target(references));
  const made = new Set<string>();
  const late: { table: Table; constraint: Constraint }[] = [];
  const sorted = inOrder(tables, tableId, needs).map((table) => {
    made.add(tableId(table));
    const foreignKeys = table.constraints.filter(({ kind }) => kind === 'foreignKey');
    const now = foreignKeys.filter(
      ({ references }) => made.has(target(references)) || !ids.has(target(references)),
    );
    for (const constraint of foreignKeys) if (!now.includes(constraint)) late.push({ table, constraint });
    return { table, foreignKeys: now };
  });
  return { tables: sorted, late };
}

/** Objects by kind, each after what it needs. */
export function objectsInOrder(objects: readonly SchemaObject[]): readonly SchemaObject[] {
  const rank = new Map<string, number>(objectKinds.map((kind, index) => [kind, index]));
  const byKind = [...objects].sort((a, b) => (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0));
  return inOrder(byKind, idOf, (object) => object.dependsOn);
}
