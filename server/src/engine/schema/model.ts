/**
 * What a database says it has, as plain readonly values that survive JSON. Both sides of a diff are read from
 * real catalogs; nothing here is parsed from SQL text. Names are as the catalog spells them, unquoted.
 */

/** Facts of one database only (a storage parameter, a charset): compared by value, key by key. */
export type Attributes = Readonly<Record<string, AttributeValue>>;
export type AttributeValue = string | number | boolean | null | readonly string[];

export interface Schema {
  readonly tables: readonly Table[];
  /** Everything that is not a table: views, routines, types, sequences, triggers, policies, … */
  readonly objects: readonly SchemaObject[];
  /** What stands in the catalog but not in this model: named, compared by fingerprint, never dropped. */
  readonly unmodelled: readonly Unmodelled[];
  /** Of the database as a whole (default charset and collation); not compared. */
  readonly attributes: Attributes;
}

export interface Table {
  /** The namespace (PostgreSQL schema); null where the database has none. */
  readonly schema: string | null;
  readonly name: string;
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly comment: string | null;
  /** Engine, charset, partitioning, row security, STRICT, … */
  readonly attributes: Attributes;
  /** Ids (see `idOf`) of the objects that must exist before this table (its column types, its functions, its partitioned parent). */
  readonly dependsOn: readonly string[];
  readonly owner?: string;
  readonly privileges?: readonly string[];
  /** The catalog's estimate of live rows; null when it has none. Never compared. */
  readonly estimatedRows: number | null;
  /** The text as it was written, where it holds more than the model (comments, layout). Never compared. */
  readonly source?: string;
}

export interface Column {
  readonly name: string;
  /** As the catalog formats it: `character varying(20)`, `int unsigned`, `TEXT`. */
  readonly type: string;
  readonly nullable: boolean;
  /** SQL expression; null when there is none. */
  readonly default: string | null;
  readonly generated: { readonly expression: string; readonly stored: boolean } | null;
  readonly identity: { readonly generation: 'always' | 'by default'; readonly options: Attributes } | null;
  readonly collation: string | null;
  readonly comment: string | null;
  readonly attributes: Attributes;
  /** Ids of what must exist before this column (its type, what its default calls). Never compared. */
  readonly dependsOn?: readonly string[];
  /** The type as it was written, where that differs from `type` in its layout. Never compared. */
  readonly typeSource?: string;
}

export type ConstraintKind = 'primaryKey' | 'unique' | 'check' | 'foreignKey' | 'exclude' | 'notNull';

export interface Constraint {
  readonly kind: ConstraintKind;
  /** null where the database keeps none (SQLite's unnamed constraints). */
  readonly name: string | null;
  readonly columns: readonly string[];
  /** What follows `CONSTRAINT name` in a CREATE TABLE, canonical: two constraints are equal when this and `attributes` are. */
  readonly definition: string;
  readonly references: ForeignKeyTarget | null;
  readonly comment: string | null;
  /** deferrable, validated, enforced, the index it uses, … */
  readonly attributes: Attributes;
  readonly dependsOn: readonly string[];
}

export interface ForeignKeyTarget {
  readonly schema: string | null;
  readonly table: string;
  readonly columns: readonly string[];
  readonly onDelete: string;
  readonly onUpdate: string;
}

export interface IndexPart {
  /** A column's name, or null for an expression. */
  readonly column: string | null;
  readonly expression: string | null;
  readonly descending: boolean;
  readonly attributes: Attributes;
}

export interface Index {
  readonly name: string;
  readonly unique: boolean;
  readonly method: string | null;
  readonly parts: readonly IndexPart[];
  readonly where: string | null;
  /** The whole CREATE INDEX (or the KEY clause) without terminator, canonical: equal indexes have equal definitions. */
  readonly definition: string;
  readonly comment: string | null;
  readonly attributes: Attributes;
  readonly dependsOn: readonly string[];
  /** The text as it was written, where it holds more than the model (comments, layout). Never compared. */
  readonly source?: string;
}

export type ObjectKind =
  | 'schema'
  | 'extension'
  | 'collation'
  | 'enum'
  | 'domain'
  | 'compositeType'
  | 'rangeType'
  | 'sequence'
  | 'view'
  | 'materializedView'
  | 'index'
  | 'function'
  | 'procedure'
  | 'aggregate'
  | 'trigger'
  | 'eventTrigger'
  | 'rule'
  | 'policy'
  | 'statistics'
  | 'publication'
  | 'event'
  | 'foreignDataWrapper'
  | 'foreignServer'
  | 'userMapping'
  | 'operator'
  | 'cast'
  | 'textSearch'
  | 'defaultPrivileges';

export interface SchemaObject {
  readonly kind: ObjectKind;
  readonly schema: string | null;
  /** With the argument types for routines: `add(integer, integer)`. */
  readonly name: string;
  /** The id of the table (or view) it hangs on, for triggers, rules, policies, indexes of materialized views; else null. */
  readonly parent: string | null;
  /** The statement that creates it, canonical, without terminator (several are joined by `;\n` only where a database needs it). */
  readonly definition: string;
  /** What ALTER can change without creating it anew: enum values, sequence options, view columns, … */
  readonly attributes: Attributes;
  readonly dependsOn: readonly string[];
  /** Ids that its text seems to name without the catalog knowing: for order only. Never compared. */
  readonly mentions?: readonly string[];
  readonly comment: string | null;
  readonly owner?: string;
  readonly privileges?: readonly string[];
  /** The text as it was written, where it holds more than the model (comments, layout). Never compared. */
  readonly source?: string;
  /** Settings of the session it was made in that the database keeps with it: made again under the same. Never compared. */
  readonly madeUnder?: Attributes;
}

export interface Unmodelled {
  /** The catalog's word for it: `text search parser`. */
  readonly kind: string;
  readonly name: string;
  /** Text that changes when the thing does; may be empty when the catalog gives none. */
  readonly fingerprint: string;
  /** The statement that makes it, where one is known: then it is dumped, and made where it is missing. Never compared. */
  readonly create?: string;
}

/** `table:public.users`, `function:public.add(integer, integer)`, `trigger:t@table:public.users`: one string per thing. */
export function idOf(thing: {
  kind: string;
  schema: string | null;
  name: string;
  parent?: string | null;
}): string {
  const name = thing.schema === null ? thing.name : `${thing.schema}.${thing.name}`;
  return thing.parent ? `${thing.kind}:${thing.name}@${thing.parent}` : `${thing.kind}:${name}`;
}

/** The id of a table. */
export function tableId(table: { schema: string | null; name: string }): string {
  return idOf({ kind: 'table', schema: table.schema, name: table.name });
}

/** A schema with nothing in it. */
export const emptySchema: Schema = { tables: [], objects: [], unmodelled: [], attributes: {} };
