import type { TableChange } from '../../../../diff/change.ts';
import type { Table } from '../../../../schema/model.ts';
import { quoteName } from '../../names.ts';
import { statement } from '../statement.ts';
import type { Planning } from './context.ts';
import { ranks, type Step, step } from './step.ts';

/** Tables and columns that get another name. They come in the order of the changes: first the table, then its columns. */
export function renameSteps(
  table: Table,
  changes: readonly TableChange[],
  planning: Planning,
): readonly Step[] {
  let current = table.name;
  return changes.flatMap((change) => {
    const name = planning.words.name(table.schema, current);
    if (change.kind === 'renameTable') {
      current = change.to;
      return step(ranks.dropPart, () => [statement(`ALTER TABLE ${name} RENAME TO ${quoteName(change.to)}`)]);
    }
    if (change.kind === 'renameColumn')
      return step(ranks.dropPart, () => [
        statement(`ALTER TABLE ${name} RENAME COLUMN ${quoteName(change.from)} TO ${quoteName(change.to)}`),
      ]);
    return [];
  });
}
