import type { Catalog } from '../catalog/catalog.ts';
import { tableKey } from '../catalog/names.ts';
import type { SqlDialect, StatementKind } from '../sql/index.ts';
import type { Node } from './structure/tree.ts';

/** Whether a statement changes or locks a table that was there before what is still to run. */
export function touchesExisting(
  kind: StatementKind,
  node: Node,
  dialect: SqlDialect,
  catalog: Catalog,
  isNew: (key: string) => boolean,
): boolean {
  if (kind.class !== 'ddl' && kind.class !== 'utility') return false;
  if (node.kind === 'createTable') {
    const references = [
      ...(node.columns ?? []).map(({ references: one }) => one),
      ...node.constraints.map(({ references: one }) => one),
    ];
    return references.some(
      (one) => one !== null && one.table.key !== node.table.key && !isNew(one.table.key),
    );
  }
  if (node.kind === 'drop' && node.object === 'INDEX')
    return node.names.some(({ key }) => {
      const index = catalog.index(key);
      return index === null || !isNew(index.table);
    });
  return kind.tables.some((table) => !isNew(tableKey(table.parts, table.quoted, dialect)));
}
