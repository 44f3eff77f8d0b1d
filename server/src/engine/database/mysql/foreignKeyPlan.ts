import type { Change, TableChange } from '../../diff/change.ts';
import { type Constraint, type Schema, type Table, tableId } from '../../schema/model.ts';
import { planColumns } from './alterColumns.ts';
import type { Flavour } from './flavour.ts';
import type { Leniency } from './lenientKeys.ts';

export interface TableKey {
  readonly table: Table;
  readonly constraint: Constraint;
}

/** What becomes of the foreign keys. Those of new tables are made with them where they can, and are in `late` where not. */
export interface ForeignKeyPlan {
  /** Before everything else. */
  readonly drops: readonly TableKey[];
  /** With the other clauses of their table, by the table's id. */
  readonly mergedDrops: ReadonlyMap<string, readonly string[]>;
  readonly mergedAdds: ReadonlyMap<string, readonly Constraint[]>;
  /** After everything else. */
  readonly adds: readonly TableKey[];
  /** The same, without a look at the rows: they point to rows that are gone for good. */
  readonly unchecked: readonly TableKey[];
}

type AlterTable = Extract<Change, { kind: 'alterTable' }>;

/**
 * Foreign keys go before and come after what they stand on: a key whose columns change their type, on either side, is
 * dropped meanwhile. A key between tables that are otherwise left alone is one clause among those of its table.
 * `comesBack`: what was dropped is put back; tables come back empty, and columns without their values. `needs`: what a key needs the session to let pass;
 * one with a need is on its own.
 */
export function planForeignKeys(
  changes: readonly Change[],
  from: Schema,
  to: Schema,
  comesBack: boolean,
  flavour: Flavour,
  needs: (constraint: Constraint) => Leniency | null,
): ForeignKeyPlan {
  const altered = new Map<string, AlterTable>();
  const dropped = new Set<string>();
  const empty = new Set<string>();
  for (const change of changes) {
    if (change.kind === 'createTable' && comesBack) empty.add(tableId(change.table));
    if (change.kind === 'alterTable') altered.set(tableId(change.after), change);
    if (change.kind === 'dropTable') dropped.add(tableId(change.table));
  }
  const shaky = shakyColumns(altered, flavour);
  const taken = takenNames(changes, isForeignKey);
  const plan = {
    drops: [] as TableKey[],
    mergedDrops: new Map<string, string[]>(),
    mergedAdds: new Map<string, Constraint[]>(),
    adds: [] as TableKey[],
    unchecked: [] as TableKey[],
  };
  for (const [id, { before, after, changes: inside }] of altered) {
    const removed = inside
      .flatMap((change) =>
        change.kind === 'dropConstraint'
          ? [change.constraint]
          : change.kind === 'alterConstraint'
            ? [change.before]
            : [],
      )
      .filter(isForeignKey);
    const added = inside
      .flatMap((change) =>
        change.kind === 'addConstraint'
          ? [change.constraint]
          : change.kind === 'alterConstraint'
            ? [change.after]
            : [],
      )
      .filter(isForeignKey);
    const names = new Set(removed.map(({ name }) => name));
    const alone = (constraint: Constraint) => {
      const target = targetId(constraint);
      return !altered.has(target) && !dropped.has(target) && !isShaky(constraint, id, shaky);
    };
    for (const constraint of removed) {
      const replaced = added.some(({ name }) => name === constraint.name);
      if (alone(constraint) && !replaced && !taken.has(constraint.name))
        put(plan.mergedDrops, id, constraint.name!);
      else plan.drops.push({ table: before, constraint });
    }
    const isGone = (constraint: Constraint) =>
      empty.has(targetId(constraint)) ||
      (comesBack && pointsToNew(constraint, altered.get(targetId(constraint)), inside));
    for (const constraint of added) {
      if (isGone(constraint)) plan.unchecked.push({ table: after, constraint });
      else if (alone(constraint) && needs(constraint) === null && !names.has(constraint.name))
        put(plan.mergedAdds, id, constraint);
      else plan.adds.push({ table: after, constraint });
    }
  }
  const wanted = new Map(to.tables.map((table) => [tableId(table), table]));
  for (const table of from.tables) {
    const after = wanted.get(tableId(table));
    if (after === undefined || shaky.size === 0) continue;
    for (const constraint of table.constraints.filter(isForeignKey)) {
      const stays = after.constraints.find(
        (each) =>
          each.kind === 'foreignKey' &&
          each.name === constraint.name &&
          each.definition === constraint.definition,
      );
      if (stays === undefined || !isShaky(constraint, tableId(table), shaky)) continue;
      plan.drops.push({ table, constraint });
      plan.adds.push({ table: after, constraint: stays });
    }
  }
  return plan;
}

/** Whether columns that have kept their values refer to one that is added: its values are gone. */
function pointsToNew(
  { columns, references }: Constraint,
  target: AlterTable | undefined,
  own: readonly TableChange[],
): boolean {
  const added = (changes: readonly TableChange[]) =>
    new Set(changes.flatMap((change) => (change.kind === 'addColumn' ? [change.column.name] : [])));
  const [there, here] = [added(target?.changes ?? []), added(own)];
  return references!.columns.some((name) => there.has(name)) && !columns.some((name) => here.has(name));
}

/** The names that constraints of a kind come under. Such a name is one of the whole database, and must be free before. */
export function takenNames(
  changes: readonly Change[],
  isOfKind: (constraint: Constraint) => boolean,
): ReadonlySet<string | null> {
  const coming = changes.flatMap((change) => {
    if (change.kind === 'createTable') return change.table.constraints;
    if (change.kind !== 'alterTable') return [];
    return change.changes.flatMap((inner) =>
      inner.kind === 'addConstraint'
        ? [inner.constraint]
        : inner.kind === 'alterConstraint' && inner.before.name !== inner.after.name
          ? [inner.after]
          : [],
    );
  });
  return new Set(coming.filter(isOfKind).map(({ name }) => name));
}

export function isForeignKey(constraint: Constraint): boolean {
  return constraint.kind === 'foreignKey';
}

/** The id of the table that a foreign key refers to. */
export function targetId({ references }: Constraint): string {
  return references === null ? '' : tableId({ schema: references.schema, name: references.table });
}

/** `table id` + column of everything that no foreign key may hold on to while it changes. */
function shakyColumns(altered: ReadonlyMap<string, AlterTable>, flavour: Flavour): ReadonlySet<string> {
  const shaky = new Set<string>();
  for (const [id, { before, after, changes }] of altered) {
    const plan = planColumns(before, after, changes);
    for (const name of plan.rebuilt) shaky.add(`${id} ${name}`);
    for (const column of plan.stored) shaky.add(`${id} ${column.name}`);
    for (const [name, [was, is]] of plan.altered) {
      const isCounted = was.attributes.autoIncrement !== is.attributes.autoIncrement && !flavour.mariadb;
      if (was.type !== is.type || was.collation !== is.collation || isCounted)
        shaky.add(`${id} ${name}`).add(`${id} ${was.name}`);
    }
  }
  return shaky;
}

function isShaky(constraint: Constraint, id: string, shaky: ReadonlySet<string>): boolean {
  if (shaky.size === 0) return false;
  const target = targetId(constraint);
  return (
    constraint.columns.some((column) => shaky.has(`${id} ${column}`)) ||
    (constraint.references?.columns ?? []).some((column) => shaky.has(`${target} ${column}`))
  );
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
