import type { Units } from '../units.ts';

/** `column:name@table:public.users` → `table:public.users`: the thing that a part goes with. */
export function wholeOf(id: string): string {
  const at = id.indexOf('@');
  return at < 0 ? id : id.slice(at + 1);
}

/**
 * The circles among what is dropped, a table with all that goes with it counting as one: two tables whose foreign keys
 * name each other, a policy that asks a view of its own table. Linear (Tarjan's strongly connected components).
 */
export function knotsOf(gone: ReadonlySet<string>, units: Units): ReadonlyMap<string, number> {
  const wholes = new Map<string, Set<string>>();
  for (const id of gone) {
    const unit = units.get(id);
    if (unit === undefined) continue;
    // An index is called by its own name, and goes with its table.
    const whole = wholeOf(unit.kind === 'index' ? `@${unit.needs[0]}` : id);
    const needs = wholes.get(whole) ?? new Set();
    wholes.set(whole, needs);
    for (const part of [unit, ...units.parts(id)]) for (const need of part.needs) needs.add(wholeOf(need));
  }
  return circles(wholes);
}

/**
 * The circles of views and routines among some ids: a function that takes rows of a view, and is called in it. Nearly always
 * there is none, which is seen without looking for circles.
 */
export function viewCircles(ids: Iterable<string>, units: Units): ReadonlyMap<string, number> {
  const graph = new Map<string, ReadonlySet<string>>();
  let taken = false;
  for (const id of ids) {
    const unit = units.get(id);
    if (unit?.kind !== 'object') continue;
    const isView = unit.object.kind === 'view';
    if (!isView && !routineKinds.has(unit.object.kind)) continue;
    graph.set(id, new Set(unit.needs));
    taken ||= !isView && unit.needs.some((need) => need.startsWith('view:'));
  }
  return taken ? circles(graph) : new Map();
}

const routineKinds: ReadonlySet<string> = new Set(['function', 'procedure', 'aggregate']);

function circles(graph: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, number> {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open = new Set<string>();
  const stack: string[] = [];
  const found = new Map<string, number>();
  let count = 0;
  let circle = 0;
  for (const start of graph.keys()) {
    if (index.has(start)) continue;
    const path: { id: string; rest: Iterator<string> }[] = [];
    const enter = (id: string) => {
      index.set(id, count);
      low.set(id, count);
      count++;
      stack.push(id);
      open.add(id);
      path.push({ id, rest: graph.get(id)!.values() });
    };
    enter(start);
    while (path.length > 0) {
      const { id, rest } = path.at(-1)!;
      const next = rest.next();
      if (!next.done) {
        if (!graph.has(next.value)) continue;
        if (!index.has(next.value)) enter(next.value);
        else if (open.has(next.value)) low.set(id, Math.min(low.get(id)!, index.get(next.value)!));
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) low.set(above.id, Math.min(low.get(above.id)!, low.get(id)!));
      if (low.get(id) !== index.get(id)) continue;
      const members = stack.splice(stack.lastIndexOf(id));
      for (const member of members) open.delete(member);
      if (members.length > 1) for (const member of members) found.set(member, circle);
      circle++;
    }
  }
  return found;
}
