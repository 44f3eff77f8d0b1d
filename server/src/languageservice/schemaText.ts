import type { CatalogColumn, CatalogTable } from '../engine/catalog/catalog.ts';
import { quoteName } from '../engine/catalog/names.ts';
import { versionNumber } from '../engine/migrations/index.ts';
import { catalogBefore } from './catalog/replay.ts';
import { dialectOf } from './catalog/symbolAt.ts';
import type { ProjectSnapshot } from './model.ts';

/**
 * The tables as the files make them up to and with `version` (null: all), as SQL to read and compare: stable order, one
 * column a line. What the files do not tell is said in comments.
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
  return head + catalog.tables.map((table) => tableSql(table, dialect)).join('\n');
}

function tableSql(table: CatalogTable, dialect: ReturnType<typeof dialectOf>): string {
  const name = [table.schema, table.name]
    .flatMap((part) => (part === null ? [] : [quoteName(part, dialect)]))
    .join('.');
  const kind = table.view ? 'VIEW' : 'TABLE';
  const rest = table.complete ? '' : '  -- other columns cannot be told from the files\n';
  if (table.columns.length === 0) return `CREATE ${kind} ${name} (\n${rest});\n`;
  const columns = table.columns.map((column) => `  ${columnSql(column, dialect)}`).join(',\n');
  return `CREATE ${kind} ${name} (\n${columns}\n${rest});\n`;
}

function columnSql(column: CatalogColumn, dialect: ReturnType<typeof dialectOf>): string {
  const options = [
    column.primaryKey ? 'PRIMARY KEY' : column.nullable ? '' : 'NOT NULL',
    column.default === null ? '' : `DEFAULT ${column.default}`,
  ];
  return [quoteName(column.name, dialect), column.type, ...options].filter((part) => part !== '').join(' ');
}
