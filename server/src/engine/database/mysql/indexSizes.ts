import type { TableChange } from '../../diff/change.ts';
import type { Table } from '../../schema/model.ts';
import { identifier } from './literal.ts';
import { constraintSql, indexSql } from './tableSql.ts';

const option = 'option KEY_BLOCK_SIZE';

/**
 * When a table's KEY_BLOCK_SIZE changes, its indexes keep the old one as their own; when a column is dropped and added with
 * another type, those on it keep its old length. Such indexes, where they stay, are dropped and added as clauses of the
 * same ALTER TABLE.
 */
export function indexesOfAnotherSize(
  before: Table,
  after: Table,
  changes: readonly TableChange[],
  rebuilt: ReadonlySet<string>,
): { readonly drop: readonly string[]; readonly add: readonly string[] } {
  const size = before.attributes[option];
  const isResized = size !== undefined && size !== after.attributes[option];
  const types = new Map(before.columns.map(({ name, type }) => [name, type]));
  const retyped = new Set(
    after.columns
      .filter(({ name, type }) => rebuilt.has(name) && types.get(name) !== type)
      .map(({ name }) => name),
  );
  if (!isResized && retyped.size === 0) return { drop: [], add: [] };
  const isMeant = (columns: readonly (string | null)[]) =>
    isResized || columns.some((column) => column !== null && retyped.has(column));
  const added = new Set(
    changes.flatMap((change) =>
      change.kind === 'addIndex'
        ? [change.index.name]
        : change.kind === 'alterIndex'
          ? [change.after.name]
          : [],
    ),
  );
  const indexes = after.indexes.filter(
    ({ name, parts }) => !added.has(name) && isMeant(parts.map(({ column }) => column)),
  );
  const keyChanges = changes.some(
    (change) =>
      (change.kind === 'addConstraint' && change.constraint.kind === 'primaryKey') ||
      (change.kind === 'alterConstraint' && change.after.kind === 'primaryKey'),
  );
  const keys = keyChanges
    ? []
    : after.constraints.filter(({ kind, columns }) => kind === 'primaryKey' && isMeant(columns));
  return {
    drop: [
      ...keys.map(() => 'DROP PRIMARY KEY'),
      ...indexes.map(({ name }) => `DROP INDEX ${identifier(name)}`),
    ],
    add: [...keys.map(constraintSql), ...indexes.map(indexSql)].map((sql) => `ADD ${sql}`),
  };
}
