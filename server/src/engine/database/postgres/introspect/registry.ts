import { type CatalogName, catalogs } from './scope.ts';

/** One row of the dependency query: `on` is what it needs. */
export interface Dependency {
  readonly catalog: number;
  readonly oid: number;
  readonly column: number;
  readonly on_catalog: number;
  readonly on_oid: number;
  readonly on_column: number;
}

/**
 * Which catalog row is which thing of the model, by id; filled while reading, asked for dependencies and comments.
 * A column is `column:name@table:…`, a constraint `constraint:name@table:…`, an index `index:schema.name`.
 */
export class Registry {
  readonly #ids = new Map<number, Map<number, string>>();
  readonly #columns = new Map<number, Map<number, string>>();
  /** By catalog, then thing, then column: asked for everything there is, and few have one. */
  readonly #comments = new Map<number, Map<number, Map<number, string>>>();
  readonly #needs = new Map<string, Set<string>>();

  add(catalog: CatalogName | number, oid: number, id: string): void {
    const number = typeof catalog === 'number' ? catalog : catalogs[catalog];
    const ids = this.#ids.get(number);
    if (ids === undefined) this.#ids.set(number, new Map([[oid, id]]));
    else ids.set(oid, id);
  }

  addColumn(relation: number, number: number, id: string): void {
    const columns = this.#columns.get(relation);
    if (columns === undefined) this.#columns.set(relation, new Map([[number, id]]));
    else columns.set(number, id);
  }

  idOf(catalog: number, oid: number, column = 0): string | undefined {
    const own = column > 0 && catalog === catalogs.pg_class ? this.#columns.get(oid)?.get(column) : undefined;
    return own ?? this.#ids.get(catalog)?.get(oid);
  }

  class(oid: number): string | undefined {
    return this.idOf(catalogs.pg_class, oid);
  }

  addComment(catalog: number, oid: number, column: number, text: string): void {
    const things = this.#comments.get(catalog) ?? new Map<number, Map<number, string>>();
    this.#comments.set(catalog, things);
    const columns = things.get(oid) ?? new Map<number, string>();
    things.set(oid, columns);
    columns.set(column, text);
  }

  comment(catalog: CatalogName, oid: number, column = 0): string | null {
    return this.#comments.get(catalogs[catalog])?.get(oid)?.get(column) ?? null;
  }

  /** Notes what the catalog says; things that are not of the model are passed over. */
  addDependencies(rows: readonly Dependency[]): void {
    for (const row of rows) {
      const id = this.idOf(row.catalog, row.oid, row.column);
      if (id === undefined) continue;
      this.need(id, this.idOf(row.on_catalog, row.on_oid, row.on_column));
      // Who needs a column needs its table.
      if (row.on_column > 0) this.need(id, this.idOf(row.on_catalog, row.on_oid));
    }
  }

  need(id: string, on: string | undefined): void {
    if (on === undefined || on === id) return;
    const needs = this.#needs.get(id);
    if (needs === undefined) this.#needs.set(id, new Set([on]));
    else needs.add(on);
  }

  /** What a thing needs, sorted; empty when nothing. */
  needs(id: string): readonly string[] {
    const needs = this.#needs.get(id);
    return needs === undefined ? [] : [...needs].sort();
  }
}

export function columnId(name: string, relation: string): string {
  return `column:${name}@${relation}`;
}

export function constraintId(name: string, table: string): string {
  return `constraint:${name}@${table}`;
}

export function indexId(schema: string, name: string): string {
  return `index:${schema}.${name}`;
}
