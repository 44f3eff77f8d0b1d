import type { ColumnFact, Effect, WrittenName } from './facts.ts';

/** Where something stands in the project's files. Offsets count in the file's text. */
export interface Location {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Which statement of which migration. */
export interface Origin extends Location {
  /** `003_add_phone`. */
  readonly migration: string;
}

export interface CatalogColumn {
  readonly name: string;
  readonly key: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly primaryKey: boolean;
  /** As its `CREATE TABLE` or `ADD COLUMN` has it; null when it was changed since, or was never written down. */
  readonly definition: string | null;
  /** Where its name was first written. */
  readonly created: Origin | null;
}

export interface CatalogTable {
  /** The same through renames, and never given again. */
  readonly id: number;
  readonly name: string;
  readonly schema: string | null;
  readonly key: string;
  readonly view: boolean;
  readonly columns: readonly CatalogColumn[];
  /** False: it may have other columns than these. */
  readonly complete: boolean;
  readonly created: Origin;
  /** The statement that created it, while that still says all of it. */
  readonly statement: string | null;
}

/** An effect with its place. */
export interface PlacedEffect {
  readonly effect: Effect;
  readonly path: string;
  readonly migration: string;
  /** Where the statement begins: the effect's own offsets count from here. */
  readonly offset: number;
  /** The statement. */
  readonly text: string;
}

/**
 * Tables, columns and indexes as the files say they are after some statements. It is made by running over the effects
 * of one statement after the other; a name that no statement created is unknown, which is never an error.
 */
export class Catalog {
  readonly #tables = new Map<string, CatalogTable>();
  readonly #keys = new Map<number, string>();
  readonly #indexes = new Map<string, { readonly name: string; readonly table: string }>();
  #nextId = 1;
  #complete = true;

  /** By name. */
  get tables(): readonly CatalogTable[] {
    return [...this.#tables.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** False once something ran whose effects cannot be read (code, a `DO` block). */
  get complete(): boolean {
    return this.#complete;
  }

  get indexNames(): readonly string[] {
    return [...this.#indexes.values()].map(({ name }) => name);
  }

  table(key: string): CatalogTable | null {
    return this.#tables.get(key) ?? null;
  }

  /** The key that a table has now, whatever it had when it was made; null when it is gone. */
  keyOf(id: number): string | null {
    return this.#keys.get(id) ?? null;
  }

  /** Something ran that may have changed anything. */
  doubt(): void {
    this.#complete = false;
  }

  apply(placed: PlacedEffect): void {
    const { effect } = placed;
    if (effect.kind === 'createTable') this.#create(placed, effect);
    else if (effect.kind === 'createView') {
      this.#add(placed, effect.table, {
        view: true,
        columns: (effect.columns ?? []).map((name) => columnOf(bare(name), placed)),
        complete: effect.columns !== null,
      });
    } else if (effect.kind === 'dropTable') this.#drop(effect.table.key);
    else if (effect.kind === 'renameTable') this.#rename(effect.table.key, effect.to);
    else if (effect.kind === 'createIndex') {
      if (effect.index !== null)
        this.#indexes.set(effect.index.key, { name: effect.index.name, table: effect.table.key });
    } else if (effect.kind === 'dropIndex') this.#indexes.delete(effect.index.key);
    else if (effect.kind === 'addConstraint') {
      this.#change(effect.table.key, (table) => ({ ...table, statement: null }));
    } else if (effect.kind === 'unclear') {
      if (effect.table === null) this.doubt();
      else this.#change(effect.table.key, (table) => ({ ...table, complete: false, statement: null }));
    } else this.#changeColumns(placed, effect);
  }

  #create(placed: PlacedEffect, effect: Effect & { kind: 'createTable' }): void {
    if (effect.ifNotExists && this.#tables.has(effect.table.key)) return;
    const like = effect.like === null ? null : this.table(effect.like.key);
    const own = (effect.columns ?? []).map((column) => columnOf(column, placed));
    this.#add(placed, effect.table, {
      view: false,
      columns: [...(like?.columns ?? []), ...own],
      complete: effect.columns !== null && (effect.like === null || (like?.complete ?? false)),
    });
  }

