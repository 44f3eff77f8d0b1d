import type { ColumnFact, ConstraintFact, Effect, ReferenceFact, WrittenName } from './facts.ts';

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

/** An index, key or constraint of a table. */
export interface CatalogKey {
  readonly type: ConstraintFact['type'];
  /** Null: unnamed. */
  readonly name: string | null;
  readonly key: string | null;
  /** Keys of the columns, in order. */
  readonly columns: readonly string[];
  readonly unique: boolean;
  /** It covers only some rows, or expressions. */
  readonly partial: boolean;
  /** The key of the table that a foreign key names; it follows a new name. */
  readonly references: string | null;
  /** The same as it was written, its columns under the names that they have now. */
  readonly reference: ReferenceFact | null;
  /** Of a check. */
  readonly condition: string | null;
  readonly created: Origin;
}

export interface CatalogTable {
  /** The same through renames, and never given again. */
  readonly id: number;
  readonly name: string;
  readonly schema: string | null;
  readonly key: string;
  readonly view: boolean;
  readonly columns: readonly CatalogColumn[];
  readonly keys: readonly CatalogKey[];
  readonly temporary: boolean;
  /** False: it may have other columns than these. */
  readonly complete: boolean;
  readonly created: Origin;
  /** The statement that created it, while that still says all of it. */
  readonly statement: string | null;
}

export interface CatalogTrigger {
  readonly name: string;
  readonly key: string;
  /** The key of its table. */
  readonly table: string;
  readonly created: Origin;
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
  /** By key, those that a statement of their own made. */
  readonly #indexes = new Map<string, { readonly name: string; readonly table: string }>();
  readonly #triggers = new Map<string, CatalogTrigger>();
  #nextId = 1;
  #complete = true;

