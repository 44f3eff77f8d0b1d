import type { Change } from '../diff/change.ts';
import type { Schema } from '../schema/model.ts';

/** A statement that a diff or a dump writes, with what a reader must know about it. */
export interface DdlStatement {
  /** Without terminator. */
  readonly sql: string;
  /** Sentences for comments in front of it: data hints, what cannot come back, what is rebuilt. */
  readonly comments: readonly string[];
  /** Data is lost by it: what, in one sentence. null: none. */
  readonly destructive: string | null;
  /**
   * `inside`: runs in the file's transaction. `alone`: must run outside one (`CONCURRENTLY`).
   * `after`: needs an earlier statement to be committed first (a new enum value in use).
   */
  readonly transaction: 'inside' | 'alone' | 'after';
}

export interface AlterOptions {
  /** Indexes with CONCURRENTLY, constraints NOT VALID then VALIDATE, in a file of their own. */
  readonly concurrently: boolean;
  /** Value to put into existing rows of a NOT NULL column without default that comes back (down of a drop). */
  readonly placeholders: boolean;
  /**
   * An earlier change is taken back: rows of tables and columns that it dropped are gone, and what refers to them must
   * run all the same.
   */
  readonly restoring?: boolean;
  /** What is one too many was just made by what is taken back: it goes, also where the model does not hold it. */
  readonly takingBack?: boolean;
  /** Tables (ids) that hold rows, or undefined when that is not known. */
  readonly filled?: ReadonlySet<string>;
}

/** The dialect's own words for a schema and for changes. Pure: no connection. */
export interface Ddl {
  /** Everything of `schema` as statements that load into an empty database, in dependency order, stable. */
  create(schema: Schema): readonly DdlStatement[];
  /** The statements that bring `from` to `to` when `changes` is their difference, in an order that runs. */
  alter(changes: readonly Change[], from: Schema, to: Schema, options: AlterOptions): readonly DdlStatement[];
  /** A column's type for people, as the seed shows it: `VARCHAR(20)`. */
  displayType(type: string): string;
}