  #add(
    placed: PlacedEffect,
    name: WrittenName,
    rest: Pick<CatalogTable, 'view' | 'columns' | 'complete'>,
  ): void {
    this.#drop(name.key);
    const id = this.#nextId++;
    this.#keys.set(id, name.key);
    this.#tables.set(name.key, {
      ...rest,
      id,
      name: name.name,
      schema: name.schema,
      key: name.key,
      created: originOf(placed, name),
      statement: placed.text,
    });
  }

  #drop(key: string): void {
    const table = this.#tables.get(key);
    if (table === undefined) return;
    this.#keys.delete(table.id);
    this.#tables.delete(key);
  }

  #rename(key: string, to: WrittenName): void {
    const table = this.#tables.get(key);
    if (table === undefined) return;
    this.#drop(key);
    this.#keys.set(table.id, to.key);
    const schema = to.schema ?? (to.key.includes('.') ? table.schema : null);
    this.#tables.set(to.key, { ...table, name: to.name, schema, key: to.key, statement: null });
  }

  #change(key: string, change: (table: CatalogTable) => CatalogTable): void {
    const table = this.#tables.get(key);
    if (table !== undefined) this.#tables.set(key, change(table));
  }

  #changeColumns(
    placed: PlacedEffect,
    effect: Extract<
      Effect,
      { kind: 'addColumn' | 'dropColumn' | 'renameColumn' | 'replaceColumn' | 'alterColumn' }
    >,
  ): void {
    this.#change(effect.table.key, (table) => ({
      ...table,
      statement: null,
      columns: changed(table.columns, placed, effect),
    }));
  }
}

function changed(
  columns: readonly CatalogColumn[],
  placed: PlacedEffect,
  effect: Extract<
    Effect,
    { kind: 'addColumn' | 'dropColumn' | 'renameColumn' | 'replaceColumn' | 'alterColumn' }
  >,
): readonly CatalogColumn[] {
  if (effect.kind === 'addColumn') {
    const column = columnOf(effect.column, placed);
    return columns.some(({ key }) => key === column.key) ? columns : [...columns, column];
  }
  const { key } = effect.column;
  if (effect.kind === 'dropColumn') return columns.filter((column) => column.key !== key);
  return columns.map((column) => {
    if (column.key !== key) return column;
    if (effect.kind === 'renameColumn') {
      return { ...column, name: effect.to.name, key: effect.to.key, definition: null };
    }
    if (effect.kind === 'replaceColumn') {
      const { primaryKey, created } = column;
      const by = columnOf(effect.by, placed);
      return {
        ...by,
        created,
        primaryKey: by.primaryKey || primaryKey,
        nullable: by.nullable && !primaryKey,
      };
    }
    const { change } = effect;
    const rest = { ...column, definition: null };
    if (change.what === 'type') return { ...rest, type: change.type };
    if (change.what === 'nullable') return { ...rest, nullable: change.nullable };
    return { ...rest, default: change.default };
  });
}

function columnOf(fact: ColumnFact, placed: PlacedEffect): CatalogColumn {
  const { name, type, nullable, primaryKey } = fact;
  return {
    ...{ name: name.name, key: name.key, type, nullable, default: fact.default, primaryKey },
    definition: fact.definition === '' ? null : fact.definition,
    created: originOf(placed, name),
  };
}

function bare(name: WrittenName): ColumnFact {
  return { name, type: '', nullable: true, default: null, primaryKey: false, definition: '' };
}

function originOf(placed: PlacedEffect, name: WrittenName): Origin {
  const { path, migration, offset } = placed;
  return { path, migration, start: offset + name.start, end: offset + name.end };
}
