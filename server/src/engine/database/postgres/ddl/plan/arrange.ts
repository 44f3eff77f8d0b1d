import { tableId } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { literal } from '../../quote.ts';
import { addedValues } from '../alterType.ts';
import { inOrder } from '../graph.ts';
import { statement } from '../statement.ts';
import type { Planning } from './context.ts';
import type { Step } from './step.ts';
import type { TableCreation } from './tableSteps.ts';

/** The statements of all steps in an order that runs; what can stand in a CREATE TABLE stands there. */
export function arranged(
  given: readonly Step[],
  creations: ReadonlyMap<string, TableCreation>,
  planning: Planning,
): readonly DdlStatement[] {
  const order = inOrder(given);
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
      for (const made of each.provides) leaveOut(made, creations, planning);
      continue;
    }
    inlined.add(each);
    for (const made of each.provides) putInside(made, each.afterwards?.() ?? [], creations, planning);
  }
  const parts = separated(
    order.nodes.filter((each) => !inlined.has(each)),
    planning,
  );
  return order.soft
    ? [
        statement('SET LOCAL check_function_bodies = off', {
          comments: ['Functions are made before what their bodies speak of.'],
        }),
        ...parts,
      ]
    : parts;
}

/** A default that is set later does not stand in its CREATE TABLE. */
function leaveOut(id: string, creations: ReadonlyMap<string, TableCreation>, planning: Planning): void {
  const unit = planning.to.get(id);
  if (unit?.kind !== 'default') return;
  const { inside } = creations.get(tableId(unit.table))!;
  inside.current = {
    ...inside.current,
    lateDefaults: new Set([...inside.current.lateDefaults, unit.column.name]),
  };
}

function putInside(
  id: string,
  rest: readonly DdlStatement[],
  creations: ReadonlyMap<string, TableCreation>,
  planning: Planning,
): void {
  const unit = planning.to.get(id);
  if (unit?.kind !== 'constraint') return;
  const creation = creations.get(tableId(unit.table))!;
  creation.inside.current = {
    ...creation.inside.current,
    constraints: [...creation.inside.current.constraints, unit.constraint],
    rest: [...creation.inside.current.rest, ...rest],
  };
}

/** What needs a commit before it, or no transaction at all, comes last, and with it what needs that. */
function separated(steps: readonly Step[], planning: Planning): readonly DdlStatement[] {
  const news = newValues(planning);
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
function newValues(planning: Planning): readonly string[] {
  return [...planning.effects.alteredObjects.values()].flatMap(({ before, after }) =>
    after.kind === 'enum' &&
    addedValues(before, after).length < (after.attributes.values as readonly string[]).length
      ? addedValues(before, after)
      : [],
  );
}

function usesValue(sql: string, value: string): boolean {
  return (
    !/^ALTER TYPE .* (ADD|RENAME) VALUE /s.test(sql) &&
    sql.includes(literal(value)) &&
    !/ LANGUAGE plpgsql\b/.test(sql)
  );
}
