import type { TableChange } from '../../diff/change.ts';
import type { Column, Constraint, Table } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import { type ColumnPlan, columnClauses, mentions, planColumns } from './alterColumns.ts';
import { columnDefinition, columnSql } from './columnSql.ts';
import { earlyIndexes } from './earlyIndexes.ts';
import { addedColumns, fillingComments, fillings, fillNulls, finish, whileFilling } from './fillRows.ts';
import type { Flavour } from './flavour.ts';
import { indexesOfAnotherSize } from './indexSizes.ts';
import { identifier } from './literal.ts';
import { columnLoss } from './loss.ts';
import { partitionChange } from './partitionChange.ts';
import { statement } from './statement.ts';
import { addClauses, dropClause, dropConstraint, isOfTheOldEngine, optionClauses } from './tableClauses.ts';
import { constraintSql, indexSql } from './tableSql.ts';
import { typeBridges } from './typeBridge.ts';
import { unsafeBesideAdded, unsafeFillings } from './unsafeDefaults.ts';
import { endedHistory, keepingHistory, versioningChange } from './versioning.ts';

export interface TableAlteration {
  readonly before: Table;
  readonly after: Table;
  /** Renames are done already, foreign keys are left to `foreignKeys`. */
  readonly changes: readonly TableChange[];
  readonly foreignKeys: { readonly drop: readonly string[]; readonly add: readonly Constraint[] };
  /** Foreign keys that are added later. */
  readonly laterKeys: readonly Constraint[];
  readonly flavour: Flavour;
  readonly strict: boolean;
  /** Existing rows get values where a column needs them. */
  readonly fill: boolean;
  /** What was dropped or changed comes back. */
  readonly restoring: boolean;
}

/**
 * One ALTER TABLE with all clauses that go together, and before and after it what must stand alone: values for rows that
 * are there, a partition that is added or dropped, a second full-text index. Nothing to do: no statement.
 */
