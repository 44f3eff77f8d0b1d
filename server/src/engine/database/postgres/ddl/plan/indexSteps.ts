import type { TableChange } from '../../../../diff/change.ts';
import { type Index, type Table, tableId } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { indexId } from '../../introspect/registry.ts';
import { quoteName } from '../../names.ts';
import { commentSql, list, newComment } from '../comments.ts';
import { indexStatistics } from '../objectSql.ts';
import { statement } from '../statement.ts';
import { slotsOf } from '../units.ts';
import type { Words } from '../words.ts';
import { attachesParts } from './attached.ts';
import type { Planning } from './context.ts';
import { ranks, type Step, step } from './step.ts';

/** One index at most is marked: taking the mark away is said only where no other gets it. */
export function clustering(table: Table, words: Words, index: string, is: boolean): readonly DdlStatement[] {
  const name = words.table(table);
  if (is) return [statement(`ALTER TABLE ${name} CLUSTER ON ${quoteName(index)}`)];
  const other = [...table.indexes, ...table.constraints].some((each) => each.attributes.clustered === true);
  return other ? [] : [statement(`ALTER TABLE ${name} SET WITHOUT CLUSTER`)];
}

/** Makes an index; `isNew`: on a table that is made in the same plan. */
export function addIndex(table: Table, index: Index, planning: Planning, isNew: boolean): Step {
  const own = indexId(table.schema ?? '', index.name);
  const unit = planning.to.get(own)!;
  return step(ranks.index, () => addIndexStatements(table, index, planning, isNew), {
    needs: unit.needs,
    provides: [own],
    takes: slotsOf(unit),
  });
}

function addIndexStatements(
  table: Table,
  index: Index,
  planning: Planning,
  isNew: boolean,
): readonly DdlStatement[] {
  const { options, words } = planning;
  const isOnline = options.concurrently && !isNew && table.attributes.partitionBy === undefined;
  const invalid = index.attributes.invalid === true && table.attributes.partitionBy !== undefined;
  const head = invalid ? index.definition.replace(/ ON /, ' ON ONLY ') : index.definition;
  const sql = isOnline ? head.replace(/^(CREATE (?:UNIQUE )?INDEX) /, '$1 CONCURRENTLY ') : head;
  const rest = [
    ...(index.attributes.clustered === true ? clustering(table, words, index.name, true) : []),
    ...indexStatistics(
      `INDEX ${words.name(table.schema, index.name)}`,
      [],
      list(index.attributes.statistics),
    ),
    ...newComment(`INDEX ${words.name(table.schema, index.name)}`, index.comment),
  ];
  return isOnline
    ? [
        statement(sql, { transaction: 'alone' }),
        ...rest.map((each) => ({ ...each, transaction: 'alone' as const })),
      ]
    : [statement(sql), ...rest];
}

/** Drops an index, and frees its name for what comes. */
export function dropIndex(table: Table, index: Index, planning: Planning): Step {
  const own = indexId(table.schema ?? '', index.name);
  const unit = planning.from.get(own)!;
  const isOnline =
    planning.options.concurrently &&
    table.attributes.partitionBy === undefined &&
    index.attributes.attachedTo === undefined &&
    !planning.effects.made.has(own);
  const name = planning.words.name(table.schema, index.name);
  return step(
    ranks.dropPart,
    () => [
      isOnline
        ? statement(`DROP INDEX CONCURRENTLY ${name}`, { transaction: 'alone' })
        : statement(`DROP INDEX ${name}`),
    ],
    { uses: unit.needs, removes: [own], frees: slotsOf(unit) },
  );
}

/** Changes an index where it stands, or makes it anew where PostgreSQL cannot. */
export function changeIndex(
  before: Table,
  after: Table,
  change: Extract<TableChange, { kind: 'alterIndex' }>,
  planning: Planning,
): Step {
  const old = indexId(before.schema ?? '', change.before.name);
  const own = indexId(after.schema ?? '', change.after.name);
  const renamed = change.before.name !== change.after.name;
  return step(ranks.dropPart + 1, () => changeIndexStatements(after, change.before, change.after, planning), {
    changes: [old],
    provides: [own],
    needs: [tableId(after)],
    frees: renamed ? slotsOf(planning.from.get(old)!) : [],
    takes: renamed ? slotsOf(planning.to.get(own)!) : [],
  });
}

function changeIndexStatements(
  table: Table,
  before: Index,
  after: Index,
  planning: Planning,
): readonly DdlStatement[] {
  const { words } = planning;
  const result: DdlStatement[] = [];
  const differs = (key: string) =>
    JSON.stringify(before.attributes[key] ?? null) !== JSON.stringify(after.attributes[key] ?? null);
  const own = words.name(table.schema, after.name);
  if (
    differs('invalid') &&
    table.attributes.partitionBy !== undefined &&
    !attachesParts(before, planning, 'index')
  )
    return [
      statement(`DROP INDEX ${words.name(table.schema, before.name)}`),
      ...addIndexStatements(table, after, planning, false),
    ];
  if (before.name !== after.name)
    result.push(
      statement(`ALTER INDEX ${words.name(table.schema, before.name)} RENAME TO ${quoteName(after.name)}`),
    );
  if (differs('invalid') && after.attributes.invalid !== true && table.attributes.partitionBy === undefined)
    result.push(statement(`REINDEX INDEX ${own}`));
  if (differs('clustered'))
    result.push(...clustering(table, words, after.name, after.attributes.clustered === true));
  if (differs('statistics'))
    result.push(
      ...indexStatistics(
        `INDEX ${own}`,
        list(before.attributes.statistics),
        list(after.attributes.statistics),
      ),
    );
  if (before.comment !== after.comment) result.push(commentSql(`INDEX ${own}`, after.comment));
  return result;
}
