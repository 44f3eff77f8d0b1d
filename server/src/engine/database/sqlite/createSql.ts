import type { Column, Constraint, Index, SchemaObject, Table } from '../../schema/model.ts';
import { parseCreateTable } from './createTable.ts';
import { isKeyword, nameSql } from './keywords.ts';
import { tableModel } from './tableModel.ts';
import { hasComments } from './words.ts';

/**
 * The CREATE TABLE of a table for a dump. A text that has comments is kept as it was written; any other is laid out
 * anew, so that a table looks the same however it came to be what it is.
 */
export function dumpedTableSql(table: Table): string {
  const keeps = table.source !== undefined && hasComments(table.source);
  return (keeps ? writtenSql(table, table.name) : null) ?? laidOutSql(table, table.name);
}

/** The CREATE TABLE of a table, as it was written where that is known; under another name where one is given. */
export function createTableSql(table: Table, name: string = table.name): string {
  return writtenSql(table, name) ?? laidOutSql(table, name);
}

export function createIndexSql(index: Index): string {
  return index.source ?? index.definition;
}

export function createObjectSql(object: SchemaObject): string {
  return object.source ?? object.definition;
}

/** The text as it was written, if it still says what the model says. */
function writtenSql(table: Table, name: string): string | null {
  if (table.source === undefined) return null;
  const parsed = parseCreateTable(table.source);
  if (parsed === null) return null;
  const { source } = table;
  const original = parsed.columns.map((column, index) => ({
    name: column.name,
    notnull: table.columns[index]?.nullable === false ? 1 : 0,
  }));
  const model = tableModel(table.name, parsed, original);
  const same = (['columns', 'constraints', 'attributes'] as const).every(
    (key) => JSON.stringify(model?.[key]) === JSON.stringify(table[key]),
  );
  if (!same) return null;
  const head = `CREATE TABLE ${nameSql(name)}`;
  const rest = source.slice(parsed.nameEnd);
  return head + (/^[\s(]/.test(rest) ? rest : ` ${rest}`);
}

function laidOutSql(table: Table, name: string): string {
  const inline = table.constraints.find((constraint) => inlineKeySql(constraint) !== null);
  const lines = [
    ...table.columns.map((column) =>
      columnSql(column, inline?.columns[0] === column.name ? inline : undefined),
    ),
    ...table.constraints.filter((constraint) => constraint !== inline).map(constraintSql),
  ];
  const options = [
    ...(table.attributes.strict === true ? ['STRICT'] : []),
    ...(table.attributes.withoutRowid === true ? ['WITHOUT ROWID'] : []),
  ];
  const tail = options.length === 0 ? '' : ` ${options.join(', ')}`;
  return `CREATE TABLE ${nameSql(name)} (\n  ${lines.join(',\n  ')}\n)${tail}`;
}

/** A column as CREATE TABLE and ADD COLUMN take it; `key` is a primary key that is written at the column. */
export function columnSql(column: Column, key?: Constraint): string {
  const { attributes } = column;
  const parts = [nameSql(column.name)];
  if (column.type !== '') parts.push(column.typeSource ?? typeSql(column.type));
  if (key !== undefined) parts.push(...naming(key.name), inlineKeySql(key)!);
  if (!column.nullable) {
    const conflict = attributes.notNullConflict;
    parts.push(
      ...naming(attributes.notNullName),
      'NOT NULL',
      ...(conflict == null ? [] : [`ON CONFLICT ${conflict}`]),
    );
  }
  if (column.default !== null) parts.push(`DEFAULT ${column.default}`);
  if (column.collation !== null) parts.push(`COLLATE ${nameSql(column.collation)}`);
  if (column.generated !== null) {
    parts.push(
      `GENERATED ALWAYS AS (${column.generated.expression}) ${column.generated.stored ? 'STORED' : 'VIRTUAL'}`,
    );
  }
  return parts.join(' ');
}

export function constraintSql(constraint: Constraint): string {
  return [...naming(constraint.name), constraint.definition].join(' ');
}

function naming(name: unknown): readonly string[] {
  return typeof name === 'string' ? [`CONSTRAINT ${nameSql(name)}`] : [];
}

/** A primary key in the short form at its column; null where only the long form after the columns says it. */
function inlineKeySql({ kind, columns, definition, name }: Constraint): string | null {
  if (kind !== 'primaryKey' || columns.length !== 1) return null;
  if (definition.startsWith('PRIMARY KEY DESC')) return definition;
  if (name !== null) return null;
  const column = nameSql(columns[0]!);
  if (definition === `PRIMARY KEY (${column})`) return 'PRIMARY KEY';
  return definition === `PRIMARY KEY (${column} AUTOINCREMENT)` ? 'PRIMARY KEY AUTOINCREMENT' : null;
}

/** Words that would be read as the next part of the column. */
const notInTypes =
  /\b(constraint|primary|not|null|unique|check|default|collate|references|generated|as|deferrable|on)\b/i;

function typeSql(type: string): string {
  const plain =
    /^[a-z_]\w*(?: [a-z_]\w*)*(?:\([-+]?[\w.]+(?:,[-+]?[\w.]+)?\))?$/i.test(type) && !notInTypes.test(type);
  const reserved = type.split(/[ (]/).some((word) => isKeyword(word.toUpperCase()));
  return plain && !reserved ? type : `"${type.replaceAll('"', '""')}"`;
}
