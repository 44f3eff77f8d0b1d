import type { WrittenName } from '../catalog/facts.ts';
import type { ColumnClause, ConstraintClause, Node } from './structure/tree.ts';
import type { TypeText } from './structure/type.ts';

/** A column that a statement defines. */
export interface DefinedColumn {
  readonly table: WrittenName;
  readonly column: ColumnClause;
  /** In a table that the statement makes; else added to one, or defined anew. */
  readonly how: 'create' | 'add' | 'modify';
}

/** Every column definition in a statement. */
export function columnsOf(node: Node): readonly DefinedColumn[] {
  if (node.kind === 'createTable')
    return (node.columns ?? []).map((column) => ({ table: node.table, column, how: 'create' }));
  if (node.kind !== 'alterTable') return [];
  return node.actions.flatMap((action): DefinedColumn[] => {
    if (action.kind === 'addColumn') return [{ table: node.table, column: action.column, how: 'add' }];
    if (action.kind === 'modifyColumn') return [{ table: node.table, column: action.to, how: 'modify' }];
    return [];
  });
}

/** Every constraint or index clause in a statement. */
export function constraintsOf(node: Node): readonly ConstraintClause[] {
  if (node.kind === 'createTable') return node.constraints;
  if (node.kind !== 'alterTable') return [];
  return node.actions.flatMap((action) => (action.kind === 'addConstraint' ? [action.constraint] : []));
}

/** Every type that a statement gives to a column. */
export function typesIn(node: Node): readonly TypeText[] {
  const own = columnsOf(node).flatMap(({ column }) => column.type ?? []);
  if (node.kind !== 'alterTable') return own;
  return [...own, ...node.actions.flatMap((action) => (action.kind === 'alterType' ? [action.type] : []))];
}
