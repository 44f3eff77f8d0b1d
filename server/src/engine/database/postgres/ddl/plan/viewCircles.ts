import type { SchemaObject } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { list } from '../comments.ts';
import { createObject, dropObject } from '../objectSql.ts';
import { statement } from '../statement.ts';
import { slotsOf, type Unit } from '../units.ts';
import type { Planning } from './context.ts';
import { ranks, type Step, step } from './step.ts';

/** A view that has its columns, but not its query yet. */
function standInId(view: string): string {
  return `standIn:${view}`;
}

/** What a member of a circle needs: of the views in it only that they have their columns. */
export function needsInCircle(unit: Unit, planning: Planning): readonly string[] {
  const { made } = planning.circles;
  const circle = made.get(unit.id);
  if (circle === undefined) return unit.needs;
  return unit.needs.map((need) =>
    need.startsWith('view:') && made.get(need) === circle ? standInId(need) : need,
  );
}

/** A view that needs what needs itself: first as its columns alone, then with its query. */
export function createInCircle(view: SchemaObject, unit: Unit, planning: Planning): readonly Step[] {
  const first = step(ranks.routine, () => [standIn(view, 'CREATE VIEW', planning)], {
    needs: unit.needs.filter(isOfColumns),
    provides: [standInId(unit.id)],
    takes: slotsOf(unit),
  });
  const whole = {
    ...view,
    definition: view.definition.replace(/^CREATE (?!OR REPLACE )/, 'CREATE OR REPLACE '),
  };
  const second = step(ranks.view, () => createObject(whole, planning.creation), {
    needs: [...needsInCircle(unit, planning), standInId(unit.id)],
    provides: [unit.id],
  });
  return [first, second];
}

/** Lets go of what it needs before that goes, and goes itself when nothing needs its columns. */
export function dropInCircle(view: SchemaObject, unit: Unit, planning: Planning): readonly Step[] {
  const first = step(ranks.dropHanging, () => [standIn(view, 'CREATE OR REPLACE VIEW', planning)], {
    uses: unit.needs.filter((need) => !isOfColumns(need)),
  });
  const second = step(ranks.dropView, () => dropObject(view, planning.words), {
    uses: unit.needs.filter(isOfColumns),
    removes: [unit.id],
    frees: slotsOf(unit),
  });
  second.before.add(first);
  return [first, second];
}

/** What its columns alone need. */
function isOfColumns(need: string): boolean {
  return /^(schema|extension|enum|domain|compositeType|rangeType|collation):/.test(need);
}

function standIn(view: SchemaObject, verb: string, { words }: Planning): DdlStatement {
  const columns = list(view.attributes.columns).map((column) => {
    const name = /^(?:"(?:[^"]|"")*"|\S+)/.exec(column)?.[0] ?? column;
    const [type, collation] = column.slice(name.length + 1).split(' COLLATE ');
    return `NULL::${type}${collation === undefined ? '' : ` COLLATE ${collation}`} AS ${name}`;
  });
  return statement(`${verb} ${words.name(view.schema, view.name)} AS\nSELECT ${columns.join(',\n    ')}`, {
    comments: [
      `${words.name(view.schema, view.name)} and a function need each other: its columns stand in for it.`,
    ],
  });
}
