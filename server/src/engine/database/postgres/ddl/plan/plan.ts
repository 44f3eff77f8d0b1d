import type { Change, TableChange } from '../../../../diff/change.ts';
import { type Column, type Constraint, type Table, tableId } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { columnId, constraintId, indexId } from '../../introspect/registry.ts';
import { literal } from '../../quote.ts';
import { addedValues } from '../alterType.ts';
import { inOrder } from '../graph.ts';
import { statement } from '../statement.ts';
import { type Unit, unitId } from '../units.ts';
import { addAttached, dropAttached, isTakenIn } from './attached.ts';
import {
  addColumn,
  changeColumn,
  childrenKeep,
  dropColumn,
  dropDefault,
  retypeColumn,
  setDefault,
} from './columnSteps.ts';
import type { Planning } from './context.ts';
import { changeObject, createSteps, dropStep, newTypeSteps } from './objectSteps.ts';
import {
  addConstraint,
  addIndex,
  changeConstraint,
  changeIndex,
  dropConstraint,
  dropIndex,
} from './partSteps.ts';
import { renameSteps } from './renames.ts';
import { carryRows } from './rows.ts';
import { connect, type Step } from './step.ts';
import { changeAttributes, tableComment, tableOwner, tablePrivileges } from './tableChanges.ts';
import { createTable, dropTable, goesFirst, replicaIdentity, type TableCreation } from './tableSteps.ts';

/** All statements of a plan, in an order that runs. */
export function statementsOf(changes: readonly Change[], planning: Planning): readonly DdlStatement[] {
  const builder = new Builder(planning);
  builder.build(changes);
  return builder.statements();
}

class Builder {
  readonly #planning: Planning;
  readonly #steps: Step[] = [];
  readonly #creations = new Map<string, TableCreation>();

  constructor(planning: Planning) {
    this.#planning = planning;
  }

