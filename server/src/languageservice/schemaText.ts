import type { Catalog, CatalogColumn, CatalogKey, CatalogTable } from '../engine/catalog/catalog.ts';
import { quoteName } from '../engine/catalog/names.ts';
import { versionNumber } from '../engine/migrations/index.ts';
import type { SqlDialect } from '../engine/sql/index.ts';
import { catalogBefore } from './catalog/replay.ts';
import { dialectOf } from './catalog/symbolAt.ts';
import type { ProjectSnapshot } from './model.ts';

/**
 * The tables as the files make them up to and with `version` (null: all), as SQL to read and compare: stable order, one
 * column or key a line, and a foreign key in one form wherever it was written. What the files do not tell is said in
 * comments.
 */
export function schemaText(project: ProjectSnapshot, version: string | null): string {
  const { migrations } = project.directory;
  const number = version === null ? null : versionNumber(version);
  const end = number === null ? migrations.length : migrations.filter((one) => one.number <= number).length;
  const catalog = catalogBefore(project, end);
  const dialect = dialectOf(project);
  const head = catalog.complete
    ? ''
    : '-- Some migrations are code or run blocks: what they change cannot be read from the files.\n\n';
  return head + catalog.tables.map((table) => tableSql(table, catalog, dialect)).join('\n');
}

function tableSql(table: CatalogTable, catalog: Catalog, dialect: SqlDialect): string {
  const name = tableName(table, dialect);
  const kind = table.view ? 'VIEW' : 'TABLE';
  const rest = table.complete ? '' : '  -- other columns cannot be told from the files\n';
  if (table.columns.length === 0) return `CREATE ${kind} ${name} (\n${rest});\n`;
  const primary = table.columns.filter(({ primaryKey }) => primaryKey);
  const lines = [
    ...table.columns.map((column) => columnSql(column, primary.length === 1, dialect)),
    ...(primary.length > 1 ? [primaryKeySql(table, primary, dialect)] : []),
    ...table.keys.flatMap((key) => foreignKeySql(key, table, catalog, dialect) ?? []),
  ];
  return `CREATE ${kind} ${name} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n${rest});\n`;
}

function columnSql(column: CatalogColumn, onlyKey: boolean, dialect: SqlDialect): string {
  const options = [
    column.primaryKey && onlyKey ? 'PRIMARY KEY' : column.nullable ? '' : 'NOT NULL',
    column.default === null ? '' : `DEFAULT ${column.default}`,
  ];
  return [quoteName(column.name, dialect), column.type, ...options].filter((part) => part !== '').join(' ');
}

/** Its columns in the order that the key was written in, where that is known. */
function primaryKeySql(
  { keys }: CatalogTable,
  columns: readonly CatalogColumn[],
  dialect: SqlDialect,
): string {
  const order = keys.find(({ type }) => type === 'primaryKey')?.columns ?? [];
  const sorted = [...columns].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  return `PRIMARY KEY (${sorted.map(({ name }) => quoteName(name, dialect)).join(', ')})`;
}

function foreignKeySql(
  { name, columns, references, reference }: CatalogKey,
  table: CatalogTable,
  catalog: Catalog,
  dialect: SqlDialect,
): string | null {
  if (references === null || reference === null) return null;
  const own = columns.map((key) => table.columns.find((column) => column.key === key)?.name ?? key);
  const other = catalog.table(references);
  const target = other === null ? reference.table.text : tableName(other, dialect);
  const names = (list: readonly string[]) => `(${list.map((one) => quoteName(one, dialect)).join(', ')})`;
  return [
    name === null ? '' : `CONSTRAINT ${quoteName(name, dialect)}`,
    `FOREIGN KEY ${names(own)} REFERENCES ${target}`,
    reference.columns.length === 0 ? '' : names(reference.columns.map((column) => column.name)),
    reference.actions,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function tableName({ schema, name }: CatalogTable, dialect: SqlDialect): string {
  return [schema, name].flatMap((part) => (part === null ? [] : [quoteName(part, dialect)])).join('.');
}
