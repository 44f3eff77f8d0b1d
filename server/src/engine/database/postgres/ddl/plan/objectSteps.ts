import type { ObjectKind, SchemaObject } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { quoteName } from '../../names.ts';
import { alterObject, dropDefaultPrivileges } from '../alterObject.ts';
import { createObject, dropObject } from '../objectSql.ts';
import { ownedBy } from '../sequenceSql.ts';
import { statement } from '../statement.ts';
import { slotsOf, type Units, unitId } from '../units.ts';
import type { Planning } from './context.ts';
import { ranks, type Step, shapeOf, step } from './step.ts';
import { createInCircle, dropInCircle, needsInCircle } from './viewCircles.ts';

const createRanks: Readonly<Record<ObjectKind, number>> = {
  schema: ranks.schema,
  extension: ranks.extension,
  collation: ranks.type,
  enum: ranks.type,
  domain: ranks.type,
  compositeType: ranks.type,
  rangeType: ranks.type,
  sequence: ranks.sequence,
  function: ranks.routine,
  procedure: ranks.routine,
  aggregate: ranks.routine,
  operator: ranks.routine,
  cast: ranks.routine,
  textSearch: ranks.foreign,
  foreignDataWrapper: ranks.foreign,
  foreignServer: ranks.foreign,
  userMapping: ranks.foreign,
  view: ranks.view,
  materializedView: ranks.view,
  index: ranks.viewIndex,
  trigger: ranks.hanging,
  rule: ranks.hanging,
  policy: ranks.hanging,
  statistics: ranks.hanging,
  publication: ranks.hanging,
  eventTrigger: ranks.hanging,
  event: ranks.hanging,
  defaultPrivileges: ranks.defaultPrivileges,
};

const dropRanks: Partial<Record<ObjectKind, number>> = {
  eventTrigger: ranks.dropHanging,
  publication: ranks.dropHanging,
  policy: ranks.dropHanging,
  trigger: ranks.dropHanging,
  rule: ranks.dropHanging,
  index: ranks.dropHanging,
  statistics: ranks.dropHanging,
  view: ranks.dropView,
  materializedView: ranks.dropView,
  sequence: ranks.dropSequence,
  schema: ranks.dropSchema,
  extension: ranks.dropExtension,
  foreignDataWrapper: ranks.dropForeign,
  foreignServer: ranks.dropForeign,
  userMapping: ranks.dropForeign,
};

export function createSteps(object: SchemaObject, planning: Planning): readonly Step[] {
  const id = unitId(object);
  const unit = planning.to.get(id)!;
  if (object.kind === 'trigger' && object.attributes.inherited === true)
    return [inheritedTrigger(object, planning)];
  if (object.kind === 'view' && planning.circles.made.has(id)) return createInCircle(object, unit, planning);
  const made = step(createRanks[object.kind], () => createObject(object, planning.creation), {
    needs:
      unit.kind === 'object' && object.kind === 'sequence'
        ? ownNeeds(unit.needs)
        : needsInCircle(unit, planning),
    mentions: mentionsOf(object, unit.needs),
    provides: [id],
    takes: slotsOf(unit),
  });
  if (object.kind !== 'sequence' || object.attributes.ownedBy === undefined) return [made];
  const owning = step(ranks.foreignKey, () => [ownedBy(object, planning.words)], {
    needs: [id, ...unit.needs],
  });
  return [made, owning];
}

/** What speaks of a table, or takes its rows whole, speaks of any of its columns. */
function mentionsOf(object: SchemaObject, needs: readonly string[]): readonly string[] {
  const mentions = object.mentions ?? [];
  return [...mentions, ...[...mentions, ...needs].filter((id) => id.startsWith('table:')).map(shapeOf)];
}

/** A sequence needs the column it belongs to only when it is told so. */
function ownNeeds(needs: readonly string[]): readonly string[] {
  return needs.filter((need) => !need.startsWith('column:') && !need.startsWith('table:'));
}

/** A partition's copy of its parent's trigger, in another state than that. */
function inheritedTrigger(object: SchemaObject, planning: Planning): Step {
  const state = String(object.attributes.state);
  const word =
    state === 'disabled' ? 'DISABLE' : state === 'enabled' ? 'ENABLE' : `ENABLE ${state.toUpperCase()}`;
  const sql = `ALTER TABLE ${planning.words.parent(object)} ${word} TRIGGER ${quoteName(object.name)}`;
  return step(ranks.hanging + 1, () => [statement(sql)], {
    needs: [...(planning.to.get(unitId(object))?.needs ?? []), ...parentTriggers(object, planning.to)],
  });
}

/** The trigger of the partitioned table that a partition's one is a copy of. */
function parentTriggers(object: SchemaObject, units: Units): readonly string[] {
  const table = units.get(object.parent ?? '');
  return table?.kind === 'table'
    ? table.table.dependsOn
        .filter((need) => need.startsWith('table:'))
        .map((need) => `trigger:${object.name}@${need}`)
    : [];
}

/** Drops an object before what it needs is dropped. */
export function dropSteps(object: SchemaObject, planning: Planning): readonly Step[] {
  const id = unitId(object);
  const unit = planning.from.get(id)!;
  if (object.kind === 'view' && planning.circles.gone.has(id)) return dropInCircle(object, unit, planning);
  const rank =
    dropRanks[object.kind] ?? (createRanks[object.kind] === ranks.type ? ranks.dropType : ranks.dropRoutine);
  return [
    step(rank, () => dropStatements(object, planning), {
      uses: object.kind === 'sequence' ? ownNeeds(unit.needs) : unit.needs,
      removes: [id],
      frees: slotsOf(unit),
    }),
  ];
}

function dropStatements(object: SchemaObject, planning: Planning): readonly DdlStatement[] {
  if (object.kind === 'defaultPrivileges') return dropDefaultPrivileges(object);
  if (object.kind === 'trigger' && object.attributes.inherited === true) {
    const stays = parentTriggers(object, planning.from).some(
      (id) =>
        planning.from.get(id) !== undefined &&
        planning.to.get(id) !== undefined &&
        !planning.effects.gone.has(id),
    );
    if (!stays) return [];
    return [
      statement(`ALTER TABLE ${planning.words.parent(object)} ENABLE TRIGGER ${quoteName(object.name)}`),
    ];
  }
  return dropObject(object, planning.words);
}

export function changeObject(before: SchemaObject, after: SchemaObject, planning: Planning): Step {
  const id = unitId(after);
  const unit = planning.to.get(id);
  const needs = unit === undefined ? [] : needsInCircle(unit, planning);
  const uses = planning.from.get(id)?.needs ?? [];
  const isSequence = after.kind === 'sequence';
  const owned = isSequence && before.attributes.ownedBy !== after.attributes.ownedBy;
  return step(
    isSequence && owned ? ranks.column + 1 : createRanks[after.kind],
    () => alterObject(before, after, planning.words) ?? [],
    {
      uses: uses.filter((need) => need !== id),
      needs: isSequence && !owned ? ownNeeds(needs) : needs.filter((need) => need !== id),
      mentions: mentionsOf(after, needs),
      provides: [id],
    },
  );
}