export function alterTable(alteration: TableAlteration): readonly DdlStatement[] {
  const ended = endedHistory(alteration.before, alteration.after, alteration.changes);
  if (ended !== null) {
    const { statements, ...rest } = ended;
    return [...statements, ...alterTable({ ...alteration, ...rest })];
  }
  const { before, after, flavour, foreignKeys } = alteration;
  const plan = planColumns(before, after, alteration.changes);
  const { gone, left: withIndexes } = checksOnStored(before, after, alteration.changes, plan);
  const { early, again, left: changes } = earlyIndexes(after, withIndexes, plan);
  const unsafe = unsafeFillings(plan, flavour);
  const lacking = alteration.fill
    ? fillings(after, changes, [...foreignKeys.add, ...alteration.laterKeys], plan, alteration.restoring)
    : [];
  const filled = [
    ...unsafe,
    ...lacking.filter(({ column }) => unsafe.every((each) => each.column !== column)),
  ];
  const partitions = partitionChange(before, after);
  const versioning = versioningChange(before, after);
  const waiting = unsafeBesideAdded(after.columns, plan, flavour);
  const temporary = new Map([
    ...filled.map((each) => [each.column.name, whileFilling(each)] as const),
    ...waiting.map((column) => [column.name, { ...column, default: null }] as const),
  ]);
  const late = new Set(
    filled.filter(({ placeholder }) => placeholder.byUpdate).map(({ column }) => column.name),
  );

  const resized = indexesOfAnotherSize(before, after, changes, plan.rebuilt);
  const checks = checksOnRebuilt(before, after, changes, plan);
  const main: string[] = [];
  const last: string[] = [];
  const alone: string[] = [];
  const place = (columns: readonly string[]) => (columns.some((column) => late.has(column)) ? last : main);

  for (const check of checks) main.push(dropConstraint(check, flavour));
  for (const change of changes) {
    const clause = dropClause(change, flavour);
    if (clause !== null && !early.includes(clause)) main.push(clause);
  }
  for (const key of foreignKeys.drop) main.push(`DROP FOREIGN KEY ${identifier(key)}`);
  main.push(...resized.drop);
  const columns = columnClauses(before, after, plan, (column) => temporary.get(column.name) ?? column);
  main.push(...columns);
  main.push(...versioning.clauses);
  let fullText = 0;
  for (const change of changes) {
    // InnoDB makes one full-text index at a time.
    const waits = isFullText(change) && ++fullText > 1;
    (waits ? alone : place(addedColumns(change))).push(...addClauses(change, flavour));
  }
  for (const index of again) main.push(`ADD ${indexSql(index)}`);
  for (const check of checks) main.push(`ADD ${constraintSql(check)}`);
  main.push(...resized.add);
  const options = optionClauses(changes, before, after);
  main.push(...options.filter((clause) => !isOfTheOldEngine(clause)));
  last.push(...options.filter(isOfTheOldEngine));
  for (const key of foreignKeys.add)
    place(key.columns).push(...indexOfKey(key, before, after), `ADD ${constraintSql(key)}`);

  const finishing = finish(filled, before, after);
  const written = (name: string) =>
    columns.some((clause) => /^(MODIFY|CHANGE) /.test(clause) && clause.includes(` ${identifier(name)} `));
  last.unshift(
    ...finishing.clauses,
    // Not ALTER COLUMN … SET DEFAULT: that does nothing to a NOT NULL column that has none.
    ...waiting
      .filter(({ name }) => written(name))
      .map((column) => `MODIFY COLUMN ${columnSql(column, String(after.attributes.collation))}`),
  );
  const trailing =
    partitions.trailing === 'REMOVE PARTITIONING' && versioning.before.length > 0
      ? null
      : partitions.trailing;
  const alter = (clauses: readonly string[]) =>
    clauses.length === 0 ? [] : [alterStatement(after, clauses)];
  const statements = [
    ...versioning.before,
    ...alter(early),
    ...storedFirst(before, plan, gone, flavour),
    ...typeBridges(before, after, plan, alteration.restoring),
    ...(alteration.fill ? fillNulls(before, after, plan) : []),
    ...(main.length === 0 && trailing === null
      ? []
      : [
          alterStatement(after, main, trailing, {
            comments: fillingComments(filled),
            destructive: lossOf(alteration, plan, versioning.loss),
          }),
        ]),
    ...finishing.statements,
    ...alter(last),
    ...alone.flatMap((clause) => alter([clause])),
    ...(partitions.alone === null
      ? []
      : [alterStatement(after, [partitions.alone], null, { destructive: partitions.destructive })]),
    ...versioning.after,
  ];
  return keepingHistory(statements, versioning);
}

function alterStatement(
  { name }: Table,
  clauses: readonly string[],
  trailing: string | null = null,
  more?: Parameters<typeof statement>[1],
): DdlStatement {
  const separator = clauses.length > 1 ? '\n  ' : ' ';
  const head = clauses.length === 0 ? '' : `${separator}${clauses.join(`,${separator}`)}`;
  const tail = trailing === null ? '' : `${clauses.length === 0 ? ' ' : '\n'}${trailing}`;
  return statement(`ALTER TABLE ${identifier(name)}${head}${tail}`, more);
}

/** What is lost, as one sentence; null: nothing. */
function lossOf({ after, strict }: TableAlteration, plan: ColumnPlan, history: string | null): string | null {
  const lost = [
    // A generated column's contents come back with it.
    ...plan.dropped
      .filter((column) => column.generated === null)
      .map((column) => `the contents of ${after.name}.${column.name} are lost`),
    ...[...plan.altered.values()].flatMap(([was, is]) => columnLoss(was, is, strict) ?? []),
    ...(history === null ? [] : [history]),
  ];
  return lost.length === 0 ? null : `${lost.join('; ').replace(/^./, (letter) => letter.toUpperCase())}.`;
}

