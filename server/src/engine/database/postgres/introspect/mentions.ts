import type { Registry } from './registry.ts';
import type { RelationRow } from './relations.ts';
import type { RoutineRow } from './routines.ts';

/**
 * Finds tables, views, types and routines by the words of a body. The catalog knows nothing of what stands in such a body,
 * and what is found here only helps to put statements in order.
 */
export function mentionFinder(
  relations: readonly RelationRow[],
  routines: readonly RoutineRow[],
  registry: Registry,
): (body: string) => readonly string[] {
  const byName = new Map<string, string[]>();
  const note = (name: string, id: string | undefined) => {
    if (id === undefined) return;
    const ids = byName.get(name);
    if (ids === undefined) byName.set(name, [id]);
    else ids.push(id);
  };
  if (routines.some((row) => row.body !== null)) {
    for (const row of relations) note(row.name, registry.class(row.oid));
    for (const row of routines) note(row.name, registry.idOf(1255, row.oid));
  }
  return (body) => {
    const found = new Set<string>();
    for (const [word, quoted] of body.matchAll(
      /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|"((?:[^"]|"")*)"/g,
    )) {
      const name = quoted === undefined ? word.toLowerCase() : quoted.replaceAll('""', '"');
      for (const id of byName.get(name) ?? []) found.add(id);
    }
    return [...found].sort();
  };
}
