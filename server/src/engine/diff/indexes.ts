import type { Index } from '../schema/model.ts';
import type { TableChange } from './change.ts';
import { sameAttributes } from './equal.ts';

/**
 * Indexes of one name and one definition are the same. Two that differ in nothing but the name are a rename
 * (`alterIndex`). An index of the same name and another definition is dropped and added.
 */
export function diffIndexes(before: readonly Index[], after: readonly Index[]): readonly TableChange[] {
  const changes: TableChange[] = [];
  const byName = new Map(before.map((index) => [index.name, index]));
  const names = new Set(after.map((index) => index.name));
  const kept = new Set<Index>();
  const renamable = new Map<string, Index[]>();
  for (const index of [...before].reverse()) {
    if (names.has(index.name)) continue;
    const same = renamable.get(content(index));
    if (same === undefined) renamable.set(content(index), [index]);
    else same.push(index);
  }
  for (const index of after) {
    const namesake = byName.get(index.name);
    const was = namesake === undefined ? renamable.get(content(index))?.pop() : namesake;
    if (was === undefined || (namesake !== undefined && was.definition !== index.definition)) {
      changes.push({ kind: 'addIndex', index });
      continue;
    }
    kept.add(was);
    if (
      was.name !== index.name ||
      was.comment !== index.comment ||
      !sameAttributes(was.attributes, index.attributes)
    ) {
      changes.push({ kind: 'alterIndex', before: was, after: index });
    }
  }
  for (const index of before) {
    if (!kept.has(index)) changes.push({ kind: 'dropIndex', index });
  }
  return changes;
}

/** Everything of an index but its name. The name stands first in its definition where it stands in it at all. */
function content(index: Index): string {
  const { unique, method, parts, where, definition, name, attributes } = index;
  return JSON.stringify([unique, method, parts, where, definition.replace(name, () => ''), attributes]);
}
