import type { WrittenName } from '../../catalog/facts.ts';
import type { TypeText } from './type.ts';

/** Offsets in the statement's text; `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What `REFERENCES` says. */
export interface ReferenceClause extends Span {
  readonly table: WrittenName;
  readonly columns: readonly WrittenName[];
  /** `CASCADE`, `SET NULL`, …; null when it is not written. */
  readonly onDelete: string | null;
}

/** A column as it is defined. A span is where the words stand; null when they do not. */
export interface ColumnClause extends Span {
  readonly name: WrittenName;
  readonly type: TypeText | null;
  readonly notNull: Span | null;
  readonly nullWritten: Span | null;
  readonly default: (Span & { readonly text: string; readonly expression: Span }) | null;
  readonly onUpdate: Span | null;
  readonly primaryKey: Span | null;
  readonly unique: Span | null;
  readonly check: Span | null;
  readonly references: ReferenceClause | null;
  readonly generated: (Span & { readonly stored: boolean }) | null;
  readonly identity: Span | null;
  readonly autoIncrement: Span | null;
  readonly comment: Span | null;
  readonly collation: (Span & { readonly name: string }) | null;
  readonly charset: (Span & { readonly name: string }) | null;
  /** `FIRST` or `AFTER x`. */
  readonly position: Span | null;
}

export interface ConstraintClause extends Span {
  readonly type:
    | 'primaryKey'
    | 'unique'
    | 'check'
    | 'foreignKey'
    | 'exclude'
    | 'notNull'
    | 'index'
    | 'fulltext'
    | 'spatial'
    | 'other';
  readonly name: WrittenName | null;
  readonly columns: readonly WrittenName[];
  /** How many columns or expressions are in the list. */
  readonly size: number;
  readonly references: ReferenceClause | null;
  readonly condition: string | null;
  readonly notValid: boolean;
  readonly usingIndex: WrittenName | null;
  /** The words that say what it is, without the name. */
  readonly keyword: Span;
}

/** One thing that an ALTER TABLE does. */
export type Action = Span &
  (
    | { readonly kind: 'addColumn'; readonly column: ColumnClause; readonly ifNotExists: boolean }
    | { readonly kind: 'addConstraint'; readonly constraint: ConstraintClause }
    | {
        readonly kind: 'dropColumn';
        readonly column: WrittenName;
        readonly ifExists: boolean;
        readonly cascade: boolean;
      }
    | {
        readonly kind: 'dropConstraint';
        readonly name: WrittenName | null;
        readonly what: 'constraint' | 'primaryKey' | 'foreignKey' | 'check';
        readonly ifExists: boolean;
      }
    | { readonly kind: 'dropIndex'; readonly name: WrittenName }
    | { readonly kind: 'renameTable'; readonly to: WrittenName }
    | { readonly kind: 'renameColumn'; readonly column: WrittenName; readonly to: WrittenName }
    | { readonly kind: 'renameKey'; readonly name: WrittenName; readonly to: WrittenName }
    | {
        readonly kind: 'alterType';
        readonly column: WrittenName;
        readonly type: TypeText;
        readonly using: Span | null;
      }
    | {
        readonly kind: 'setNotNull' | 'dropNotNull' | 'dropDefault' | 'addIdentity';
        readonly column: WrittenName;
      }
    | { readonly kind: 'setDefault'; readonly column: WrittenName; readonly text: string }
    /** MODIFY and CHANGE: the whole definition anew. */
    | { readonly kind: 'modifyColumn'; readonly column: WrittenName; readonly to: ColumnClause }
    | { readonly kind: 'validateConstraint'; readonly name: WrittenName | null }
    | {
        readonly kind: 'attachPartition' | 'detachPartition';
        readonly partition: WrittenName | null;
        readonly concurrently: boolean;
      }
    | { readonly kind: 'trigger'; readonly enable: boolean }
    /** `ENGINE = x`, `AUTO_INCREMENT = 5`: name upper case, value as written. */
    | { readonly kind: 'option'; readonly name: string; readonly value: string }
    /** Anything else; its words in upper case. */
    | { readonly kind: 'other'; readonly words: readonly string[] }
  );

export interface TableOption extends Span {
  readonly name: string;
  readonly value: string;
}

/** What a statement is made of, as far as rules look at it. */
export type Node =
  | {
      readonly kind: 'createTable';
      readonly table: WrittenName;
      /** Null: it has no list (`AS SELECT`, `LIKE t`, `PARTITION OF t`). */
      readonly columns: readonly ColumnClause[] | null;
      readonly constraints: readonly ConstraintClause[];
      readonly options: readonly TableOption[];
      readonly words: readonly string[];
      readonly ifNotExists: boolean;
      readonly temporary: boolean;
      readonly unlogged: boolean;
      readonly virtual: boolean;
      readonly partitioned: Span | null;
      /** Made from a query or another table. */
      readonly derived: boolean;
    }
  | {
      readonly kind: 'alterTable';
      readonly table: WrittenName;
      readonly actions: readonly Action[];
      readonly ifExists: boolean;
    }
  | {
      readonly kind: 'createIndex';
      readonly index: WrittenName | null;
      readonly table: WrittenName;
      readonly columns: readonly WrittenName[];
      readonly size: number;
      readonly unique: boolean;
      readonly concurrently: boolean;
      readonly ifNotExists: boolean;
      /** `INDEX` itself. */
      readonly keyword: Span;
    }
  | {
      readonly kind: 'drop';
      /** `TABLE`, `INDEX`, `SCHEMA`, … */
      readonly object: string;
      readonly names: readonly WrittenName[];
      readonly ifExists: boolean;
      readonly cascade: Span | null;
      readonly concurrently: boolean;
      /** `DROP INDEX i ON t`. */
      readonly on: WrittenName | null;
      /** `DROP INDEX`. */
      readonly head: Span;
    }
  | { readonly kind: 'truncate'; readonly tables: readonly WrittenName[]; readonly cascade: Span | null }
  | {
      readonly kind: 'update' | 'delete';
      readonly table: WrittenName | null;
      /** Outside of parentheses. */
      readonly where: boolean;
      readonly limited: boolean;
      readonly head: Span;
    }
  | { readonly kind: 'rename'; readonly pairs: readonly (readonly [WrittenName, WrittenName])[] }
  | { readonly kind: 'other' };
