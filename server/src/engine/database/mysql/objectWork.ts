import type { Change } from '../../diff/change.ts';
import { idOf, type Schema, type SchemaObject } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import { createObject, dropObject } from './objectSql.ts';
import { objectsInOrder } from './order.ts';
import { statement } from './statement.ts';
import { triggersToRenew } from './triggerOrder.ts';

/** The statements for what is not a table, by when they run. */
export interface ObjectWork {
  /** Before everything else. */
  readonly first: readonly DdlStatement[];
  /** Before the tables, which may take their defaults from them. */
  readonly sequences: readonly DdlStatement[];
  readonly droppedSequences: readonly DdlStatement[];
  /** After everything else, each with the object that is made by it. */
  readonly last: readonly { readonly object: SchemaObject | null; readonly statement: DdlStatement }[];
}

/**
 * A view is replaced in place; a routine is dropped and created where it stands in the order; triggers and events that
 * change are dropped first, so that they do not fire meanwhile. A trigger goes with its table.
 */
export function objectWork(
  changes: readonly Change[],
  from: Schema,
  to: Schema,
  droppedTables: ReadonlySet<string>,
): ObjectWork {
  const dropped = changes.flatMap((change) => (change.kind === 'dropObject' ? [change.object] : []));
  const created = changes.flatMap((change) => (change.kind === 'createObject' ? [change.object] : []));
  const altered = changes.flatMap((change) => (change.kind === 'alterObject' ? [change] : []));
  const others = altered.filter(({ after }) => after.kind !== 'trigger' && after.kind !== 'sequence');
  const triggers = triggersToRenew(changes, from, to);
  const plain = (object: SchemaObject) => object.kind !== 'trigger' && object.kind !== 'sequence';

  const going = [
    ...dropped.filter(plain),
    ...others.map(({ before }) => before).filter(({ kind }) => kind === 'event'),
    ...triggers.drop,
  ];
  const old = new Map([...from.objects].map((object) => [idOf(object), object]));
  const coming = objectsInOrder([
    ...created.filter(plain),
    ...others.map(({ after }) => after),
    ...triggers.create,
  ]);
  const inPlace = altered
    .filter(({ after }) => after.kind === 'sequence')
    .map(({ after }) => statement(after.definition.replace(/^CREATE/, 'ALTER')));
  return {
    first: [...objectsInOrder(going)]
      .reverse()
      .filter((object) => object.parent === null || !droppedTables.has(object.parent))
      .map(dropObject),
    sequences: [
      ...created
        .filter(({ kind }) => kind === 'sequence')
        .map((object) => createObject(object, { owner: undefined })),
      ...inPlace,
    ],
    droppedSequences: dropped.filter(({ kind }) => kind === 'sequence').map(dropObject),
    last: coming.flatMap((object) => {
      const before = old.get(idOf(object));
      // Who defines a program stays who it was, unless the new one names somebody.
      const options = {
        owner: object.owner ?? before?.owner,
        replace: before?.kind === 'view',
        asTyped: true,
      };
      const create = { object, statement: createObject(object, options) };
      const renewed = before !== undefined && (before.kind === 'function' || before.kind === 'procedure');
      return renewed ? [{ object: null, statement: dropObject(before) }, create] : [create];
    }),
  };
}
