/**
 * The things, each behind those it needs where that can be: by `id`, ties in the given order. Needs that lead in a
 * circle or to nothing are passed over. Linear.
 */
export function inOrder<T>(
  things: readonly T[],
  id: (thing: T) => string,
  needs: (thing: T) => readonly string[],
): readonly T[] {
  const byId = new Map(things.map((thing) => [id(thing), thing]));
  const seen = new Set<T>();
  const ordered: T[] = [];
  for (const first of things) {
    // A stack of its own: a chain of ten thousand tables must not end the process's.
    const open: { thing: T; left: string[] }[] = [];
    const enter = (thing: T) => {
      if (seen.has(thing)) return;
      seen.add(thing);
      open.push({ thing, left: [...needs(thing)].reverse() });
    };
    enter(first);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const next = top.left.pop();
      const needed = next === undefined ? undefined : byId.get(next);
      if (needed !== undefined) enter(needed);
      else if (next === undefined) ordered.push(open.pop()!.thing);
    }
  }
  return ordered;
}
