import type { TableChange } from '../../diff/change.ts';
import type { Column, Table } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import { mentions } from './alterColumns.ts';
import { columnSql } from './columnSql.ts';
import { outsideStrings } from './expression.ts';
import type { Flavour } from './flavour.ts';
import { identifier } from './literal.ts';
import { statement } from './statement.ts';
import { dropConstraint } from './tableClauses.ts';
import { constraintSql, indexSql, partitionSql } from './tableSql.ts';

/**
 * The renames of one table: the table first, then its columns in one statement. MariaDB follows a column's new name
 * everywhere; MySQL refuses while a generated column, a check, an expression index or the partitions name it, so
 * these are made anew around it.
 */
export function renameTable(
  before: Table,
  changes: readonly TableChange[],
  flavour: Flavour,
): readonly DdlStatement[] {
  const statements: DdlStatement[] = [];
  let name = before.name;
  for (const change of changes) {
    if (change.kind !== 'renameTable') continue;
    statements.push(statement(`RENAME TABLE ${identifier(change.from)} TO ${identifier(change.to)}`));
    name = change.to;
  }
  const columns = new Map(
    changes.flatMap((change) => (change.kind === 'renameColumn' ? [[change.from, change.to] as const] : [])),
  );
  if (columns.size === 0) return statements;
  const renames = [...columns].map(([from, to]) => `RENAME COLUMN ${identifier(from)} TO ${identifier(to)}`);
  const table = { ...before, name };
  return [
    ...statements,
    ...(flavour.mariadb ? [alter(name, renames)] : aroundRenames(table, columns, renames, flavour)),
  ];
}

function alter(name: string, clauses: readonly string[], trailing = ''): DdlStatement {
  const separator = clauses.length > 1 ? '\n  ' : ' ';
  return statement(
    `ALTER TABLE ${identifier(name)}${clauses.length === 0 ? '' : separator}${clauses.join(`,${separator}`)}${trailing}`,
  );
}

function aroundRenames(
  table: Table,
  columns: ReadonlyMap<string, string>,
  renames: readonly string[],
  flavour: Flavour,
): readonly DdlStatement[] {
  const names = (sql: string) => [...columns.keys()].some((column) => mentions(sql, column));
  const said = (sql: string) => withNewNames(sql, columns);
  const columnName = (column: Column | undefined) => columns.get(column?.name ?? '') ?? column?.name ?? '';
  const generated = table.columns.filter(
    (column) => column.generated !== null && names(column.generated.expression),
  );
  const checks = table.constraints.filter(
    (constraint) => constraint.kind === 'check' && names(constraint.definition),
  );
  const indexes = table.indexes.filter((index) =>
    index.parts.some(({ expression }) => expression !== null && names(expression)),
  );
  const partitioned = names(`${table.attributes.partitionBy ?? ''} ${table.attributes.subpartitionBy ?? ''}`);
  const clauses = [
    ...checks.map((check) => dropConstraint(check, flavour)),
    ...indexes.map((index) => `DROP INDEX ${identifier(index.name)}`),
    ...generated.map((column) => `DROP COLUMN ${identifier(column.name)}`),
    ...renames,
    ...generated.map((column) => {
      const index = table.columns.indexOf(column);
      const place = index === 0 ? 'FIRST' : `AFTER ${identifier(columnName(table.columns[index - 1]))}`;
      const made = {
        ...column,
        name: columnName(column),
        generated: { ...column.generated!, expression: said(column.generated!.expression) },
      };
      return `ADD COLUMN ${columnSql(made, String(table.attributes.collation))} ${place}`;
    }),
    ...indexes.map((index) => `ADD ${indexSql({ ...index, definition: said(index.definition) })}`),
    ...checks.map((check) => `ADD ${constraintSql({ ...check, definition: said(check.definition) })}`),
  ];
  // The server's own text does not quote every name.
  const { source: _, ...unsaid } = table;
  if (!partitioned) return [alter(table.name, clauses)];
  return [
    alter(table.name, ['REMOVE PARTITIONING']),
    alter(table.name, clauses, `\n${said(partitionSql(unsaid))}`),
  ];
}

function withNewNames(sql: string, columns: ReadonlyMap<string, string>): string {
  const quoted = new Map([...columns].map(([from, to]) => [identifier(from).toLowerCase(), identifier(to)]));
  return outsideStrings(sql, (name) => quoted.get(name.toLowerCase()) ?? name);
}
