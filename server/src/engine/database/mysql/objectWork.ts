import type { Change } from '../../diff/change.ts';
import { idOf, type Schema, type SchemaObject } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import { alterEvent } from './alterEvent.ts';
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
 * A view is replaced in place, and an event altered while its times stay; a routine is dropped and created where it
 * stands in the order; triggers and other events that change are dropped first, so that they do not fire meanwhile. A
 * trigger goes with its table.
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
  const owner = (before: SchemaObject | undefined, after: SchemaObject) => after.owner ?? before?.owner;
  const inPlace = new Map(
    others.flatMap(({ before, after }) => {
      const sql = after.kind === 'event' ? alterEvent(before, after, owner(before, after)) : null;
      return sql === null ? [] : [[after, sql] as const];
    }),
  );
  const plain = (object: SchemaObject) => object.kind !== 'trigger' && object.kind !== 'sequence';

  const going = [
    ...dropped.filter(plain),
    ...others.flatMap(({ before, after }) => (after.kind === 'event' && !inPlace.has(after) ? [before] : [])),
    ...triggers.drop,
  ];
  // A broken view stands in no model, and is replaced all the same.
  const unread = new Set(from.unmodelled.filter(({ kind }) => kind === 'view').map(({ name }) => name));
  const old = new Map([...from.objects].map((object) => [idOf(object), object]));
  const coming = objectsInOrder([
    ...created.filter(plain),
    ...others.map(({ after }) => after),
    ...triggers.create,
  ]);
  const sequences = altered.filter(({ after }) => after.kind === 'sequence').map(alterSequence);
  return {
    first: [...objectsInOrder(going)]
      .reverse()
      .filter((object) => object.parent === null || !droppedTables.has(object.parent))
      .map(dropObject),
    sequences: [
      ...created
        .filter(({ kind }) => kind === 'sequence')
        .map((object) => createObject(object, { owner: undefined })),
      ...sequences,
    ],
    droppedSequences: dropped.filter(({ kind }) => kind === 'sequence').map(dropObject),
    last: coming.flatMap((object) => {
      const before = old.get(idOf(object));
      const altered = inPlace.get(object);
      if (altered !== undefined) return [{ object, statement: altered }];
      // Who defines a program stays who it was, unless the new one names somebody.
      const options = {
        owner: owner(before, object),
        replace: before?.kind === 'view' || (object.kind === 'view' && unread.has(object.name)),
        asTyped: true,
      };
      const create = { object, statement: createObject(object, options) };
      const renewed = before !== undefined && (before.kind === 'function' || before.kind === 'procedure');
      return renewed ? [{ object: null, statement: dropObject(before) }, create] : [create];
    }),
  };
}

/** A sequence goes on from where it is, unless what it counts now lies elsewhere. */
function alterSequence({ before, after }: { before: SchemaObject; after: SchemaObject }): DdlStatement {
  const [was, is] = [before, after].map(({ definition }) => ({
    least: numberAfter('MINVALUE', definition),
    most: numberAfter('MAXVALUE', definition),
    step: numberAfter('INCREMENT BY', definition),
  })) as [Counting, Counting];
  const isElsewhere = is.least > was.most || is.most < was.least || is.step > 0n !== was.step > 0n;
  return statement(`${after.definition.replace(/^CREATE/, 'ALTER')}${isElsewhere ? ' RESTART' : ''}`);
}

interface Counting {
  readonly least: bigint;
  readonly most: bigint;
  readonly step: bigint;
}

function numberAfter(word: string, definition: string): bigint {
  return BigInt(new RegExp(` ${word} (-?\\d+)`).exec(definition)?.[1] ?? 0);
}
