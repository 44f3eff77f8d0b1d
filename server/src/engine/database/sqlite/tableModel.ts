import type { Attributes, Column, Constraint, Table } from '../../schema/model.ts';
import { tableId } from '../../schema/model.ts';
import { canonical, type IsColumn } from './canonical.ts';
import type { KeyPart, ParsedColumn, ParsedConstraint, ParsedTable } from './createTable.ts';
import { nameSql } from './keywords.ts';
import { isName, nameOf, type Word } from './words.ts';

/** What `pragma_table_xinfo` says of a column. */
export interface CatalogColumn {
  readonly name: string;
  readonly notnull: number;
}

/** Types that SQLite knows by name and writes in capitals itself. */
const standardTypes = new Set(['ANY', 'BLOB', 'INT', 'INTEGER', 'REAL', 'TEXT']);

/** A table of the model from its text and its catalog rows; null when the two do not agree. */
export function tableModel(
  name: string,
  parsed: ParsedTable,
  catalog: readonly CatalogColumn[],
): Pick<Table, 'columns' | 'constraints' | 'attributes'> | null {
  if (parsed.columns.length !== catalog.length) return null;
  if (parsed.columns.some((column, index) => column.name !== catalog[index]!.name)) return null;
  const isColumn = columnTest(name, parsed);
  const columns = parsed.columns.map((column, index) =>
    columnModel(column, catalog[index]!.notnull === 0, isColumn),
  );
  const constraints = parsed.constraints.map((constraint) =>
    constraintModel(constraint, name, parsed, isColumn),
  );
  const attributes: Attributes = {
    ...(parsed.strict ? { strict: true } : {}),
    ...(parsed.withoutRowid ? { withoutRowid: true } : {}),
  };
  return { columns, constraints, attributes };
}

function columnTest(table: string, parsed: ParsedTable): IsColumn {
  const names = new Set([
    'rowid',
    'oid',
    '_rowid_',
    table.toLowerCase(),
    ...parsed.columns.map((column) => column.name.toLowerCase()),
  ]);
  return (name) => names.has(name.toLowerCase());
}

function columnModel(column: ParsedColumn, nullable: boolean, isColumn: IsColumn): Column {
  const upper = column.type.toUpperCase();
  const { notNull, generated } = column;
  const type = standardTypes.has(upper) ? upper : column.type;
  return {
    name: column.name,
    type,
    nullable,
    default: column.default,
    generated: generated && {
      expression: canonical(generated.expression, isColumn),
      stored: generated.stored,
    },
    identity: null,
    collation: column.collation,
    comment: null,
    attributes: {
      ...(notNull?.name == null ? {} : { notNullName: notNull.name }),
      ...(notNull?.onConflict == null ? {} : { notNullConflict: notNull.onConflict }),
    },
    ...(column.typeSource === type ? {} : { typeSource: column.typeSource }),
  };
}

function constraintModel(
  constraint: ParsedConstraint,
  table: string,
  parsed: ParsedTable,
  isColumn: IsColumn,
): Constraint {
  return {
    kind: constraint.kind,
    name: constraint.name,
    columns: columnsOf(constraint, parsed),
    definition: definitionOf(constraint, isColumn),
    references:
      constraint.kind === 'foreignKey'
        ? {
            schema: null,
            table: constraint.table,
            columns: constraint.references,
            onDelete: constraint.onDelete,
            onUpdate: constraint.onUpdate,
          }
        : null,
    comment: null,
    attributes: {},
    dependsOn:
      constraint.kind === 'foreignKey' && constraint.table !== table
        ? [tableId({ schema: null, name: constraint.table })]
        : [],
  };
}

function columnsOf(constraint: ParsedConstraint, parsed: ParsedTable): readonly string[] {
  if (constraint.kind === 'foreignKey') return constraint.columns;
  if (constraint.kind === 'check') return namedIn(constraint.expression, parsed.columns);
  return constraint.parts.map((part) => part.column);
}

/** The columns that an expression names. */
export function namedIn<T extends { readonly name: string }>(
  words: readonly Word[],
  columns: readonly T[],
): string[] {
  const names = new Set(words.filter(isName).map((word) => nameOf(word).toLowerCase()));
  return columns.filter((column) => names.has(column.name.toLowerCase())).map((column) => column.name);
}

function definitionOf(constraint: ParsedConstraint, isColumn: IsColumn): string {
  switch (constraint.kind) {
    case 'primaryKey': {
      const conflict = conflictSql(constraint.onConflict);
      // `INTEGER PRIMARY KEY DESC` at the column is, by an old mistake that SQLite keeps, no alias of the rowid.
      if (constraint.column !== null && constraint.parts[0]!.descending) return `PRIMARY KEY DESC${conflict}`;
      return `PRIMARY KEY (${keySql(constraint.parts)}${constraint.autoincrement ? ' AUTOINCREMENT' : ''})${conflict}`;
    }
    case 'unique':
      return `UNIQUE (${keySql(constraint.parts)})${conflictSql(constraint.onConflict)}`;
    case 'check':
      return `CHECK (${canonical(constraint.expression, isColumn)})`;
    case 'foreignKey':
      return `FOREIGN KEY (${constraint.columns.map(nameSql).join(', ')}) ${referencesSql(constraint)}`;
  }
}

function keySql(parts: readonly KeyPart[]): string {
  return parts
    .map(({ column, collation, descending }) => {
      const collated = collation === null ? '' : ` COLLATE ${collation}`;
      return `${nameSql(column)}${collated}${descending ? ' DESC' : ''}`;
    })
    .join(', ');
}

function conflictSql(onConflict: string | null): string {
  return onConflict === null ? '' : ` ON CONFLICT ${onConflict}`;
}

function referencesSql(key: ParsedConstraint & { readonly kind: 'foreignKey' }): string {
  const columns = key.references.length === 0 ? '' : ` (${key.references.map(nameSql).join(', ')})`;
  const onDelete = key.onDelete === 'NO ACTION' ? '' : ` ON DELETE ${key.onDelete}`;
  const onUpdate = key.onUpdate === 'NO ACTION' ? '' : ` ON UPDATE ${key.onUpdate}`;
  const match = key.match === null ? '' : ` MATCH ${key.match}`;
  const deferred = key.deferred ? ' DEFERRABLE INITIALLY DEFERRED' : '';
  return `REFERENCES ${nameSql(key.table)}${columns}${onDelete}${onUpdate}${match}${deferred}`;
}
