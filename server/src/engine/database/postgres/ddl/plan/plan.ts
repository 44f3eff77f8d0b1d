import type { Change, TableChange } from '../../../../diff/change.ts';
import { type Column, type Constraint, type Table, tableId } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { columnId, constraintId, indexId } from '../../introspect/registry.ts';
import { type Unit, unitId } from '../units.ts';
import { arranged } from './arrange.ts';
import { addAttached, dropAttached, isTakenIn } from './attached.ts';
import { addColumn, changeColumn, childrenKeep, dropColumn, dropDefault, setDefault } from './columnSteps.ts';
import { addConstraint, changeConstraint, dropConstraint } from './constraintSteps.ts';
import type { Planning } from './context.ts';
import { addIndex, changeIndex, dropIndex } from './indexSteps.ts';
import { carrySteps, connectLate } from './lateOrders.ts';
import { newTypeSteps, replacedType, retypeSteps, stepsAside } from './newTypes.ts';
import { childNotNulls, renamedInPartition } from './notNulls.ts';
import { changeObject, createSteps, dropSteps } from './objectSteps.ts';
import { renameSteps } from './renames.ts';
import { connect, type Step } from './step.ts';
import {
  changeAttributes,
  retypedTables,
  tableComment,
  tableOwner,
  tablePrivileges,
} from './tableChanges.ts';
import { createTable, dropTable, goesFirst, replicaIdentity, type TableCreation } from './tableSteps.ts';

/** All statements of a plan, in an order that runs. */
export function statementsOf(changes: readonly Change[], planning: Planning): readonly DdlStatement[] {
  const builder = new Builder(planning);
  builder.build(changes);
  return arranged(builder.steps, builder.creations, planning);
}

class Builder {
  readonly #planning: Planning;
  readonly steps: Step[] = [];
  readonly creations = new Map<string, TableCreation>();

  constructor(planning: Planning) {
    this.#planning = planning;
  }

