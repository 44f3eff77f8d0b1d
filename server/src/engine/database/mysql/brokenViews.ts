import type { Catalog } from './catalog.ts';
import { namesIn } from './expression.ts';

/**
 * Names of the views that read what is not there (any more), or a view that does: the servers keep them, and let nobody
 * make them again. `catalog` is the whole one, with the tables that are not asked for.
 */
export function brokenViews({ tables, routines, views }: Catalog, database: string): ReadonlySet<string> {
  const fold = (name: unknown) => String(name).toLowerCase();
  const present = new Set([...tables, ...routines].map(({ name }) => fold(name)));
  const needs = views.map(({ name, definition }) => ({
    name: String(name),
    needs: [...namesIn(String(definition ?? ''), database).qualified].map(fold),
  }));
  const broken = new Set<string>();
  for (let size = -1; size < broken.size; ) {
    size = broken.size;
    for (const view of needs) {
      if (broken.has(view.name) || view.needs.every((need) => present.has(need))) continue;
      broken.add(view.name);
      present.delete(fold(view.name));
    }
  }
  return broken;
}
