import type { TableChange } from '../../../../diff/change.ts';
import { type Table, tableId } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { columnId } from '../../introspect/registry.ts';
import { quoteName } from '../../names.ts';
import { statement } from '../statement.ts';
import type { Units } from '../units.ts';
import type { Planning } from './context.ts';
import { notNullsFor } from './family.ts';
import { ranks, type Step, step } from './step.ts';

/** The NOT NULLs that a partition declares besides its parent, which joining it makes forget. */
export function declaredNotNulls(table: Table, { words }: Planning): readonly DdlStatement[] {
  return table.constraints
    .filter((each) => each.attributes.local === true)
    .map((each) =>
      statement(
        `ALTER TABLE ${words.table(table)} ALTER COLUMN ${quoteName(each.columns[0] ?? '')} SET NOT NULL`,
      ),
    );
}

/**
 * The NOT NULLs that a partition declares too, or that are not called as the parent's, from PostgreSQL 18 on: they get their
 * names while it is none.
 */
export function renamedInPartition(before: Table, after: Table, planning: Planning): readonly Step[] {
  const { partitionOf, partitionBound } = after.attributes;
  if (partitionOf === undefined || before.attributes.partitionOf !== partitionOf) return [];
  const [old, next] = [notNullNames(before, planning.from), notNullNames(after, planning.to)];
  // What a column that only now must have a value is given by its parent.
  const given = notNullNames({ ...after, constraints: [] }, planning.to);
  const own = [...before.constraints, ...after.constraints].filter(
    (each) => each.attributes.inherited === true,
  );
  const columns = new Set(own.map((each) => each.columns[0] ?? ''));
  const name = planning.words.table(after);
  const renames = [...columns].flatMap((column) => {
    const [from, to] = [old.get(column) ?? given.get(column), next.get(column)];
    return from == null || to == null || from === to
      ? []
      : [statement(`ALTER TABLE ${name} RENAME CONSTRAINT ${quoteName(from)} TO ${quoteName(to)}`)];
  });
  const declared = (table: Table) =>
    table.constraints.filter((each) => each.attributes.local === true).map((each) => each.columns[0]);
  const forgets = declared(before).some((column) => !declared(after).includes(column));
  const declares = declared(after).some((column) => !declared(before).includes(column));
  if (renames.length === 0 && !forgets && !declares) return [];
  const id = tableId(after);
  const again = renames.length > 0 || forgets;
  return [
    step(
      ranks.index,
      () => [
        ...(again ? [statement(`ALTER TABLE ${partitionOf} DETACH PARTITION ${name}`)] : []),
        ...renames,
        ...(again
          ? [statement(`ALTER TABLE ${partitionOf} ATTACH PARTITION ${name} ${partitionBound}`)]
          : []),
        ...declaredNotNulls(after, planning),
      ],
      { needs: [id, ...after.columns.map((column) => columnId(column.name, id))] },
    ),
  ];
}

function notNullNames(table: Table, units: Units): ReadonlyMap<string | undefined, string | null> {
  const parent = table.dependsOn
    .map((need) => units.get(need))
    .find((unit) => unit?.kind === 'table' && unit.table.attributes.partitionBy !== undefined);
  const above = parent?.kind === 'table' ? notNullsFor(table, parent.table) : [];
  return new Map(
    [...above, ...table.constraints]
      .filter((each) => each.kind === 'notNull')
      .map((each) => [each.columns[0], each.name]),
  );
}

/**
 * A parent's NOT NULL comes and goes in its children too. A child that had its own before, and is to have the parent's,
 * gives its own up; one that is to have its own after the parent has none asks for it again.
 */
export function childNotNulls(
  parent: Table,
  changes: readonly TableChange[],
  planning: Planning,
): readonly Step[] {
  const { from, to, words } = planning;
  const changed = changes.flatMap((change) =>
    change.kind === 'alterColumn' && change.aspects.includes('nullable') ? [change] : [],
  );
  if (changed.length === 0) return [];
  return from.dependents(tableId(parent)).flatMap((unit) => {
    const next = to.get(unit.id);
    if (unit.kind !== 'table' || next?.kind !== 'table' || !next.table.dependsOn.includes(tableId(parent)))
      return [];
    if (planning.effects.gone.has(unit.id)) return [];
    return changed.flatMap(({ after: column }): readonly Step[] => {
      const [was, is] = [unit.table, next.table].map(({ columns }) =>
        columns.find((each) => each.name === column.name),
      );
      if (was === undefined || is === undefined || was.nullable || is.nullable) return [];
      const alter = `ALTER TABLE ${words.table(next.table)} ALTER COLUMN ${quoteName(column.name)}`;
      if (column.nullable)
        return [
          step(ranks.column + 1, () => [statement(`${alter} SET NOT NULL`)], {
            needs: [columnId(column.name, tableId(parent)), unit.id],
          }),
        ];
      const declares = next.table.constraints.some(
        (each) => each.attributes.local === true && each.columns[0] === column.name,
      );
      if (words.version < 18 || declares || is.attributes.inherited !== true) return [];
      return [step(ranks.dropPart + 1, () => [statement(`${alter} DROP NOT NULL`)])];
    });
  });
}