  build(changes: readonly Change[]): void {
    const { effects, to } = this.#planning;
    for (const id of effects.made) {
      const unit = to.get(id);
      if (unit?.kind === 'table') this.#createTable(unit.table);
    }
    for (const id of effects.gone) this.#drop(id);
    for (const id of effects.made) this.#make(id);
    for (const { before, after } of effects.alteredObjects.values())
      this.steps.push(changeObject(before, after, this.#planning));
    for (const { before, after, changes: inside } of effects.altered.values()) {
      for (const change of inside) this.#inside(before, after, change);
      this.steps.push(
        ...renamedInPartition(before, after, this.#planning),
        ...childNotNulls(after, inside, this.#planning),
      );
    }
    this.steps.push(
      ...retypeSteps(this.#planning),
      ...retypedTables(this.#planning),
      ...renamesOf(changes, this.#planning),
    );
    const carrying = carrySteps(this.steps, this.#planning);
    this.steps.push(...carrying);
    connect(this.steps);
    connectLate(this.steps, this.#planning);
  }

  #createTable(table: Table): void {
    const creation = createTable(table, this.#planning);
    this.creations.set(tableId(table), creation);
    this.steps.push(creation.step);
    if (creation.attaching !== null) this.steps.push(creation.attaching);
    const identity =
      table.attributes.replicaIdentity === undefined ? null : replicaIdentity(table, this.#planning);
    if (identity !== null) this.steps.push(identity);
  }

  /** An index that is made anew identifies the rows for replicas again. */
  #identifies(table: Table, name: string): void {
    const said = `index ${name}`;
    const before = this.#planning.from.get(tableId(table));
    if (this.creations.has(tableId(table)) || table.attributes.replicaIdentity !== said) return;
    if (before?.kind !== 'table' || before.table.attributes.replicaIdentity !== said) return;
    const step = replicaIdentity(table, this.#planning);
    if (step !== null) this.steps.push(step);
  }

  #drop(id: string): void {
    const { from } = this.#planning;
    const unit = from.get(id);
    if (unit === undefined || stepsAside(unit, this.#planning)) return;
    if (unit.kind === 'object') {
      this.steps.push(...this.#dropObject(unit));
      return;
    }
    const step = this.#dropOf(unit);
    if (step !== null) this.steps.push(step);
  }

  #dropOf(unit: Exclude<Unit, { readonly kind: 'object' }>): Step | null {
    const { effects } = this.#planning;
    const planning = this.#planning;
    switch (unit.kind) {
      case 'table':
        return dropTable(unit.table, planning);
      case 'column':
        return effects.gone.has(tableId(unit.table)) || this.#goesWithParent(unit.table, unit.column)
          ? null
          : dropColumn(unit.table, unit.column, planning);
      case 'default': {
        const column = columnId(unit.column.name, tableId(unit.table));
        if (effects.gone.has(column) || effects.gone.has(tableId(unit.table))) return null;
        return dropDefault(unit.table, unit.column, planning);
      }
      case 'constraint':
        if (effects.gone.has(tableId(unit.table)) && !goesFirst(unit, tableId(unit.table), planning))
          return null;
        if (unit.constraint.attributes.inherited === true) return null;
        if (unit.constraint.attributes.attachedTo !== undefined) return dropAttached(unit, planning);
        return this.#goesWithColumn(unit.table, unit.constraint)
          ? null
          : dropConstraint(unit.table, unit.constraint, planning);
      case 'index':
        if (effects.gone.has(tableId(unit.table)) && !goesFirst(unit, tableId(unit.table), planning))
          return null;
        if (unit.index.attributes.attachedTo !== undefined) return dropAttached(unit, planning);
        return dropIndex(unit.table, unit.index, planning);
    }
  }

  #dropObject(unit: Unit & { readonly kind: 'object' }): readonly Step[] {
    const { effects } = this.#planning;
    const { object } = unit;
    if (
      object.parent !== null &&
      object.kind !== 'userMapping' &&
      effects.gone.has(object.parent) &&
      !goesFirst(unit, object.parent, this.#planning)
    )
      return [];
    if (object.kind === 'sequence' && this.#ownerIsGone(unit)) return [];
    return dropSteps(object, this.#planning);
  }

  #goesWithParent(table: Table, column: Column): boolean {
    if (column.attributes.inherited !== true) return false;
    if (table.attributes.partitionOf !== undefined) return true;
    if (table.attributes.inherits === undefined) return false;
    // Where one child keeps the column, the others are told to drop it.
    return !table.dependsOn.some((need) => {
      const parent = this.#planning.from.get(need);
      return parent?.kind === 'table' && childrenKeep(parent.table, column, this.#planning);
    });
  }

  /** A NOT NULL goes with its column. */
  #goesWithColumn(table: Table, constraint: Constraint): boolean {
    const id = tableId(table);
    return (
      constraint.kind === 'notNull' &&
      this.#planning.effects.gone.has(columnId(constraint.columns[0] ?? '', id))
    );
  }

  #ownerIsGone(unit: Unit): boolean {
    return unit.needs.some(
      (need) =>
        (need.startsWith('column:') || need.startsWith('table:')) && this.#planning.effects.gone.has(need),
    );
  }

  #make(id: string): void {
    const { to, effects } = this.#planning;
    const planning = this.#planning;
    const unit = to.get(id);
    if (unit === undefined) return;
    switch (unit.kind) {
      case 'table':
        return;
      case 'column':
        if (this.creations.has(tableId(unit.table)) || unit.column.attributes.inherited === true) return;
        this.steps.push(addColumn(unit.table, unit.column, planning));
        return;
      case 'default':
        if (effects.made.has(columnId(unit.column.name, tableId(unit.table)))) {
          this.#defaultOfNewColumn(unit.table, unit.column);
          return;
        }
        this.steps.push(setDefault(unit.table, unit.column, planning));
        return;
      case 'constraint': {
        const creation = this.creations.get(tableId(unit.table));
        this.#identifies(unit.table, unit.constraint.name ?? '');
        if (creation === undefined && unit.constraint.attributes.inherited === true) return;
        if (creation === undefined && isTakenIn(unit, planning)) {
          this.steps.push(addAttached(unit, planning));
          return;
        }
        this.steps.push(addConstraint(unit.table, unit.constraint, planning, creation?.step ?? null));
        return;
      }
      case 'index':
        this.#identifies(unit.table, unit.index.name);
        if (!this.creations.has(tableId(unit.table)) && isTakenIn(unit, planning)) {
          this.steps.push(addAttached(unit, planning));
          return;
        }
        this.steps.push(addIndex(unit.table, unit.index, planning, this.creations.has(tableId(unit.table))));
        return;
      case 'object': {
        const before = replacedType(id, planning);
        if (before !== undefined) {
          this.steps.push(...newTypeSteps(before, unit.object, planning));
          return;
        }
        if (unit.object.kind === 'sequence' && this.#isSerial(id)) return;
        this.steps.push(...createSteps(unit.object, planning));
      }
    }
  }

  /** Part of the column, but where a new table's default needs what can only come after the table. */
  #defaultOfNewColumn(table: Table, column: Column): void {
    const creation = this.creations.get(tableId(table));
    if (creation === undefined || column.generated !== null || column.attributes.inherited === true) return;
    if (this.#planning.serials.has(columnId(column.name, tableId(table)))) return;
    this.steps.push(setDefault(table, column, this.#planning, creation.step));
  }

  /** The sequence of a `serial` column that is made with it. */
  #isSerial(id: string): boolean {
    for (const sequence of this.#serialsMade()) if (sequence === id) return true;
    return false;
  }

  #serials: ReadonlySet<string> | undefined;

  #serialsMade(): ReadonlySet<string> {
    if (this.#serials === undefined) {
      const made = new Set<string>();
      for (const [column, sequence] of this.#planning.serials)
        if (this.#planning.effects.made.has(column)) made.add(unitId(sequence));
      this.#serials = made;
    }
    return this.#serials;
  }

  #inside(before: Table, after: Table, change: TableChange): void {
    const { effects } = this.#planning;
    const planning = this.#planning;
    switch (change.kind) {
      case 'alterColumn': {
        if (effects.gone.has(columnId(change.before.name, tableId(before)))) return;
        this.steps.push(...changeColumn(before, after, change, planning));
        return;
      }
      case 'alterConstraint':
        if (change.after.attributes.inherited === true) return;
        if (!effects.gone.has(constraintId(change.before.name ?? '', tableId(before))))
          this.steps.push(changeConstraint(before, after, change, planning));
        return;
      case 'alterIndex':
        if (!effects.gone.has(indexId(before.schema ?? '', change.before.name)))
          this.steps.push(changeIndex(before, after, change, planning));
        return;
      case 'setAttributes':
        this.steps.push(...changeAttributes(before, after, planning));
        return;
      case 'setComment':
        this.steps.push(tableComment(after, planning));
        return;
      case 'setOwner':
        this.steps.push(tableOwner(after, change.after, planning));
        return;
      case 'setPrivileges':
        this.steps.push(tablePrivileges(before, after, change.before, change.after, planning));
        return;
      default:
        return;
    }
  }
}

function renamesOf(changes: readonly Change[], planning: Planning): readonly Step[] {
  return changes.flatMap((change) =>
    change.kind === 'alterTable' ? renameSteps(change.before, change.changes, planning) : [],
  );
}
