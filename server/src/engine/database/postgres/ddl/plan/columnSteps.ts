import type { ColumnAspect, TableChange } from '../../../../diff/change.ts';
import { type Column, type Constraint, type Table, tableId } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { columnId, constraintId } from '../../introspect/registry.ts';
import { quoteName } from '../../names.ts';
import { alterColumn, type ColumnChange } from '../alterColumn.ts';
import { columnSettings, columnSql, plainForm } from '../columnSql.ts';
import { newComment } from '../comments.ts';
import { identityRest } from '../identitySequence.ts';
import { serialRest } from '../objectSql.ts';
import { fillOf } from '../placeholders.ts';
import { serialWord } from '../serial.ts';
import { statement } from '../statement.ts';
import { defaultId, slotsOf, unitId } from '../units.ts';
import { mayHoldRows, type Planning } from './context.ts';
import { restoreRows } from './restore.ts';
import { ranks, type Step, shapeOf, step } from './step.ts';
import { parentsOf } from './tableSteps.ts';

export function addColumn(table: Table, column: Column, planning: Planning): Step {
  const id = tableId(table);
  const own = columnId(column.name, id);
  const serial = planning.serials.get(own);
  const fallback = planning.to.get(defaultId(column.name, id));
  const unit = planning.to.get(own)!;
  const reference = table.constraints.find(
    (each) => each.kind === 'foreignKey' && each.columns.length === 1 && each.columns[0] === column.name,
  );
  return step(ranks.column, () => addStatements(table, column, planning), {
    needs: [
      ...unit.needs,
      ...(fallback?.needs ?? []).filter((need) => need !== own),
      ...(reference === undefined
        ? []
        : (planning.to.get(constraintId(reference.name ?? '', id))?.needs ?? [])),
    ].filter((need) => need !== own),
    provides: [
      own,
      shapeOf(id),
      defaultId(column.name, id),
      ...(serial === undefined ? [] : [unitId(serial)]),
    ],
    takes: [
      ...slotsOf(unit),
      ...(serial === undefined ? [] : [`relation:${serial.schema}.${serial.name}`]),
      `column:${own}`,
    ],
  });
}

/** The foreign key of this column alone. */
function referenceOf(table: Table, column: Column): readonly Constraint[] {
  return table.constraints
    .filter(
      (each) => each.kind === 'foreignKey' && each.columns.length === 1 && each.columns[0] === column.name,
    )
    .slice(0, 1);
}

function addStatements(table: Table, column: Column, planning: Planning): readonly DdlStatement[] {
  const { words, options } = planning;
  const name = words.table(table);
  const id = tableId(table);
  const quoted = quoteName(column.name);
  const add = `ALTER TABLE ${name} ADD COLUMN`;
  const sequence = planning.serials.get(columnId(column.name, id));
  const serial = sequence === undefined ? null : serialWord(column);
  const notNull = table.constraints.find(
    (each) =>
      each.kind === 'notNull' &&
      each.columns[0] === column.name &&
      planning.effects.made.has(constraintId(each.name ?? '', id)),
  );
  const form = { ...plainForm, serial, notNull };
  const hasValue =
    column.default !== null || column.generated !== null || column.identity !== null || column.nullable;
  const fill =
    options.placeholders && !hasValue && mayHoldRows(planning, id)
      ? fillOf(table, column, planning.toSchema, words)
      : null;
  return [
    ...(fill === null
      ? [statement(`${add} ${columnSql(column, form)}`)]
      : fill.kind === 'constant'
        ? [
            statement(`${add} ${columnSql({ ...column, default: fill.expression }, form)}`, {
              comments: [
                `${name}.${quoted} must have a value: existing rows get the placeholder ${fill.expression}.`,
              ],
            }),
            statement(`ALTER TABLE ${name} ALTER COLUMN ${quoted} DROP DEFAULT`),
          ]
        : [
            statement(`${add} ${columnSql({ ...column, nullable: true }, { ...form, notNull: undefined })}`),
            ...referenceOf(table, column).flatMap((key) => restoreRows(table, key, planning, 'forColumn')),
            statement(fill.sql, {
              comments: [`${name}.${quoted} must have a value: existing rows get a placeholder.`],
            }),
            statement(`ALTER TABLE ${name} ALTER COLUMN ${quoted} SET NOT NULL`),
          ]),
    ...columnSettings(
      column,
      { ...column, attributes: { foreignOptions: column.attributes.foreignOptions ?? null } },
      words.version,
    ).map((clause) => statement(`ALTER TABLE ${name} ${clause}`)),
    ...identityRest(table, null, column, planning.creation),
    ...newComment(`COLUMN ${name}.${quoted}`, column.comment),
    ...(sequence === undefined ? [] : serialRest(sequence, planning.creation)),
  ];
}

