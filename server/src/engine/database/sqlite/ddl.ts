import { idOf, type Schema } from '../../schema/model.ts';
import type { Ddl, DdlStatement } from '../ddl.ts';
import { alterStatements } from './alter.ts';
import { createIndexSql, createObjectSql, dumpedTableSql } from './createSql.ts';
import { inOrder } from './order.ts';
import { statement } from './statement.ts';
import { tablesInOrder } from './tablesInOrder.ts';

/** SQLite's words for a schema and its changes, as `version` of it understands them. */
export function sqliteDdl(version: readonly number[]): Ddl {
  return {
    create: createStatements,
    alter: (changes, from, to, options) => alterStatements(changes, from, to, options, version),
    displayType: (type) => type.toUpperCase(),
  };
}

/** Tables behind those they refer to, each with its indexes; then virtual tables, views, triggers. */
function createStatements(schema: Schema): readonly DdlStatement[] {
  const views = schema.objects.filter((object) => object.kind === 'view');
  const triggers = schema.objects.filter((object) => object.kind === 'trigger');
  return [
    ...tablesInOrder(schema.tables).flatMap((table) => [
      statement(dumpedTableSql(table)),
      ...table.indexes.map((index) => statement(createIndexSql(index))),
    ]),
    ...schema.unmodelled.flatMap(({ create }) => (create === undefined ? [] : [statement(create)])),
    ...inOrder(views, idOf, (view) => view.dependsOn).map((view) => statement(createObjectSql(view))),
    ...triggers.map((trigger) => statement(createObjectSql(trigger))),
  ];
}
