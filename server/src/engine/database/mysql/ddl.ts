import type { Schema } from '../../schema/model.ts';
import type { Ddl, DdlStatement } from '../ddl.ts';
import { alter } from './alter.ts';
import type { Flavour } from './flavour.ts';
import { identifier } from './literal.ts';
import { createObject, underSettings } from './objectSql.ts';
import { objectsInOrder, tablesInOrder } from './order.ts';
import { statement } from './statement.ts';
import { constraintSql, createTable } from './tableSql.ts';
import { underZeroDates } from './zeroDates.ts';

/** The words of MySQL and MariaDB. */
export function ddlFor(flavour: Flavour): Ddl {
  return {
    create,
    alter: (changes, from, to, options) => alter(changes, from, to, options, flavour),
    // Labels of an ENUM keep their letters.
    displayType: (type) =>
      type.replace(/'(?:[^']|'')*'|[^']+/g, (piece) => (piece.startsWith("'") ? piece : piece.toUpperCase())),
  };
}

/**
 * Sequences, tables with their foreign keys (referenced ones first; keys that close a circle by ALTER behind them),
 * routines, views, triggers, events.
 */
function create(schema: Schema): readonly DdlStatement[] {
  const { tables, late } = tablesInOrder(schema.tables);
  const statements = tables.map(({ table, foreignKeys }) =>
    underZeroDates([statement(createTable(table, foreignKeys))], [table], schema),
  );
  const closing = late.map(({ table, constraint }) =>
    statement(`ALTER TABLE ${identifier(table.name)} ADD ${constraintSql(constraint)}`),
  );
  const objects = objectsInOrder(schema.objects).map((object) => ({
    object,
    statement: createObject(object, { owner: object.owner, asTyped: true }),
  }));
  const sequences = objects.filter(({ object }) => object.kind === 'sequence').map((each) => each.statement);
  const others = objects.filter(({ object }) => object.kind !== 'sequence');
  return [...sequences, ...statements.flat(), ...closing, ...underSettings(others, schema)];
}
