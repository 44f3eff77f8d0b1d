import type { Column, Table } from '../../schema/model.ts';
import { identifier } from './literal.ts';

const value = /(?:_\w+ ?)?'(?:[^'\\]|\\[\s\S]|'')*'|[^',\s]+/g;

/**
 * A value that rows can have in a new column which spreads them over partitions by a list of values: one of the list, as
 * SQL. null: the column does not, any value does, or it has a default of its own.
 */
export function listedValue(column: Column, { attributes }: Table): string | null {
  if (column.default !== null || column.generated !== null) return null;
  const { partitionBy, partitions } = attributes;
  const name = identifier(column.name);
  if (partitionBy !== `LIST (${name})` && partitionBy !== `LIST COLUMNS(${name})`) return null;
  if (!Array.isArray(partitions) || partitions.some((each) => / DEFAULT$/.test(each))) return null;
  const lists = partitions.map((each) => / VALUES IN \(([\s\S]*)\)/.exec(each)?.[1] ?? '');
  const values = lists.flatMap((list) => list.match(value) ?? []);
  if (column.nullable && values.includes('NULL')) return null;
  return values.find((each) => each !== 'NULL') ?? null;
}
