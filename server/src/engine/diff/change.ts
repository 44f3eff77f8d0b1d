import type {
  Attributes,
  Column,
  Constraint,
  Index,
  SchemaObject,
  Table,
  Unmodelled,
} from '../schema/model.ts';

/** One difference between two schemas. Pure data: how it is said in SQL is the database's business. */
export type Change =
  | { readonly kind: 'createTable'; readonly table: Table }
  | { readonly kind: 'dropTable'; readonly table: Table }
  | {
      readonly kind: 'alterTable';
      readonly before: Table;
      readonly after: Table;
      readonly changes: readonly TableChange[];
    }
  | { readonly kind: 'createObject'; readonly object: SchemaObject }
  | { readonly kind: 'dropObject'; readonly object: SchemaObject }
  | { readonly kind: 'alterObject'; readonly before: SchemaObject; readonly after: SchemaObject }
  /** Differs, but cannot be said in SQL by this tool: shown, counted, never written. */
  | { readonly kind: 'unmodelled'; readonly before: Unmodelled | null; readonly after: Unmodelled | null };

/** What is different between two columns of one name. */
export type ColumnAspect =
  | 'type'
  | 'nullable'
  | 'default'
  | 'generated'
  | 'identity'
  | 'collation'
  | 'comment'
  | 'attributes';

export type TableChange =
  | { readonly kind: 'renameTable'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'addColumn';
      readonly column: Column /** the column it stands behind; null: it is the first */;
      readonly after: string | null;
    }
  | { readonly kind: 'dropColumn'; readonly column: Column }
  | { readonly kind: 'renameColumn'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'alterColumn';
      readonly before: Column;
      readonly after: Column;
      readonly aspects: readonly ColumnAspect[];
    }
  /** Same columns, another order; only where the database can (`Capabilities.columnOrder`). */
  | { readonly kind: 'reorderColumns'; readonly before: readonly string[]; readonly after: readonly string[] }
  | { readonly kind: 'addConstraint'; readonly constraint: Constraint }
  | { readonly kind: 'dropConstraint'; readonly constraint: Constraint }
  /** Equal but for name, comment or attributes that ALTER can change. */
  | { readonly kind: 'alterConstraint'; readonly before: Constraint; readonly after: Constraint }
  | { readonly kind: 'addIndex'; readonly index: Index }
  | { readonly kind: 'dropIndex'; readonly index: Index }
  | { readonly kind: 'alterIndex'; readonly before: Index; readonly after: Index }
  | { readonly kind: 'setAttributes'; readonly before: Attributes; readonly after: Attributes }
  | { readonly kind: 'setComment'; readonly before: string | null; readonly after: string | null }
  | { readonly kind: 'setOwner'; readonly before: string; readonly after: string }
  | { readonly kind: 'setPrivileges'; readonly before: readonly string[]; readonly after: readonly string[] };
