import { type Table, tableId } from '../../schema/model.ts';
import { inOrder } from './order.ts';

/** The tables, each behind those it refers to. */
export function tablesInOrder(tables: readonly Table[]): readonly Table[] {
  return inOrder(tables, tableId, (table) => table.constraints.flatMap((constraint) => constraint.dependsOn));
}
