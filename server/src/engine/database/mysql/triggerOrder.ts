import type { Change } from '../../diff/change.ts';
import { idOf, type Schema, type SchemaObject } from '../../schema/model.ts';

/**
 * Which triggers are dropped and created so that all of one table, time and event stand in the order of `to`: a new one
 * comes last, so those that stand behind a new or changed one are made anew too. A change of nothing but the one it
 * follows needs nothing where the one before it is just dropped.
 */
export function triggersToRenew(
  changes: readonly Change[],
  from: Schema,
  to: Schema,
): { readonly drop: readonly SchemaObject[]; readonly create: readonly SchemaObject[] } {
  const touched = new Set<string>();
  for (const change of changes) {
    const objects =
      change.kind === 'alterObject'
        ? [change.before, change.after]
        : change.kind === 'createObject' || change.kind === 'dropObject'
          ? [change.object]
          : [];
    for (const object of objects) if (object.kind === 'trigger') touched.add(groupOf(object));
  }
  const drop: SchemaObject[] = [];
  const create: SchemaObject[] = [];
  const [old, wanted] = [groups(from), groups(to)];
  for (const group of touched) {
    const before = old.get(group) ?? [];
    const after = wanted.get(group) ?? [];
    const target = new Map(after.map((trigger) => [idOf(trigger), trigger]));
    const staying = before.filter((trigger) => {
      const same = target.get(idOf(trigger));
      return same !== undefined && content(same) === content(trigger);
    });
    let kept = 0;
    while (kept < staying.length && kept < after.length && idOf(staying[kept]!) === idOf(after[kept]!))
      kept++;
    const keeping = new Set(staying.slice(0, kept));
    drop.push(...before.filter((trigger) => !keeping.has(trigger)));
    create.push(...after.slice(kept));
  }
  return { drop, create };
}

function groups(schema: Schema): ReadonlyMap<string, readonly SchemaObject[]> {
  const found = new Map<string, SchemaObject[]>();
  for (const object of schema.objects) {
    if (object.kind !== 'trigger') continue;
    const list = found.get(groupOf(object));
    if (list === undefined) found.set(groupOf(object), [object]);
    else list.push(object);
  }
  return found;
}

const head =
  /^CREATE TRIGGER `(?:[^`]|``)*` (\w+ \w+) ON `(?:[^`]|``)*` FOR EACH ROW( FOLLOWS `(?:[^`]|``)*`)?/;

/** Table, time and event: the triggers that run one after the other. */
function groupOf(trigger: SchemaObject): string {
  return `${head.exec(trigger.definition)?.[1]} ${trigger.parent}`;
}

/** All of a trigger but the one it follows. */
function content(trigger: SchemaObject): string {
  const { definition, attributes } = trigger;
  return JSON.stringify([
    definition.replace(head, (found, _event, follows: string | undefined) =>
      found.slice(0, found.length - (follows?.length ?? 0)),
    ),
    attributes,
  ]);
}
