import type { TableChange } from '../../diff/change.ts';
import type { Table } from '../../schema/model.ts';
import { identifier } from './literal.ts';
import { constraintSql, indexSql } from './tableSql.ts';

const option = 'option KEY_BLOCK_SIZE';

/**
 * When a table's KEY_BLOCK_SIZE changes, its indexes keep the old one as their own: those that stay are dropped and added,
 * as clauses of the same ALTER TABLE. None where the size stays.
 */
export function indexesOfAnotherSize(
  before: Table,
  after: Table,
  changes: readonly TableChange[],
): { readonly drop: readonly string[]; readonly add: readonly string[] } {
  const size = before.attributes[option];
  if (size === undefined || size === after.attributes[option]) return { drop: [], add: [] };
  const added = new Set(
    changes.flatMap((change) =>
      change.kind === 'addIndex'
        ? [change.index.name]
        : change.kind === 'alterIndex'
          ? [change.after.name]
          : [],
    ),
  );
  const indexes = after.indexes.filter(({ name }) => !added.has(name));
  const keyChanges = changes.some(
    (change) =>
      (change.kind === 'addConstraint' && change.constraint.kind === 'primaryKey') ||
      (change.kind === 'alterConstraint' && change.after.kind === 'primaryKey'),
  );
  const keys = keyChanges ? [] : after.constraints.filter(({ kind }) => kind === 'primaryKey');
  return {
    drop: [
      ...keys.map(() => 'DROP PRIMARY KEY'),
      ...indexes.map(({ name }) => `DROP INDEX ${identifier(name)}`),
    ],
    add: [...keys.map(constraintSql), ...indexes.map(indexSql)].map((sql) => `ADD ${sql}`),
  };
}
