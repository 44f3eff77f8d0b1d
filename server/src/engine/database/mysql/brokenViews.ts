import type { Catalog } from './catalog.ts';
import { namesIn } from './expression.ts';
import type { Flavour } from './flavour.ts';

/**
 * Names of the views that read what is not there (any more), or a view that does: the servers keep them, and let nobody
 * make them again. MySQL says of some that nothing is wrong with them (in their comment), MariaDB of none.
 * `catalog` is the whole one, with the tables that are not asked for.
 */
export function brokenViews(
  { tables, routines, views }: Catalog,
  database: string,
  { mariadb }: Flavour,
): ReadonlySet<string> {
  const fold = (name: unknown) => String(name).toLowerCase();
  const present = new Set([...tables, ...routines].map(({ name }) => fold(name)));
  const fine = new Set(
    mariadb ? [] : tables.filter(({ comment }) => comment === 'VIEW').map(({ name }) => String(name)),
  );
  const suspects = views.filter(({ name }) => !fine.has(String(name)));
  const needs = suspects.map(({ name, definition }) => ({
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