  build(changes: readonly Change[]): void {
    const { effects, from, to } = this.#planning;
    for (const id of effects.made) {
      const unit = to.get(id);
      if (unit?.kind === 'table') this.#createTable(unit.table);
    }
    for (const id of effects.gone) this.#drop(id);
    for (const id of effects.made) this.#make(id);
    for (const { before, after } of effects.alteredObjects.values())
      this.#steps.push(changeObject(before, after, this.#planning));
    const tables = new Set<string>();
    for (const { before, after, changes: inside } of effects.altered.values()) {
      tables.add(tableId(after));
      for (const change of inside) this.#inside(before, after, change);
    }
    this.#retype(tables);
    for (const each of renamesOf(changes, this.#planning)) this.#steps.push(each);
    for (const id of effects.newTables) {
      const [before, after] = [from.get(id), to.get(id)];
      if (before?.kind === 'table' && after?.kind === 'table') this.#carry(before.table, after.table);
    }
    connect(this.#steps);
    this.#afterTheFact();
  }

  #createTable(table: Table): void {
    const creation = createTable(table, this.#planning);
    this.#creations.set(tableId(table), creation);
    this.#steps.push(creation.step);
    if (creation.attaching !== null) this.#steps.push(creation.attaching);
    const identity =
      table.attributes.replicaIdentity === undefined ? null : replicaIdentity(table, this.#planning);
    if (identity !== null) this.#steps.push(identity);
  }

  #drop(id: string): void {
    const { from, effects } = this.#planning;
    const unit = from.get(id);
    if (unit === undefined || (effects.newTypes.has(id) && this.#newType(unit))) return;
    const step = this.#dropOf(unit);
    if (step !== null) this.#steps.push(step);
  }

  /** Whether the type steps aside instead of going at once, since columns of it stay. */
  #newType(unit: Unit): boolean {
    const { to, effects } = this.#planning;
    const after = to.get(unit.id);
    return (
      unit.kind === 'object' &&
      after?.kind === 'object' &&
      ([...effects.retyped.values()].includes(unit.id) ||
        // Or a type on top of it does.
        this.#planning.from
          .dependents(unit.id)
          .some((other) => effects.newTypes.has(other.id) && this.#newType(other)))
    );
  }

  #dropOf(unit: Unit): Step | null {
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
        if (unit.constraint.attributes.attachedTo !== undefined) return dropAttached(unit, planning);
        return this.#goesWithColumn(unit.table, unit.constraint)
          ? null
          : dropConstraint(unit.table, unit.constraint, planning);
      case 'index':
        if (effects.gone.has(tableId(unit.table))) return null;
        if (unit.index.attributes.attachedTo !== undefined) return dropAttached(unit, planning);
        return dropIndex(unit.table, unit.index, planning);
      case 'object': {
        const { object } = unit;
        if (
          object.parent !== null &&
          object.kind !== 'userMapping' &&
          effects.gone.has(object.parent) &&
          !goesFirst(unit, object.parent, planning)
        )
          return null;
        if (object.kind === 'sequence' && this.#ownerIsGone(unit)) return null;
        return dropStep(object, planning);
      }
    }
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
    const { to, effects, from } = this.#planning;
    const planning = this.#planning;
    const unit = to.get(id);
    if (unit === undefined) return;
    switch (unit.kind) {
      case 'table':
        return;
      case 'column':
        if (this.#creations.has(tableId(unit.table)) || unit.column.attributes.inherited === true) return;
        this.#steps.push(addColumn(unit.table, unit.column, planning));
        return;
      case 'default':
        if (effects.made.has(columnId(unit.column.name, tableId(unit.table)))) {
          this.#defaultOfNewColumn(unit.table, unit.column);
          return;
        }
        this.#steps.push(setDefault(unit.table, unit.column, planning));
        return;
      case 'constraint': {
        const creation = this.#creations.get(tableId(unit.table));
        if (creation === undefined && isTakenIn(unit, planning)) {
          this.#steps.push(addAttached(unit, planning));
          return;
        }
        this.#steps.push(addConstraint(unit.table, unit.constraint, planning, creation?.step ?? null));
        return;
      }
      case 'index':
        if (!this.#creations.has(tableId(unit.table)) && isTakenIn(unit, planning)) {
          this.#steps.push(addAttached(unit, planning));
          return;
        }
        this.#steps.push(
          addIndex(unit.table, unit.index, planning, this.#creations.has(tableId(unit.table))),
        );
        return;
      case 'object': {
        const before = from.get(id);
        if (effects.newTypes.has(id) && before?.kind === 'object' && this.#newType(before)) {
          this.#steps.push(...newTypeSteps(before.object, unit.object, planning));
          return;
        }
        if (unit.object.kind === 'sequence' && this.#isSerial(id)) return;
        this.#steps.push(...createSteps(unit.object, planning));
      }
    }
  }

  /** Part of the column, but where a new table's default needs what can only come after the table. */
  #defaultOfNewColumn(table: Table, column: Column): void {
    const creation = this.#creations.get(tableId(table));
    if (creation === undefined || column.generated !== null || column.attributes.inherited === true) return;
    if (this.#planning.serials.has(columnId(column.name, tableId(table)))) return;
    this.#steps.push(setDefault(table, column, this.#planning, creation.step));
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
        this.#steps.push(...changeColumn(before, after, change, planning));
        return;
      }
      case 'alterConstraint':
        if (!effects.gone.has(constraintId(change.before.name ?? '', tableId(before))))
          this.#steps.push(changeConstraint(before, after, change, planning));
        return;
      case 'alterIndex':
        if (!effects.gone.has(indexId(before.schema ?? '', change.before.name)))
          this.#steps.push(changeIndex(before, after, change, planning));
        return;
      case 'setAttributes':
        this.#steps.push(...changeAttributes(before, after, planning));
        return;
      case 'setComment':
        this.#steps.push(tableComment(after, planning));
        return;
      case 'setOwner':
        this.#steps.push(tableOwner(after, change.after, planning));
        return;
      case 'setPrivileges':
        this.#steps.push(tablePrivileges(after, change.before, change.after, planning));
        return;
      default:
        return;
    }
  }

  /** Columns whose type is made anew, where nothing else changes in them. */
  #retype(_altered: ReadonlySet<string>): void {
    const { effects, from } = this.#planning;
    const planning = this.#planning;
    for (const id of effects.retyped.keys()) {
      const unit = from.get(id);
      if (unit?.kind !== 'column' || effects.gone.has(id) || effects.gone.has(tableId(unit.table))) continue;
      const changes = effects.altered.get(tableId(unit.table))?.changes ?? [];
      if (changes.some((change) => change.kind === 'alterColumn' && change.before.name === unit.column.name))
        continue;
      if (unit.column.attributes.inherited === true) continue;
      this.#steps.push(...retypeColumn(unit.table, unit.column, planning));
    }
  }

  #carry(before: Table, after: Table): void {
    const carried = carryRows(before, after, this.#planning);
    if (carried === null) return;
    const id = tableId(after);
    this.#steps.push(carried.aside, carried.back);
    this.#late.push(() => {
      for (const each of this.#steps) {
        if (each === carried.aside || each === carried.back) continue;
        const touchesOld = each.removes.some((removed) => removed === id);
        const makesIt =
          each.provides.includes(id) ||
          (each.needs.includes(id) && each.provides.some((made) => made.startsWith('table:')));
        if (touchesOld) each.before.add(carried.aside);
        if (makesIt) carried.back.before.add(each);
        else if (each.needs.includes(id) && each.inside === undefined) each.before.add(carried.back);
      }
    });
  }

  readonly #late: (() => void)[] = [];

  /** Orders that no id tells. */
  #afterTheFact(): void {
    for (const each of this.#late) each();
    const { effects } = this.#planning;
    const parents = new Map<string, Step>();
    for (const each of this.#steps)
      for (const slot of each.takes)
        if (slot.startsWith('relation:')) parents.set(slot.slice('relation:'.length), each);
    for (const each of this.#steps) {
      for (const id of each.provides) {
        const unit = this.#planning.to.get(id);
        const attachedTo =
          unit?.kind === 'index'
            ? unit.index.attributes.attachedTo
            : unit?.kind === 'constraint'
              ? unit.constraint.attributes.attachedTo
              : undefined;
        if (
          attachedTo === undefined ||
          unit === undefined ||
          (unit.kind !== 'index' && unit.kind !== 'constraint')
        )
          continue;
        // The parent's index takes in what its partitions have.
        const name = String(attachedTo);
        const parent = parents.get(name.includes('.') ? name : `${this.#planning.words.namespace}.${name}`);
        if (parent !== undefined && parent !== each) parent.before.add(each);
      }
      // A key that goes leaves NOT NULL behind, which can then go too.
      for (const id of each.removes) {
        const unit = this.#planning.from.get(id);
        if (
          unit?.kind !== 'constraint' ||
          unit.constraint.kind !== 'primaryKey' ||
          effects.gone.has(tableId(unit.table))
        )
          continue;
        for (const column of unit.constraint.columns) {
          const own = columnId(column, tableId(unit.table));
          for (const other of this.#steps)
            if (other !== each && other.provides.includes(own)) other.before.add(each);
        }
      }
    }
  }

  statements(): readonly DdlStatement[] {
    const order = inOrder(this.#steps);
    const position = new Map(order.nodes.map((node, at) => [node, at]));
    const inlined = new Set<Step>();
    for (const each of order.nodes) {
      const creation = each.inside;
      if (creation === undefined) continue;
      const place = position.get(creation)!;
      // Where another one stands that is put inside too, its table stands.
      const placeOf = (other: Step) => position.get(inlined.has(other) ? other.inside! : other)!;
      const late = [...(each.before as Set<Step>)].some(
        (other) => other !== creation && placeOf(other) > place,
      );
      if (late) {
        for (const made of each.provides) this.#leaveOut(made);
        continue;
      }
      inlined.add(each);
      for (const made of each.provides) this.#putInside(made, each.afterwards?.() ?? []);
    }
    const steps = order.nodes.filter((each) => !inlined.has(each));
    const parts = this.#separated(steps);
    const bodies = order.soft;
    return [
      ...(bodies
        ? [
            statement('SET LOCAL check_function_bodies = off', {
              comments: ['Functions are made before what their bodies speak of.'],
            }),
          ]
        : []),
      ...parts,
    ];
  }

  /** A default that is set later does not stand in its CREATE TABLE. */
  #leaveOut(id: string): void {
    const unit = this.#planning.to.get(id);
    if (unit?.kind !== 'default') return;
    const { inside } = this.#creations.get(tableId(unit.table))!;
    inside.current = {
      ...inside.current,
      lateDefaults: new Set([...inside.current.lateDefaults, unit.column.name]),
    };
  }

  #putInside(id: string, rest: readonly DdlStatement[]): void {
    const unit = this.#planning.to.get(id);
    if (unit?.kind !== 'constraint') return;
    const creation = this.#creations.get(tableId(unit.table))!;
    creation.inside.current = {
      ...creation.inside.current,
      constraints: [...creation.inside.current.constraints, unit.constraint],
      rest: [...creation.inside.current.rest, ...rest],
    };
  }

  /** What needs a commit before it, or no transaction at all, comes last, and with it what needs that. */
  #separated(steps: readonly Step[]): readonly DdlStatement[] {
    const news = this.#newValues();
    const classes = new Map<Step, number>();
    const result: DdlStatement[][] = [[], [], []];
    for (const each of steps) {
      const inherited = Math.max(0, ...[...each.before].map((other) => classes.get(other as Step) ?? 0));
      const own = each
        .statements()
        .map((one) =>
          news.some((value) => one.transaction === 'inside' && usesValue(one.sql, value))
            ? { ...one, transaction: 'after' as const }
            : one,
        );
      let last = inherited;
      for (const one of own) {
        last = Math.max(last, one.transaction === 'alone' ? 2 : one.transaction === 'after' ? 1 : 0);
        // What comes after a commit is in another file, and runs there in its transaction.
        result[last]!.push(
          last > 0 && one.transaction === 'inside'
            ? { ...one, transaction: last === 1 ? 'after' : 'alone' }
            : one,
        );
      }
      classes.set(each, last);
    }
    return result.flat();
  }

  /** Enum values that are added to a type that was there before. */
  #newValues(): readonly string[] {
    return [...this.#planning.effects.alteredObjects.values()].flatMap(({ before, after }) =>
      after.kind === 'enum' &&
      addedValues(before, after).length < (after.attributes.values as readonly string[]).length
        ? addedValues(before, after)
        : [],
    );
  }
}

function usesValue(sql: string, value: string): boolean {
  return (
    !/^ALTER TYPE .* (ADD|RENAME) VALUE /s.test(sql) &&
    sql.includes(literal(value)) &&
    !/ LANGUAGE plpgsql\b/.test(sql)
  );
}

function renamesOf(changes: readonly Change[], planning: Planning): readonly Step[] {
  return changes.flatMap((change) =>
    change.kind === 'alterTable' ? renameSteps(change.before, change.changes, planning) : [],
  );
}