  /** A second one that goes its own way from here. */
  copy(): Catalog {
    const copy = new Catalog();
    for (const [key, value] of this.#tables) copy.#tables.set(key, value);
    for (const [key, value] of this.#keys) copy.#keys.set(key, value);
    for (const [key, value] of this.#indexes) copy.#indexes.set(key, value);
    for (const [key, value] of this.#triggers) copy.#triggers.set(key, value);
    copy.#nextId = this.#nextId;
    copy.#complete = this.#complete;
    return copy;
  }

  /** By name. */
  get tables(): readonly CatalogTable[] {
    return [...this.#tables.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** False once something ran whose effects cannot be read (code, a `DO` block). */
  get complete(): boolean {
    return this.#complete;
  }

  /** No table is known. */
  get empty(): boolean {
    return this.#tables.size === 0;
  }

  get indexNames(): readonly string[] {
    return [...this.#indexes.values()].map(({ name }) => name);
  }

  /** The index of that name, and the key of the table it is on; null when no statement made it. */
  index(key: string): { readonly table: string; readonly index: CatalogKey | null } | null {
    const known = this.#indexes.get(key);
    if (known === undefined) return null;
    const index = this.#tables.get(known.table)?.keys.find((one) => one.key === key) ?? null;
    return { table: known.table, index };
  }

  /** Those of one table. */
  triggersOf(table: string): readonly CatalogTrigger[] {
    return [...this.#triggers.values()].filter((trigger) => trigger.table === table);
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
        keys: [],
        temporary: false,
        complete: effect.columns !== null,
      });
    } else if (effect.kind === 'dropTable') this.#drop(effect.table.key);
    else if (effect.kind === 'renameTable') this.#rename(effect.table.key, effect.to);
    else if (effect.kind === 'createIndex') this.#addIndex(placed, effect);
    else if (effect.kind === 'dropIndex') this.#dropIndex(effect);
    else if (effect.kind === 'createTrigger') {
      const { name, key } = effect.trigger;
      const created = originOf(placed, effect.trigger);
      this.#triggers.set(key, { name, key, table: effect.table.key, created });
    } else if (effect.kind === 'dropTrigger') this.#triggers.delete(effect.trigger.key);
    else if (effect.kind === 'addConstraint') {
      if (effect.name !== null && (effect.type === 'index' || effect.type === 'unique'))
        this.#indexes.set(effect.name.key, { name: effect.name.name, table: effect.table.key });
      this.#change(effect.table.key, (table) => ({
        ...table,
        statement: null,
        keys: [...table.keys, keyOf(effect, effect.table, placed)],
      }));
    } else if (effect.kind === 'dropConstraint') {
      const gone = effect.name?.key ?? null;
      this.#change(effect.table.key, (table) => ({
        ...table,
        statement: null,
        keys: table.keys.filter((key) => (gone === null ? key.type !== 'primaryKey' : key.key !== gone)),
      }));
    } else if (effect.kind === 'unclear') {
      if (effect.table === null) this.doubt();
      else this.#change(effect.table.key, (table) => ({ ...table, complete: false, statement: null }));
    } else this.#changeColumns(placed, effect);
  }

  #addIndex(placed: PlacedEffect, effect: Effect & { kind: 'createIndex' }): void {
    const { index, table, columns, unique, partial } = effect;
    if (index !== null) this.#indexes.set(index.key, { name: index.name, table: table.key });
    const key: CatalogKey = {
      ...{ type: unique ? 'unique' : 'index', name: index?.name ?? null, key: index?.key ?? null },
      ...{ columns: columns.map((column) => column.key), unique, partial },
      ...{ references: null, reference: null, condition: null },
      created: originOf(placed, index ?? table),
    };
    this.#change(table.key, (one) => ({ ...one, keys: [...one.keys, key] }));
  }

  #dropIndex({ index, table }: Effect & { kind: 'dropIndex' }): void {
    const on = this.#indexes.get(index.key)?.table ?? table?.key;
    this.#indexes.delete(index.key);
    if (on === undefined) return;
    this.#change(on, (one) => ({ ...one, keys: one.keys.filter(({ key }) => key !== index.key) }));
  }

  #create(placed: PlacedEffect, effect: Effect & { kind: 'createTable' }): void {
    if (effect.ifNotExists && this.#tables.has(effect.table.key)) return;
    const like = effect.like === null ? null : this.table(effect.like.key);
    const own = (effect.columns ?? []).map((column) => columnOf(column, placed));
    for (const { name, type } of effect.constraints)
      if (name !== null && (type === 'index' || type === 'unique'))
        this.#indexes.set(name.key, { name: name.name, table: effect.table.key });
    this.#add(placed, effect.table, {
      view: false,
      temporary: effect.temporary,
      keys: [
        ...(effect.columns ?? []).flatMap((column) => ownKeys(column, placed)),
        ...effect.constraints.map((constraint) => keyOf(constraint, effect.table, placed)),
      ],
      columns: [...(like?.columns ?? []), ...own],
      complete: effect.columns !== null && (effect.like === null || (like?.complete ?? false)),
    });
  }

  #add(
    placed: PlacedEffect,
    name: WrittenName,
    rest: Pick<CatalogTable, 'view' | 'columns' | 'keys' | 'temporary' | 'complete'>,
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
    for (const { key: index } of table.keys) if (index !== null) this.#indexes.delete(index);
    for (const trigger of this.triggersOf(key)) this.#triggers.delete(trigger.key);
  }

  #rename(key: string, to: WrittenName): void {
    const table = this.#tables.get(key);
    if (table === undefined) return;
    const triggers = this.triggersOf(key);
    this.#drop(key);
    this.#keys.set(table.id, to.key);
    for (const trigger of triggers) this.#triggers.set(trigger.key, { ...trigger, table: to.key });
    for (const { key: index, name, type } of table.keys)
      if (index !== null && name !== null && (type === 'index' || type === 'unique'))
        this.#indexes.set(index, { name, table: to.key });
    const schema = to.schema ?? (to.key.includes('.') ? table.schema : null);
    this.#tables.set(to.key, { ...table, name: to.name, schema, key: to.key, statement: null });
    this.#changeReferences(key, (one) => ({ ...one, references: to.key }));
  }

  /** Changes the foreign keys that name a table, wherever they are. */
  #changeReferences(to: string, change: (key: CatalogKey) => CatalogKey): void {
    for (const [at, table] of this.#tables)
      if (table.keys.some(({ references }) => references === to))
        this.#tables.set(at, {
          ...table,
          keys: table.keys.map((one) => (one.references === to ? change(one) : one)),
        });
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
      keys: changedKeys(table.keys, placed, effect),
    }));
    if (effect.kind !== 'renameColumn' || effect.column.key === effect.to.key) return;
    this.#changeReferences(effect.table.key, (key) => ({
      ...key,
      reference: renamed(key.reference, effect.column, effect.to),
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

