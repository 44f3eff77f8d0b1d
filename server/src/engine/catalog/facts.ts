/** A name as a statement writes it. Offsets count in the statement's text. */
export interface WrittenName {
  /** Namespace, unquoted; null when none is written. */
  readonly schema: string | null;
  /** Unquoted, letters as written. */
  readonly name: string;
  /** What two spellings of the same name have in common, namespace included. */
  readonly key: string;
  /** As written, quotes and namespace included. */
  readonly text: string;
  /** Of the last part, without the namespace. */
  readonly start: number;
  readonly end: number;
}

/** What stands behind `REFERENCES`. */
export interface ReferenceFact {
  readonly table: WrittenName;
  /** None: the other table's primary key. */
  readonly columns: readonly WrittenName[];
  /** What follows, as written, white space made single: `ON DELETE CASCADE`. */
  readonly actions: string;
}

/** A column as its definition says. */
export interface ColumnFact {
  readonly name: WrittenName;
  /** As written, white space made single; empty when there is none (SQLite). */
  readonly type: string;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly primaryKey: boolean;
  /** A `UNIQUE` of its own. */
  readonly unique: boolean;
  /** A `REFERENCES` of its own. */
  readonly references: ReferenceFact | null;
  /** The whole definition, as written. */
  readonly definition: string;
}

/** What a table constraint says: `CONSTRAINT name PRIMARY KEY (a, b)`. */
export interface ConstraintFact {
  /** Null: unnamed. */
  readonly name: WrittenName | null;
  readonly type: 'primaryKey' | 'unique' | 'check' | 'foreignKey' | 'index' | 'other';
  readonly columns: readonly WrittenName[];
  /** Of a foreign key. */
  readonly references: ReferenceFact | null;
  /** Of a check: the condition, white space made single. */
  readonly condition: string | null;
}

/** What one statement does to tables, as far as its text tells. */
export type Effect =
  | {
      readonly kind: 'createTable';
      readonly table: WrittenName;
      /** Null: they cannot be told (`AS SELECT`). */
      readonly columns: readonly ColumnFact[] | null;
      /** Columns are those of this table, and `columns` (`LIKE`, `PARTITION OF`). */
      readonly like: WrittenName | null;
      /** Constraints and index clauses of their own, beside those of columns. */
      readonly constraints: readonly ConstraintFact[];
      readonly ifNotExists: boolean;
      readonly temporary: boolean;
    }
  | {
      readonly kind: 'createView';
      readonly table: WrittenName;
      readonly columns: readonly WrittenName[] | null;
      readonly materialized: boolean;
      readonly replace: boolean;
    }
  | { readonly kind: 'dropTable'; readonly table: WrittenName; readonly view: boolean }
  | { readonly kind: 'renameTable'; readonly table: WrittenName; readonly to: WrittenName }
  | { readonly kind: 'addColumn'; readonly table: WrittenName; readonly column: ColumnFact }
  | { readonly kind: 'dropColumn'; readonly table: WrittenName; readonly column: WrittenName }
  | {
      readonly kind: 'renameColumn';
      readonly table: WrittenName;
      readonly column: WrittenName;
      readonly to: WrittenName;
    }
  /** The definition is exchanged (`MODIFY`, `CHANGE`). */
  | {
      readonly kind: 'replaceColumn';
      readonly table: WrittenName;
      readonly column: WrittenName;
      readonly by: ColumnFact;
    }
  | {
      readonly kind: 'alterColumn';
      readonly table: WrittenName;
      readonly column: WrittenName;
      readonly change:
        | { readonly what: 'type'; readonly type: string }
        | { readonly what: 'nullable'; readonly nullable: boolean }
        | { readonly what: 'default'; readonly default: string | null };
    }
  | {
      readonly kind: 'createIndex';
      readonly table: WrittenName;
      readonly index: WrittenName | null;
      readonly concurrently: boolean;
      readonly unique: boolean;
      /** It covers only some rows, or expressions. */
      readonly partial: boolean;
      readonly columns: readonly WrittenName[];
    }
  | { readonly kind: 'createTrigger'; readonly table: WrittenName; readonly trigger: WrittenName }
  | { readonly kind: 'dropTrigger'; readonly trigger: WrittenName; readonly table: WrittenName | null }
  | {
      readonly kind: 'dropIndex';
      readonly index: WrittenName;
      readonly table: WrittenName | null;
    }
  | ({ readonly kind: 'addConstraint'; readonly table: WrittenName } & ConstraintFact)
  | {
      readonly kind: 'dropConstraint';
      readonly table: WrittenName;
      /** Null: the primary key (`DROP PRIMARY KEY`). */
      readonly name: WrittenName | null;
    }
  /** It changes this table in a way that is not read; null: any table. */
  | { readonly kind: 'unclear'; readonly table: WrittenName | null };
