import type { Schema } from '../../schema/model.ts';
import type { Ddl, DdlStatement } from '../ddl.ts';
import { alter } from './alter.ts';
import type { Flavour } from './flavour.ts';
import { withLabelWarnings } from './labels.ts';
import { lenienciesOf, leniently } from './lenientKeys.ts';
import { identifier } from './literal.ts';
import { createObject, underSettings } from './objectSql.ts';
import { objectsInOrder, tablesInOrder } from './order.ts';
import { statement } from './statement.ts';
import { constraintSql, createTable } from './tableSql.ts';
import { underZeroDates } from './zeroDates.ts';

/** The words of MySQL and MariaDB. */
export function ddlFor(flavour: Flavour): Ddl {
  return {
    create: (schema) => withLabelWarnings(create(schema, flavour), schema.attributes),
    alter: (changes, from, to, options) =>
      withLabelWarnings(alter(changes, from, to, options, flavour), to.attributes),
    // Labels of an ENUM keep their letters.
    displayType: (type) =>
      type.replace(/'(?:[^']|'')*'|[^']+/g, (piece) => (piece.startsWith("'") ? piece : piece.toUpperCase())),
  };
}

/**
 * Sequences, tables with their foreign keys (referenced ones first; keys that close a circle by ALTER behind them),
 * routines, views, triggers, events.
 */
function create(schema: Schema, flavour: Flavour): readonly DdlStatement[] {
  const { tables, late } = tablesInOrder(schema.tables);
  const needs = lenienciesOf(schema, flavour);
  const statements = tables.map(({ table, foreignKeys }) => {
    const now = foreignKeys.filter((key) => needs(key) === null);
    return underZeroDates([statement(createTable(table, now))], [table], schema);
  });
  const lenient = tables.flatMap(({ table, foreignKeys }) =>
    foreignKeys.filter((key) => needs(key) !== null).map((constraint) => ({ table, constraint })),
  );
  const closing = [...late, ...lenient].flatMap(({ table, constraint }) =>
    leniently(
      [statement(`ALTER TABLE ${identifier(table.name)} ADD ${constraintSql(constraint)}`)],
      needs(constraint),
    ),
  );
  const objects = objectsInOrder(schema.objects).map((object) => ({
    object,
    statement: createObject(object, { owner: object.owner, asTyped: true }),
  }));
  const sequences = objects.filter(({ object }) => object.kind === 'sequence').map((each) => each.statement);
  const others = objects.filter(({ object }) => object.kind !== 'sequence');
  return [...sequences, ...statements.flat(), ...closing, ...underSettings(others, schema)];
}