/** An index goes with any of its columns, and follows a new name. */
function changedKeys(
  keys: readonly CatalogKey[],
  placed: PlacedEffect,
  effect: Extract<
    Effect,
    { kind: 'addColumn' | 'dropColumn' | 'renameColumn' | 'replaceColumn' | 'alterColumn' }
  >,
): readonly CatalogKey[] {
  if (effect.kind === 'addColumn') return [...keys, ...ownKeys(effect.column, placed)];
  if (effect.kind === 'alterColumn') return keys;
  const { key } = effect.column;
  if (effect.kind === 'dropColumn') return keys.filter(({ columns }) => !columns.includes(key));
  const to = effect.kind === 'renameColumn' ? effect.to.key : effect.by.name.key;
  const own = effect.kind === 'replaceColumn' ? ownKeys(effect.by, placed) : [];
  const renamed = keys.map((one) =>
    one.columns.includes(key)
      ? { ...one, columns: one.columns.map((column) => (column === key ? to : column)) }
      : one,
  );
  return [...renamed, ...own];
}

/** What a column's own definition makes beside the column; the columns of a table's PRIMARY KEY are marked, too. */
function ownKeys(column: ColumnFact, placed: PlacedEffect): readonly CatalogKey[] {
  const types = [
    ...(column.primaryKey && /\bprimary\s+key\b/i.test(column.definition) ? (['primaryKey'] as const) : []),
    ...(column.unique ? (['unique'] as const) : []),
    ...(column.references === null ? [] : (['foreignKey'] as const)),
  ];
  return types.map((type) => ({
    ...{ type, name: null, key: null, columns: [column.name.key], unique: type !== 'foreignKey' },
    ...{ partial: false, condition: null },
    references: type === 'foreignKey' ? column.references!.table.key : null,
    reference: type === 'foreignKey' ? column.references : null,
    created: originOf(placed, column.name),
  }));
}

function keyOf(constraint: ConstraintFact, table: WrittenName, placed: PlacedEffect): CatalogKey {
  const { type, name, columns, references, condition } = constraint;
  return {
    ...{ type, name: name?.name ?? null, key: name?.key ?? null, condition, partial: false },
    columns: columns.map((column) => column.key),
    unique: type === 'primaryKey' || type === 'unique',
    references: references?.table.key ?? null,
    reference: references,
    created: originOf(placed, name ?? table),
  };
}

function columnOf(fact: ColumnFact, placed: PlacedEffect): CatalogColumn {
  const { name, type, nullable, primaryKey } = fact;
  return {
    ...{ name: name.name, key: name.key, type, nullable, default: fact.default, primaryKey },
    definition: fact.definition === '' ? null : fact.definition,
    created: originOf(placed, name),
  };
}

function renamed(reference: ReferenceFact | null, from: WrittenName, to: WrittenName): ReferenceFact | null {
  if (reference === null) return null;
  return { ...reference, columns: reference.columns.map((one) => (one.key === from.key ? to : one)) };
}

function bare(name: WrittenName): ColumnFact {
  return {
    ...{ name, type: '', nullable: true, default: null, primaryKey: false, unique: false },
    ...{ references: null, definition: '' },
  };
}

function originOf(placed: PlacedEffect, name: WrittenName): Origin {
  const { path, migration, offset } = placed;
  return { path, migration, start: offset + name.start, end: offset + name.end };
}
