import type { Attributes, Table } from '../../schema/model.ts';
import { identifier } from './literal.ts';
import { partitionSql } from './tableSql.ts';

/** What a table's partitions need. */
export interface PartitionChange {
  /** Stands at the end of the table's ALTER, behind its other clauses without a comma. */
  readonly trailing: string | null;
  /** Cannot stand with other clauses: an ALTER TABLE of its own. */
  readonly alone: string | null;
  readonly destructive: string | null;
}

const none: PartitionChange = { trailing: null, alone: null, destructive: null };
const keys = ['partitionBy', 'subpartitionBy', 'partitions', 'partitionCount'] as const;

/**
 * New partitions behind the old ones are added, and such whose values no other takes over are dropped with their rows;
 * everything else partitions the table anew, which keeps every row or fails.
 */
export function partitionChange(before: Table, after: Table): PartitionChange {
  const [a, b] = [before.attributes, after.attributes];
  if (keys.every((key) => JSON.stringify(a[key] ?? null) === JSON.stringify(b[key] ?? null))) return none;
  if (b.partitionBy === undefined) return { ...none, trailing: 'REMOVE PARTITIONING' };
  const same = a.partitionBy === b.partitionBy && a.subpartitionBy === b.subpartitionBy;
  const [old, current] = [list(a), list(b)];
  if (!same || old === null || current === null) return { ...none, trailing: partitionSql(after) };
  const kept = old.every((partition, index) => current[index] === partition);
  const range = /^RANGE/.test(String(b.partitionBy));
  if (kept) return { ...none, alone: `ADD PARTITION (${current.slice(old.length).join(',\n ')})` };
  const gone = old.filter((partition) => !current.includes(partition));
  const subset =
    current.length + gone.length === old.length &&
    current.every((partition, index) => old.filter((each) => !gone.includes(each))[index] === partition);
  const takenOver = range && current.length > 0 && current.at(-1) === old.at(-1);
  if (!subset || takenOver || !/^(RANGE|LIST)/.test(String(b.partitionBy)))
    return { ...none, trailing: partitionSql(after) };
  const names = gone.map(nameOf);
  return {
    ...none,
    alone: `DROP PARTITION ${names.map((name) => identifier(name)).join(', ')}`,
    destructive: `The rows in ${names.length === 1 ? 'the partition' : 'the partitions'} ${names.join(', ')} of ${after.name} are lost.`,
  };
}

function list({ partitions }: Attributes): readonly string[] | null {
  return Array.isArray(partitions) ? (partitions as readonly string[]) : null;
}

function nameOf(partition: string): string {
  return /^PARTITION `((?:[^`]|``)*)`/.exec(partition)![1]!.replaceAll('``', '`');
}
