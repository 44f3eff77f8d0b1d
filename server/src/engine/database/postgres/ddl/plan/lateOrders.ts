import { type Table, tableId } from '../../../../schema/model.ts';
import { columnId } from '../../introspect/registry.ts';
import type { Planning } from './context.ts';
import { carryRows } from './rows.ts';
import type { Step } from './step.ts';
import { leaving } from './tableChanges.ts';

/**
 * The steps that carry the rows of each table made anew, put among the others: set aside before anything of the old table
 * goes, put back when the new one stands and before anything is hung on it.
 */
export function carrySteps(steps: readonly Step[], planning: Planning): readonly Step[] {
  const { effects, from, to } = planning;
  return [...effects.newTables].flatMap((id) => {
    const [before, after] = [from.get(id), to.get(id)];
    if (before?.kind !== 'table' || after?.kind !== 'table') return [];
    const carried = carryRows(before.table, after.table, planning);
    if (carried === null) return [];
    for (const each of steps) {
      const makesIt =
        each.provides.includes(id) ||
        (each.needs.includes(id) && each.provides.some((made) => made.startsWith('table:')));
      if (each.removes.includes(id)) each.before.add(carried.aside);
      if (makesIt) carried.back.before.add(each);
      else if (each.needs.includes(id) && each.inside === undefined) each.before.add(carried.back);
    }
    return [carried.aside, carried.back];
  });
}

/** Orders that no id tells. */
export function connectLate(steps: readonly Step[], planning: Planning): void {
  attachedFirst(steps, planning);
  keysBeforeColumns(steps, planning);
  leavingFirst(steps, planning);
}

/** What a table had through its parent can only change once it has left it. */
function leavingFirst(steps: readonly Step[], planning: Planning): void {
  for (const [table, parts] of planning.left) {
    const leave = steps.filter((each) => each.provides.includes(leaving(table)));
    for (const each of steps) {
      const touches = [...each.removes, ...each.changes].some((id) => parts.has(id));
      if (touches) for (const other of leave) if (other !== each) each.before.add(other);
    }
  }
}

/** The parent's index takes in what its partitions have. */
function attachedFirst(steps: readonly Step[], planning: Planning): void {
  const parents = new Map<string, Step>();
  for (const each of steps)
    for (const slot of each.takes)
      if (slot.startsWith('relation:')) parents.set(slot.slice('relation:'.length), each);
  for (const each of steps) {
    for (const id of each.provides) {
      const unit = planning.to.get(id);
      if (unit?.kind !== 'index' && unit?.kind !== 'constraint') continue;
      const { attachedTo } = unit.kind === 'index' ? unit.index.attributes : unit.constraint.attributes;
      if (attachedTo === undefined) continue;
      const name = String(attachedTo);
      const parent = parents.get(name.includes('.') ? name : `${planning.words.namespace}.${name}`);
      if (parent !== undefined && parent !== each) parent.before.add(each);
    }
  }
}

/** A key that goes leaves NOT NULL behind, which can then go too. */
function keysBeforeColumns(steps: readonly Step[], planning: Planning): void {
  for (const each of steps) {
    for (const id of each.removes) {
      const unit = planning.from.get(id);
      if (unit?.kind !== 'constraint' || unit.constraint.kind !== 'primaryKey') continue;
      const table: Table = unit.table;
      if (planning.effects.gone.has(tableId(table))) continue;
      for (const column of unit.constraint.columns) {
        const own = columnId(column, tableId(table));
        for (const other of steps) if (other !== each && other.provides.includes(own)) other.before.add(each);
      }
    }
  }
}
