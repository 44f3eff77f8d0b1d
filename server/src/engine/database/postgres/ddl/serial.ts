import type { Column, Schema, SchemaObject, Table } from '../../../schema/model.ts';
import { idOf, tableId } from '../../../schema/model.ts';
import { columnId } from '../introspect/registry.ts';
import { madeUpName, qualifiedName, quoteName } from '../names.ts';

const words: Readonly<Record<string, string>> = {
  smallint: 'smallserial',
  integer: 'serial',
  bigint: 'bigserial',
};

/**
 * The columns that are just what `serial` makes, by their id, with their sequence: an owned sequence of the made-up name
 * and plain options, and the default that takes its next value.
 */
export function serialColumns(schema: Schema): ReadonlyMap<string, SchemaObject> {
  const namespace = String(schema.attributes.namespace ?? 'public');
  const sequences = new Map<string, SchemaObject>();
  for (const object of schema.objects)
    if (object.kind === 'sequence') sequences.set(`${object.schema}.${object.name}`, object);
  const found = new Map<string, SchemaObject>();
  if (sequences.size === 0) return found;
  for (const table of schema.tables) {
    for (const column of table.columns) {
      const sequence = sequences.get(`${table.schema}.${madeUpName(table.name, column.name, 'seq')}`);
      if (sequence !== undefined && isSerial(table, column, sequence, namespace))
        found.set(columnId(column.name, tableId(table)), sequence);
    }
  }
  return found;
}

function isSerial(table: Table, column: Column, sequence: SchemaObject, namespace: string): boolean {
  const name = qualifiedName(sequence.schema, sequence.name, namespace);
  const { type, ownedBy, ...options } = sequence.attributes;
  return (
    !column.nullable &&
    words[column.type] !== undefined &&
    type === column.type &&
    ownedBy === `${qualifiedName(table.schema, table.name, namespace)}.${quoteName(column.name)}` &&
    Object.keys(options).length === 0 &&
    column.default === `nextval('${name.replaceAll("'", "''")}'::regclass)` &&
    sequence.owner === table.owner
  );
}

export function serialWord(column: Column): string | null {
  return words[column.type] ?? null;
}

export function sequenceId(sequence: SchemaObject): string {
  return idOf(sequence);
}