export function dropColumn(table: Table, column: Column, planning: Planning): Step {
  const id = tableId(table);
  const own = columnId(column.name, id);
  const name = planning.words.table(table);
  const unit = planning.from.get(own)!;
  const fallback = planning.from.get(defaultId(column.name, id));
  const loses = column.generated === null;
  const place = `${name}.${quoteName(column.name)}`;
  return step(
    ranks.dropColumn,
    () => [
      statement(
        `ALTER TABLE ${childrenKeep(table, column, planning) ? 'ONLY ' : ''}${name} DROP COLUMN ${quoteName(column.name)}`,
        {
          destructive: loses ? `Dropping column ${place} will delete its data.` : null,
        },
      ),
    ],
    {
      uses: [
        ...unit.needs,
        ...(fallback?.needs ?? []),
        // A child's column can only go once it is the child's own.
        ...childColumns(table, column, planning).map((child) => child.id),
      ].filter((need) => need !== own),
      removes: [own, defaultId(column.name, id)],
      provides: [shapeOf(id)],
      frees: [...slotsOf(unit), `column:${own}`, ...sequencesOf(column, planning)],
    },
  );
}

/** The same column in children by INHERITS. */
function childColumns(table: Table, column: Column, { from }: Planning) {
  if (table.attributes.partitionBy !== undefined) return [];
  return from.dependents(tableId(table)).flatMap((unit) => {
    if (unit.kind !== 'table' || unit.table.attributes.inherits === undefined) return [];
    const child = from.get(columnId(column.name, unit.id));
    return child?.kind === 'column' && child.column.attributes.inherited === true ? [child] : [];
  });
}

/** Whether a child by INHERITS has the column still when its parent has lost it: it is then the child's own. */
export function childrenKeep(table: Table, column: Column, planning: Planning): boolean {
  return childColumns(table, column, planning).some(
    (child) => planning.to.get(child.id) !== undefined && !planning.effects.gone.has(child.id),
  );
}

function sequencesOf(column: Column, planning: Planning): readonly string[] {
  return (column.dependsOn ?? []).flatMap((need) => {
    const unit = planning.from.get(need);
    return unit?.kind === 'object' && unit.object.kind === 'sequence' ? slotsOf(unit) : [];
  });
}

/** A changed column: its own change, or none of its own but that its type is made anew. What has to make way comes first. */
export function changeColumn(
  before: Table,
  after: Table,
  change: Extract<TableChange, { kind: 'alterColumn' }>,
  planning: Planning,
): readonly Step[] {
  const { effects, words } = planning;
  const aspects = new Set<ColumnAspect>(change.aspects);
  if (change.after.attributes.inherited === true)
    for (const aspect of saidByParent(after, change, planning)) aspects.delete(aspect);
  // A partition's identity is its parent's.
  if (after.attributes.partitionOf !== undefined && before.attributes.partitionOf !== undefined)
    aspects.delete('identity');
  // A value is asked for, or no longer, by the parent.
  if ((change.after.nullable ? change.before : change.after).attributes.notNull === 'inherited')
    aspects.delete('nullable');
  const id = tableId(after);
  const own = columnId(change.after.name, id);
  const fallback = defaultId(change.after.name, id);
  const type = effects.retyped.get(own);
  if (type !== undefined && change.after.attributes.inherited === true) aspects.delete('type');
  if (aspects.size === 0 && type === undefined) return [];
  const typed =
    aspects.has('type') || aspects.has('collation') || aspects.has('generated') || type !== undefined;
  const steps: Step[] = [];
  const identityGone = change.before.identity !== null && change.after.identity === null;
  if (identityGone) {
    const sql = `ALTER TABLE ${words.table(after)} ALTER COLUMN ${quoteName(change.after.name)} DROP IDENTITY`;
    steps.push(step(ranks.dropPart, () => [statement(sql)], { frees: slotsOf(planning.from.get(own)!) }));
  }
  const yields =
    change.before.default !== null && change.after.identity !== null && change.before.identity === null;
  if (yields && !effects.gone.has(fallback)) steps.push(dropDefault(after, change.before, planning));
  const defaultGone = yields || effects.gone.has(fallback);
  const statements = () =>
    alterColumn(
      {
        table: after,
        before: change.before,
        after: change.after,
        aspects,
        retyped: type === undefined ? null : asText(change.after, type, planning),
        identityGone,
        defaultGone,
        defaultMade: effects.made.has(fallback),
        only: childrenDiffer(after, change.after, planning),
        notNullSaid: aspects.has('nullable') && namedNotNull(before, after, change.after.name, planning),
        filled: mayHoldRows(planning, id),
        creation: planning.creation,
      } satisfies ColumnChange,
      words,
    );
  const needsOf = (units: Planning['from'], withDefault: boolean) =>
    [...(units.get(own)?.needs ?? []), ...(withDefault ? (units.get(fallback)?.needs ?? []) : [])].filter(
      (need) => need !== own,
    );
  const altering = step(ranks.column, statements, {
    uses: needsOf(planning.from, !defaultGone),
    removes: typed ? [own] : [],
    needs: needsOf(planning.to, !effects.made.has(fallback)),
    provides: [own, fallback, ...(typed || aspects.has('default') ? [shapeOf(id)] : [])],
    frees: change.before.identity === null || identityGone ? [] : slotsOf(planning.from.get(own)!),
    takes: change.after.identity === null ? [] : slotsOf(planning.to.get(own)!),
  });
  for (const each of steps) altering.before.add(each);
  return [...steps, altering];
}