/** Virtual columns that are to become ordinary ones are made stored first: their values are then the column's own. */
function storedFirst(
  before: Table,
  plan: ColumnPlan,
  checks: readonly Constraint[],
  flavour: Flavour,
): readonly DdlStatement[] {
  if (plan.stored.length === 0) return [];
  const stored = new Map(plan.stored.map((column) => [column.name, column]));
  const adds = before.columns.flatMap((column: Column, index) => {
    const made = stored.get(column.name);
    if (made === undefined) return [];
    const place = index === 0 ? 'FIRST' : `AFTER ${identifier(before.columns[index - 1]!.name)}`;
    return [
      `ADD COLUMN ${identifier(column.name)} ${columnDefinition(made, String(before.attributes.collation))} ${place}`,
    ];
  });
  const drops = plan.stored.map(({ name }) => `DROP COLUMN ${identifier(name)}`);
  return [
    alterStatement(before, [...checks.map((check) => dropConstraint(check, flavour)), ...drops, ...adds]),
  ];
}

/** The checks that name a column which is made stored first: they go with it. `left`: what is then left to do. */
function checksOnStored(
  before: Table,
  after: Table,
  changes: readonly TableChange[],
  plan: ColumnPlan,
): { readonly gone: readonly Constraint[]; readonly left: readonly TableChange[] } {
  const gone = before.constraints.filter(
    ({ kind, definition }) => kind === 'check' && plan.stored.some(({ name }) => mentions(definition, name)),
  );
  if (gone.length === 0) return { gone, left: changes };
  const touched = new Set<Constraint>();
  const left = changes.flatMap((change): readonly TableChange[] => {
    const was =
      change.kind === 'dropConstraint'
        ? change.constraint
        : change.kind === 'alterConstraint'
          ? change.before
          : null;
    const own = gone.find(({ kind, name }) => kind === was?.kind && name === was.name);
    if (own === undefined) return [change];
    touched.add(own);
    return change.kind === 'alterConstraint' ? [{ kind: 'addConstraint', constraint: change.after }] : [];
  });
  const back = gone
    .filter((check) => !touched.has(check))
    .flatMap(
      ({ name }) => after.constraints.find((each) => each.kind === 'check' && each.name === name) ?? [],
    );
  return {
    gone,
    left: [...left, ...back.map((constraint): TableChange => ({ kind: 'addConstraint', constraint }))],
  };
}

function isFullText(change: TableChange): boolean {
  return change.kind === 'addIndex' && change.index.method === 'fulltext';
}

/** Checks that stay but name a column that is dropped and added: they would stand in its way. */
function checksOnRebuilt(
  before: Table,
  after: Table,
  changes: readonly TableChange[],
  plan: ColumnPlan,
): readonly Constraint[] {
  if (plan.rebuilt.size === 0) return [];
  const touched = new Set(
    changes.flatMap((change) =>
      change.kind === 'dropConstraint'
        ? [change.constraint.name]
        : change.kind === 'alterConstraint'
          ? [change.before.name]
          : [],
    ),
  );
  const stays = new Set(before.constraints.map(({ name }) => name));
  return after.constraints.filter(
    ({ kind, name, definition }) =>
      kind === 'check' &&
      !touched.has(name) &&
      stays.has(name) &&
      [...plan.rebuilt].some((column) => mentions(definition, column)),
  );
}

/**
 * The index that a foreign key finds may be one the server once made for another key: adding the key would replace it by
 * one named after the key. Made anew, it is an index of its own, and stays.
 */
export function indexOfKey(key: Constraint, before: Table, after: Table): readonly string[] {
  const columns = key.columns.join('\n');
  const names = new Set([
    key.columns[0],
    key.name,
    ...before.constraints.filter(({ kind }) => kind === 'foreignKey').map(({ name }) => name),
  ]);
  const own = after.indexes.find(
    (index) =>
      !index.unique &&
      names.has(index.name) &&
      index.parts.map(({ column }) => column).join('\n') === columns &&
      before.indexes.some(({ name, definition }) => name === index.name && definition === index.definition),
  );
  return own === undefined ? [] : [`DROP INDEX ${identifier(own.name)}`, `ADD ${indexSql(own)}`];
}
