import type { Change } from '../../diff/change.ts';
import { idOf, type Schema, type SchemaObject } from '../../schema/model.ts';
import type { TableAlteration } from './alterTable.ts';
import { obstacles } from './obstacles.ts';
import { inOrder } from './order.ts';

type AlteredTable = Extract<Change, { kind: 'alterTable' }>;

/** Which views and triggers are dropped, and which are made, in an order that runs. */
export function objectChanges(
  changes: readonly Change[],
  from: Schema,
  to: Schema,
  altered: readonly { readonly change: AlteredTable; readonly alteration: TableAlteration }[],
  replaced: ReadonlySet<string>,
): { readonly drops: readonly SchemaObject[]; readonly creates: readonly SchemaObject[] } {
  const gone = new Set<string>();
  const made = new Set<string>();
  for (const change of changes) {
    if (change.kind === 'dropObject') gone.add(idOf(change.object));
    if (change.kind === 'alterObject') gone.add(idOf(change.before));
    if (change.kind === 'createObject') made.add(idOf(change.object));
    if (change.kind === 'alterObject') made.add(idOf(change.after));
  }
  for (const object of obstacles(from, altered)) gone.add(idOf(object));
  // A trigger goes with its table or view, and one that is to stay is made again.
  for (const object of from.objects)
    if (object.parent !== null && gone.has(object.parent)) gone.add(idOf(object));
  const lost = new Set([
    ...gone,
    ...from.objects.filter(({ parent }) => parent !== null && replaced.has(parent)).map(idOf),
  ]);
  const isWithParent = ({ parent }: SchemaObject) =>
    parent !== null && (replaced.has(parent) || gone.has(parent));
  const drops = from.objects.filter((object) => gone.has(idOf(object)) && !isWithParent(object));
  const creates = to.objects.filter((object) => made.has(idOf(object)) || lost.has(idOf(object)));
  const rank = ({ kind }: SchemaObject) => (kind === 'view' ? 0 : 1);
  const ordered = inOrder(creates, idOf, (object) => object.dependsOn);
  return {
    drops: [...drops].sort((a, b) => rank(b) - rank(a)),
    creates: [...ordered].sort((a, b) => rank(a) - rank(b)),
  };
}