/** Whether a child has another default than its parent: the parent's is then set for it alone. */
function childrenDiffer(table: Table, column: Column, planning: Planning): boolean {
  return planning.to.dependents(tableId(table)).some((unit) => {
    if (unit.kind !== 'table') return false;
    const child = unit.table.columns.find((each) => each.name === column.name);
    return (
      child !== undefined &&
      (child.default !== column.default || childrenDiffer(unit.table, column, planning))
    );
  });
}

/** A column that only has to take on the new form of its type. */
export function retypeColumn(table: Table, column: Column, planning: Planning): readonly Step[] {
  const target = planning.to.get(columnId(column.name, tableId(table)));
  if (target?.kind !== 'column') return [];
  return changeColumn(
    table,
    target.table,
    { kind: 'alterColumn', before: column, after: target.column, aspects: [] },
    planning,
  );
}

/** Values of the old form of a type, as values of the new one: their text is the same. */
function asText(column: Column, type: string, planning: Planning): string {
  if (type.startsWith('collation:')) return '';
  const unit = planning.to.get(planning.effects.newTypes.get(type) ?? type);
  const name = quoteName(column.name);
  const array = column.type.endsWith('[]');
  if (unit?.kind === 'object' && unit.object.kind === 'compositeType' && !array) {
    const before = planning.from.get(type);
    const old = before?.kind === 'object' ? members(before.object.attributes.members) : [];
    const next = members(unit.object.attributes.members);
    const values = next.map(([member, memberType]) =>
      old.some(([each]) => each === member) ? `(${name}).${member}::text::${memberType}` : 'NULL',
    );
    return `CASE WHEN ${name} IS NOT NULL THEN ROW(${values.join(', ')})::${column.type} END`;
  }
  return array ? `${name}::text[]::${column.type}` : `${name}::text::${column.type}`;
}

function members(value: unknown): readonly (readonly [string, string])[] {
  return (Array.isArray(value) ? (value as readonly string[]) : []).map((member) => {
    const name = /^(?:"(?:[^"]|"")*"|\S+)/.exec(member)?.[0] ?? member;
    return [name, member.slice(name.length + 1).replace(/ COLLATE .*$/, '')] as const;
  });
}

function namedNotNull(before: Table, after: Table, column: string, { effects }: Planning): boolean {
  const named = (table: Table, ids: ReadonlySet<string>) =>
    table.constraints.some(
      (each) =>
        each.kind === 'notNull' &&
        each.columns[0] === column &&
        ids.has(constraintId(each.name ?? '', tableId(table))),
    );
  return named(after, effects.made) || named(before, effects.gone);
}

/** What the same change of the parent does to its children by itself. */
function saidByParent(
  table: Table,
  change: Extract<TableChange, { kind: 'alterColumn' }>,
  planning: Planning,
): readonly ColumnAspect[] {
  const said = new Set<ColumnAspect>();
  for (const parent of parentsOf(table, planning)) {
    const altered = planning.effects.altered.get(tableId(parent));
    const same = altered?.changes.find(
      (each) => each.kind === 'alterColumn' && each.after.name === change.after.name,
    );
    if (same?.kind !== 'alterColumn') continue;
    const only = childrenDiffer(parent, same.after, planning);
    for (const aspect of change.aspects) {
      if (
        aspect !== 'comment' &&
        !(aspect === 'default' && only) &&
        same.aspects.includes(aspect) &&
        JSON.stringify(same.after[aspect]) === JSON.stringify(change.after[aspect])
      )
        said.add(aspect);
      if (aspect === 'attributes') said.delete(aspect);
    }
  }
  return [...said];
}

/** A default that has to make way for what it calls, and comes back. */
export function dropDefault(table: Table, column: Column, planning: Planning): Step {
  const id = defaultId(column.name, tableId(table));
  return step(
    ranks.dropPart,
    () => [
      statement(
        `ALTER TABLE ${planning.words.table(table)} ALTER COLUMN ${quoteName(column.name)} DROP DEFAULT`,
      ),
    ],
    {
      uses: planning.from.get(id)?.needs ?? [],
      removes: [id],
    },
  );
}

/** A default; that of a new table's column stands in its CREATE TABLE where what it needs is there by then. */
export function setDefault(table: Table, column: Column, planning: Planning, creation?: Step): Step {
  const id = defaultId(column.name, tableId(table));
  return step(
    ranks.constraint,
    () => [
      statement(
        `ALTER TABLE ${planning.words.table(table)} ALTER COLUMN ${quoteName(column.name)} SET DEFAULT ${column.default}`,
      ),
    ],
    {
      needs: planning.to.get(id)?.needs ?? [],
      provides: [id],
      ...(creation === undefined ? {} : { inside: creation }),
    },
  );
}
