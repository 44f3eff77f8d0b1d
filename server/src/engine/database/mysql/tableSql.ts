import type { Attributes, AttributeValue, Constraint, Index, Table } from '../../schema/model.ts';
import { charsetOf, columnSql } from './columnSql.ts';
import { quoted } from './expression.ts';
import { identifier } from './literal.ts';

/** CREATE TABLE with everything but the foreign keys that are not among `foreignKeys`. */
export function createTable(table: Table, foreignKeys: readonly Constraint[]): string {
  const lines = [
    ...table.columns.map((column) => columnSql(column, String(table.attributes.collation))),
    ...periods(table),
    ...table.constraints.filter(({ kind }) => kind === 'primaryKey').map(constraintSql),
    ...table.indexes.map(indexSql),
    ...table.constraints.filter(({ kind }) => kind === 'check').map(constraintSql),
    ...foreignKeys.map(constraintSql),
  ];
  const partitions = table.attributes.partitionBy === undefined ? '' : `\n${partitionSql(table)}`;
  const options = tableOptions(table.attributes, table.comment);
  return `CREATE TABLE ${identifier(table.name)} (\n  ${lines.join(',\n  ')}\n) ${options.join(' ')}${partitions}`;
}

/** A constraint as it stands in CREATE TABLE and behind ADD. */
export function constraintSql(constraint: Constraint): string {
  const name = constraint.name === null ? '' : `CONSTRAINT ${identifier(constraint.name)} `;
  const { comment, enforced } = constraint.attributes;
  return `${name}${constraint.definition}${comment === undefined ? '' : ` COMMENT ${comment}`}${enforced === false ? ' NOT ENFORCED' : ''}`;
}

/** An index as it stands in CREATE TABLE and behind ADD. */
export function indexSql(index: Index): string {
  const comment = index.comment === null ? '' : ` COMMENT ${quoted(index.comment)}`;
  return `${index.definition}${comment}${index.attributes.hidden === undefined ? '' : ` ${index.attributes.hidden}`}`;
}

/** The periods of MariaDB's versioned tables. */
function periods(table: Table): readonly string[] {
  const system = systemPeriod(table);
  const { period } = table.attributes;
  return [...(system === null ? [] : [system]), ...(period === undefined ? [] : [String(period)])];
}

/** `PERIOD FOR SYSTEM_TIME (…)` of a table that shows its time columns; null for one that does not. */
export function systemPeriod({ columns }: Table): string | null {
  const [start, end] = ['ROW START', 'ROW END'].map(
    (word) => columns.find(({ attributes }) => attributes.rowTime === word)?.name,
  );
  if (start === undefined || end === undefined) return null;
  return `PERIOD FOR SYSTEM_TIME (${identifier(start)}, ${identifier(end)})`;
}

/** Options of a whole table, in the order the servers show them. */
export function tableOptions(attributes: Attributes, comment: string | null): readonly string[] {
  const collation = String(attributes.collation);
  return [
    `ENGINE=${attributes.engine}`,
    `DEFAULT CHARSET=${charsetOf(collation)} COLLATE=${collation}`,
    ...Object.entries(attributes)
      .filter(([key]) => key.startsWith('option '))
      .map(([key, value]) => optionSql(key, value)),
    ...(comment === null ? [] : [`COMMENT=${quoted(comment)}`]),
    ...(attributes.systemVersioning === true ? ['WITH SYSTEM VERSIONING'] : []),
  ];
}

export function optionSql(key: string, value: AttributeValue): string {
  return `${key.slice('option '.length)}=${value}`;
}

/** `PARTITION BY …` with all partitions, as the server shows it where that is known. */
export function partitionSql({ attributes, source }: Table): string {
  if (source !== undefined) return source;
  const { partitionBy, subpartitionBy, partitions, partitionCount } = attributes;
  const lines = [`PARTITION BY ${partitionBy}`];
  if (partitionCount !== undefined) lines[0] += ` PARTITIONS ${partitionCount}`;
  if (subpartitionBy !== undefined) lines.push(`SUBPARTITION BY ${subpartitionBy}`);
  if (Array.isArray(partitions)) lines.push(`(${partitions.join(',\n ')})`);
  return lines.join('\n');
}
