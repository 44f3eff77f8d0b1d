import type { Attributes } from '../../../../schema/model.ts';
import { tableId } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { constraintId, indexId } from '../../introspect/registry.ts';
import { quoteName } from '../../names.ts';
import { storageOptions } from '../alterObject.ts';
import { commentSql, list } from '../comments.ts';
import { statement } from '../statement.ts';
import { slotsOf, type Unit, type Units } from '../units.ts';
import type { Planning } from './context.ts';
import { ranks, type Step, step } from './step.ts';

type Part = Unit & { readonly kind: 'index' | 'constraint' };

function factsOf(part: Part): {
  readonly name: string;
  readonly attributes: Attributes;
  readonly comment: string | null;
} {
  return part.kind === 'index'
    ? part.index
    : {
        name: part.constraint.name ?? '',
        attributes: part.constraint.attributes,
        comment: part.constraint.comment,
      };
}

/** The parent's index or key that a partition's one is part of. */
export function parentOf(part: Part, units: Units): Part | undefined {
  const wanted = String(factsOf(part).attributes.attachedTo);
  const name = wanted.slice(wanted.lastIndexOf('.') + 1).replaceAll('"', '');
  for (const need of part.table.dependsOn) {
    const table = units.get(need);
    if (table?.kind !== 'table') continue;
    const found = units.get(constraintId(name, need)) ?? units.get(indexId(table.table.schema ?? '', name));
    if (found?.kind === 'index' || found?.kind === 'constraint') return found;
  }
  return undefined;
}

/** Whether the parent's index is there already and stays: the partition then has its part under the made-up name, or lacks it. */
export function isTakenIn(part: Part, planning: Planning): boolean {
  if (factsOf(part).attributes.attachedTo === undefined) return false;
  const parent = parentOf(part, planning.to);
  return (
    parent !== undefined &&
    !planning.effects.made.has(parent.id) &&
    parentOf(part, planning.from) !== undefined
  );
}

/** A part of the parent's index gets the name and the settings it is to have, or is made and attached. */
export function addAttached(part: Part, planning: Planning): Step {
  const { name, attributes } = factsOf(part);
  const parent = parentOf(part, planning.from);
  const isInvalid = parent !== undefined && factsOf(parent).attributes.invalid === true;
  const old = String(attributes.madeUpName);
  return step(
    ranks.index,
    () =>
      isInvalid
        ? attachStatements(part, planning)
        : [
            ...(old === name
              ? []
              : [
                  statement(
                    `ALTER INDEX ${planning.words.name(part.table.schema, old)} RENAME TO ${quoteName(name)}`,
                  ),
                ]),
            ...settings(part, {}, null, planning),
          ],
    { needs: part.needs, provides: [part.id], takes: slotsOf(part) },
  );
}

function attachStatements(part: Part, planning: Planning): readonly DdlStatement[] {
  const { name, attributes } = factsOf(part);
  const table = planning.words.table(part.table);
  const make =
    part.kind === 'index'
      ? part.index.definition
      : `ALTER TABLE ${table} ADD CONSTRAINT ${quoteName(name)} ${part.constraint.definition}`;
  return [
    statement(make),
    statement(
      `ALTER INDEX ${attributes.attachedTo} ATTACH PARTITION ${planning.words.name(part.table.schema, name)}`,
    ),
    ...settings(part, {}, null, planning),
  ];
}

/** A part of the parent's index cannot be dropped by itself: it goes back to what it is by itself, or goes with the parent's. */
export function dropAttached(part: Part, planning: Planning): Step | null {
  const { name, attributes, comment } = factsOf(part);
  const parent = parentOf(part, planning.from);
  if (
    parent === undefined ||
    planning.effects.gone.has(parent.id) ||
    planning.to.get(tableId(part.table)) === undefined
  )
    return null;
  const next = String(attributes.madeUpName);
  const plain = {
    ...part,
    ...(part.kind === 'index'
      ? { index: { ...part.index, name: next, attributes: {}, comment: null } }
      : { constraint: { ...part.constraint, name: next, attributes: {}, comment: null } }),
  } as Part;
  return step(
    ranks.dropPart,
    () => [
      ...(next === name
        ? []
        : [
            statement(
              `ALTER INDEX ${planning.words.name(part.table.schema, name)} RENAME TO ${quoteName(next)}`,
            ),
          ]),
      ...settings(plain, attributes, comment, planning),
    ],
    { removes: [part.id], frees: slotsOf(part) },
  );
}

function settings(
  part: Part,
  before: Attributes,
  comment: string | null,
  planning: Planning,
): readonly DdlStatement[] {
  const facts = factsOf(part);
  const table = planning.words.table(part.table);
  const index = planning.words.name(part.table.schema, facts.name);
  const what = part.kind === 'index' ? `INDEX ${index}` : `CONSTRAINT ${quoteName(facts.name)} ON ${table}`;
  const clustered = facts.attributes.clustered === true;
  return [
    ...storageOptions(list(before.options), list(facts.attributes.options)).map((clause) =>
      statement(`ALTER INDEX ${index} ${clause}`),
    ),
    ...(clustered === (before.clustered === true)
      ? []
      : [
          statement(
            clustered
              ? `ALTER TABLE ${table} CLUSTER ON ${quoteName(facts.name)}`
              : `ALTER TABLE ${table} SET WITHOUT CLUSTER`,
          ),
        ]),
    ...(facts.comment === comment ? [] : [commentSql(what, facts.comment)]),
  ];
}

/** Whether partitions are given their part of a key one by one, so that it becomes valid by itself. */
export function attachesParts(
  part: { readonly name: string | null },
  { effects, to }: Planning,
  kind: 'constraint' | 'index' = 'constraint',
): boolean {
  const name = quoteName(part.name ?? '');
  return [...effects.made].some((id) => {
    const unit = to.get(id);
    if (unit?.kind !== kind) return false;
    const { attachedTo } = unit.kind === 'index' ? unit.index.attributes : unit.constraint.attributes;
    return String(attachedTo).split('.').at(-1) === name;
  });
}
