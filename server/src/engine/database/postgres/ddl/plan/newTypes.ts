import { type SchemaObject, tableId } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { quoteName } from '../../names.ts';
import { createObject, dropObject } from '../objectSql.ts';
import { statement } from '../statement.ts';
import { type Unit, unitId } from '../units.ts';
import type { Words } from '../words.ts';
import { retypeColumn } from './columnSteps.ts';
import type { Planning } from './context.ts';
import { ranks, type Step, step } from './step.ts';

/** The type that one takes the place of while columns of that stay; undefined where nothing of it stays. */
export function replacedType(id: string, planning: Planning): SchemaObject | undefined {
  for (const [before, after] of planning.effects.newTypes) {
    if (after !== id) continue;
    const unit = planning.from.get(before);
    return unit?.kind === 'object' && stepsAside(unit, planning) ? unit.object : undefined;
  }
  return undefined;
}

/** Whether a type made anew steps aside instead of going at once, since columns of it stay. */
export function stepsAside(unit: Unit, planning: Planning): boolean {
  const { from, to, effects } = planning;
  const next = effects.newTypes.get(unit.id);
  return (
    next !== undefined &&
    unit.kind === 'object' &&
    to.get(next)?.kind === 'object' &&
    ([...effects.retyped.values()].includes(unit.id) ||
      // Or a type on top of it does.
      from.dependents(unit.id).some((other) => stepsAside(other, planning)))
  );
}

/** Columns whose type is made anew, where nothing else changes in them. */
export function retypeSteps(planning: Planning): readonly Step[] {
  const { effects, from } = planning;
  return [...effects.retyped.keys()].flatMap((id) => {
    const unit = from.get(id);
    if (unit?.kind !== 'column' || effects.gone.has(id) || effects.gone.has(tableId(unit.table))) return [];
    const changes = effects.altered.get(tableId(unit.table))?.changes ?? [];
    if (changes.some((change) => change.kind === 'alterColumn' && change.before.name === unit.column.name))
      return [];
    if (unit.column.attributes.inherited === true) return [];
    return retypeColumn(unit.table, unit.column, planning);
  });
}

/**
 * A type made anew while columns of it stay: the old one steps aside under another name, and goes when no column is left
 * with it.
 */
export function newTypeSteps(before: SchemaObject, after: SchemaObject, planning: Planning): readonly Step[] {
  const id = unitId(after);
  const oldId = unitId(before);
  const { words } = planning;
  const aside: SchemaObject = { ...before, name: asideName(before.name) };
  const unit = planning.to.get(id)!;
  const rename = statement(`ALTER ${words.object(before)} RENAME TO ${quoteName(aside.name)}`, {
    comments: [
      `${words.name(before.schema, before.name)} cannot be changed in place: it is made anew, and the columns of that type follow.`,
    ],
  });
  const old = planning.from.get(oldId)!;
  const asides = [rename, ...(before.kind === 'rangeType' ? rangeAside(before, words) : [])];
  return [
    step(ranks.type, () => [...asides, ...createObject(after, planning.creation)], {
      needs: unit.needs,
      provides: [id],
    }),
    step(ranks.dropType, () => dropObject(aside, words), { uses: old.needs, removes: [oldId] }),
  ];
}

/** What a range has brought with it and what would be in the new one's way: its multirange, the functions that make values. */
function rangeAside(range: SchemaObject, words: Words): readonly DdlStatement[] {
  const { subtype, multirange } = range.attributes;
  const rename = (kind: 'TYPE' | 'FUNCTION', name: string, args = '') =>
    statement(
      `ALTER ${kind} ${words.name(range.schema, name)}${args} RENAME TO ${quoteName(asideName(name))}`,
    );
  return [
    rename('FUNCTION', range.name, `(${subtype}, ${subtype})`),
    rename('FUNCTION', range.name, `(${subtype}, ${subtype}, text)`),
    ...(multirange === undefined
      ? []
      : [rename('TYPE', String(multirange)), rename('FUNCTION', String(multirange), '()')]),
  ];
}

function asideName(name: string): string {
  return `${name}_old`.slice(-63);
}
