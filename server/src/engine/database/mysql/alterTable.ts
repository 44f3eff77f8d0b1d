import type { TableChange } from '../../diff/change.ts';
import type { AttributeValue, Column, Constraint, Table } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import { type ColumnPlan, columnClauses, mentions, planColumns } from './alterColumns.ts';
import { charsetOf, columnDefinition } from './columnSql.ts';
import { quoted } from './expression.ts';
import type { Flavour } from './flavour.ts';
import { identifier } from './literal.ts';
import { columnLoss } from './loss.ts';
import { partitionChange } from './partitionChange.ts';
import { counter, explicitValue, lacksValue, type Placeholder, placeholderFor } from './placeholder.ts';
import { statement } from './statement.ts';
import { constraintSql, indexSql, optionSql } from './tableSql.ts';

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
}

/**
 * One ALTER TABLE with all clauses that go together, and before and after it what must stand alone: values for rows that
 * are there, a partition that is added or dropped. Nothing to do: no statement.
 */
export function alterTable(alteration: TableAlteration): readonly DdlStatement[] {
  const { before, after, changes, flavour } = alteration;
  const plan = planColumns(before, after, changes);
  const filling = fillings(alteration, plan);
  const partitions = partitionChange(before, after);
  const name = identifier(after.name);
  const alter = (
    clauses: readonly string[],
    trailing: string | null,
    more?: Parameters<typeof statement>[1],
  ) => {
    const separator = clauses.length > 1 ? `\n  ` : ' ';
    const tail = trailing === null ? '' : `${clauses.length === 0 ? ' ' : '\n'}${trailing}`;
    return statement(
      `ALTER TABLE ${name}${clauses.length === 0 ? '' : separator}${clauses.join(`,${separator}`)}${tail}`,
      more,
    );
  };
  const later = new Set(
    filling.filter(({ placeholder }) => placeholder.byUpdate).map(({ column }) => column.name),
  );
  const temporary = new Map(filling.map((each) => [each.column.name, each]));
  const shown = (column: Column): Column => {
    const filled = temporary.get(column.name);
    if (filled === undefined) return column;
    if (filled.placeholder.byUpdate) return { ...column, nullable: true };
    return filled.placeholder.value === null ? column : { ...column, default: filled.placeholder.value };
  };
  const waits = (columns: readonly string[]) => columns.some((column) => later.has(column));

  const first: string[] = [];
  const last: string[] = [];
  const rebuiltChecks = checksOnRebuilt(before, after, changes, plan);
  for (const constraint of rebuiltChecks) first.push(dropConstraint(constraint, flavour));
  for (const change of changes) {
    if (change.kind === 'dropIndex') first.push(`DROP INDEX ${identifier(change.index.name)}`);
    else if (change.kind === 'dropConstraint' && change.constraint.kind !== 'foreignKey')
      first.push(dropConstraint(change.constraint, flavour));
    else if (change.kind === 'alterConstraint' && needsNew(change.before, change.after))
      first.push(dropConstraint(change.before, flavour));
    else if (change.kind === 'alterIndex' && change.before.comment !== change.after.comment)
      first.push(`DROP INDEX ${identifier(change.before.name)}`);
  }
  first.push(...alteration.foreignKeys.drop.map((key) => `DROP FOREIGN KEY ${identifier(key)}`));
  first.push(...columnClauses(before, after, plan, shown));
  const alone: string[] = [];
  let fullText = 0;
  for (const change of changes) {
    const clauses = addClauses(change, flavour);
    // InnoDB makes one full-text index at a time.
    if (isFullText(change) && ++fullText > 1) alone.push(...clauses);
    else (waits(addedColumns(change)) ? last : first).push(...clauses);
  }
  for (const constraint of rebuiltChecks) first.push(`ADD ${constraintSql(constraint)}`);
  first.push(...optionClauses(changes, before, after));
  for (const constraint of alteration.foreignKeys.add)
    (waits(constraint.columns) ? last : first).push(`ADD ${constraintSql(constraint)}`);

  const lost = [
    ...plan.dropped.map((column) => `the contents of ${after.name}.${column.name} are lost`),
    ...[...plan.altered.values()]
      .map(([was, is]) => columnLoss(was, is, alteration.strict))
      .filter((loss) => loss !== null),
    ...(before.attributes.systemVersioning === true && after.attributes.systemVersioning !== true
      ? [`the history of ${after.name} is lost`]
      : []),
  ];
  const destructive =
    lost.length === 0 ? null : `${lost.join('; ').replace(/^./, (letter) => letter.toUpperCase())}.`;
  const comments = filling.map(
    ({ column, placeholder }) => `Existing rows get ${placeholder.shown} in ${column.name}.`,
  );

  const statements: DdlStatement[] = storedFirst(before, plan, alter);
  for (const { column, set } of nullsToFill(alteration, plan)) {
    statements.push(
      statement(update(after, column, set, before), {
        comments: [`Rows where ${column.name} is NULL get ${set}.`],
      }),
    );
  }
  if (first.length > 0 || partitions.trailing !== null)
    statements.push(alter(first, partitions.trailing, { comments, destructive }));
  for (const { column, placeholder } of filling) {
    if (!placeholder.byUpdate) {
      if (placeholder.value !== null) last.push(`ALTER COLUMN ${identifier(column.name)} DROP DEFAULT`);
      continue;
    }
    if (placeholder.value!.includes(counter)) statements.push(statement(`SET ${counter} = 0`));
    statements.push(statement(update(after, column, placeholder.value!, before, false)));
    last.unshift(
      `MODIFY COLUMN ${identifier(column.name)} ${columnDefinition(column, String(after.attributes.collation))}`,
    );
  }
  if (last.length > 0) statements.push(alter(last, null));
  for (const clause of alone) statements.push(alter([clause], null));
  if (partitions.alone !== null)
    statements.push(
      statement(`ALTER TABLE ${name} ${partitions.alone}`, { destructive: partitions.destructive }),
    );
  return keepingHistory(statements, before, after);
}

/** Virtual columns that are to become ordinary ones are made stored first: their values are then the column's own. */
function storedFirst(
  before: Table,
  plan: ColumnPlan,
  alter: (clauses: readonly string[], trailing: null) => DdlStatement,
): DdlStatement[] {
  if (plan.stored.length === 0) return [];
  const names = new Set(plan.stored.map((column) => column.name));
  const clauses = before.columns.flatMap((column, index) => {
    const place = index === 0 ? 'FIRST' : `AFTER ${identifier(before.columns[index - 1]!.name)}`;
    const stored = plan.stored.find((each) => each.name === column.name);
    return stored === undefined
      ? []
      : [
          `ADD COLUMN ${identifier(column.name)} ${columnDefinition(stored, String(before.attributes.collation))} ${place}`,
        ];
  });
  return [alter([...[...names].map((name) => `DROP COLUMN ${identifier(name)}`), ...clauses], null)];
}

interface Filling {
  readonly column: Column;
  readonly placeholder: Placeholder;
}

/** New columns that rows which are there have no value for. */
function fillings(
  { changes, fill, foreignKeys, laterKeys, after }: TableAlteration,
  plan: ColumnPlan,
): readonly Filling[] {
  if (!fill) return [];
  const keys = [...foreignKeys.add, ...laterKeys];
  const unique = new Set(changes.flatMap((change) => (isUnique(change) ? addedColumns(change) : [])));
  return plan.added
    .filter((column) => lacksValue(column) && after.columns.includes(column))
    .map((column) => {
      const key = keys.find(({ columns }) => columns.includes(column.name));
      return { column, placeholder: placeholderFor(column, key, unique.has(column.name)) };
    });
}

function isUnique(change: TableChange): boolean {
  return (
    (change.kind === 'addIndex' && change.index.unique) ||
    (change.kind === 'addConstraint' && change.constraint.kind === 'primaryKey')
  );
}

function isFullText(change: TableChange): boolean {
  return change.kind === 'addIndex' && change.index.method === 'fulltext';
}

/** The columns of what a change adds. */
function addedColumns(change: TableChange): readonly string[] {
  if (change.kind === 'addConstraint') return change.constraint.columns;
  if (change.kind === 'addIndex')
    return change.index.parts.flatMap(({ column }) => (column === null ? [] : [column]));
  return [];
}

/** Columns that become NOT NULL, with what their NULLs become. */
function nullsToFill(
  { fill }: TableAlteration,
  plan: ColumnPlan,
): readonly { column: Column; set: string }[] {
  const found: { column: Column; set: string }[] = [];
  for (const [was, is] of plan.altered.values()) {
    if (!was.nullable || is.nullable || is.generated !== null || was.generated !== null || !fill) continue;
    found.push({ column: was, set: is.default ?? explicitValue(is) });
  }
  return found;
}

/** UPDATE that leaves columns with ON UPDATE as they are. */
function update(table: Table, column: Column, value: string, before: Table, onlyNulls = true): string {
  const kept = before.columns.filter(
    (each) =>
      each.attributes.onUpdate !== undefined &&
      each.name !== column.name &&
      table.columns.some(({ name }) => name === each.name),
  );
  const name = identifier(column.name);
  const sets = [
    `${name} = ${value}`,
    ...kept.map((each) => `${identifier(each.name)} = ${identifier(each.name)}`),
  ];
  return `UPDATE ${identifier(table.name)} SET ${sets.join(', ')}${onlyNulls ? ` WHERE ${name} IS NULL` : ''}`;
}

/** Checks that stay but name a column that is dropped and added: they would stand in its way. */
function checksOnRebuilt(
  before: Table,
  after: Table,
  changes: readonly TableChange[],
  plan: ColumnPlan,
): readonly Constraint[] {
  if (plan.rebuilt.size === 0 && plan.stored.length === 0) return [];
  const touched = new Set(
    changes.flatMap((change) =>
      change.kind === 'dropConstraint'
        ? [change.constraint.name]
        : change.kind === 'alterConstraint'
          ? [change.before.name]
          : [],
    ),
  );
  return after.constraints.filter(
    (check) =>
      check.kind === 'check' &&
      !touched.has(check.name) &&
      before.constraints.some((each) => each.name === check.name) &&
      [...plan.rebuilt].some((column) => mentions(check.definition, column)),
  );
}

function dropConstraint(constraint: Constraint, flavour: Flavour): string {
  if (constraint.kind === 'primaryKey') return 'DROP PRIMARY KEY';
  return `${flavour.mariadb ? 'DROP CONSTRAINT' : 'DROP CHECK'} ${identifier(constraint.name ?? '')}`;
}

/** A constraint that another name or comment makes anew; only whether a check is enforced can be changed in place. */
function needsNew(before: Constraint, after: Constraint): boolean {
  return (
    before.kind !== 'foreignKey' &&
    (before.name !== after.name || before.attributes.comment !== after.attributes.comment)
  );
}

function addClauses(change: TableChange, flavour: Flavour): readonly string[] {
  switch (change.kind) {
    case 'addConstraint':
      return change.constraint.kind === 'foreignKey' ? [] : [`ADD ${constraintSql(change.constraint)}`];
    case 'alterConstraint':
      if (change.before.kind === 'foreignKey') return [];
      if (needsNew(change.before, change.after)) return [`ADD ${constraintSql(change.after)}`];
      return [
        `ALTER CHECK ${identifier(change.after.name ?? '')} ${change.after.attributes.enforced === false ? 'NOT ENFORCED' : 'ENFORCED'}`,
      ];
    case 'addIndex':
      return [`ADD ${indexSql(change.index)}`];
    case 'alterIndex': {
      const { before, after } = change;
      if (before.comment !== after.comment) return [`ADD ${indexSql(after)}`];
      const clauses =
        before.name === after.name
          ? []
          : [`RENAME INDEX ${identifier(before.name)} TO ${identifier(after.name)}`];
      if (before.attributes.hidden === after.attributes.hidden) return clauses;
      const shownAgain = flavour.mariadb ? 'NOT IGNORED' : 'VISIBLE';
      return [...clauses, `ALTER INDEX ${identifier(after.name)} ${after.attributes.hidden ?? shownAgain}`];
    }
    default:
      return [];
  }
}

/** The table's own options: only what differs. */
function optionClauses(changes: readonly TableChange[], before: Table, after: Table): readonly string[] {
  const clauses: string[] = [];
  const [a, b] = [before.attributes, after.attributes];
  if (changes.some((change) => change.kind === 'setAttributes')) {
    if (a.engine !== b.engine) clauses.push(`ENGINE=${b.engine}`);
    if (a.collation !== b.collation)
      clauses.push(`DEFAULT CHARACTER SET ${charsetOf(String(b.collation))} COLLATE ${b.collation}`);
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      if (key.startsWith('option ') && a[key] !== b[key])
        clauses.push(optionSql(key, b[key] ?? optionDefault(key)));
    }
    if (a.period !== b.period) {
      if (a.period !== undefined) clauses.push(`DROP ${String(a.period).replace(/ \(.*$/, '')}`);
      if (b.period !== undefined) clauses.push(`ADD ${b.period}`);
    }
    if (a.systemVersioning !== b.systemVersioning)
      clauses.push(`${b.systemVersioning === true ? 'ADD' : 'DROP'} SYSTEM VERSIONING`);
  }
  for (const change of changes)
    if (change.kind === 'setComment') clauses.push(`COMMENT=${quoted(change.after ?? '')}`);
  return clauses;
}

const noNumber = new Set([
  'MAX_ROWS',
  'MIN_ROWS',
  'AVG_ROW_LENGTH',
  'CHECKSUM',
  'DELAY_KEY_WRITE',
  'KEY_BLOCK_SIZE',
  'PAGE_CHECKSUM',
  'TABLE_CHECKSUM',
  'AUTOEXTEND_SIZE',
]);

/** What takes an option away again. */
function optionDefault(key: string): AttributeValue {
  const option = key.slice('option '.length);
  if (noNumber.has(option)) return 0;
  if (option === 'COMPRESSION') return "''";
  return option === 'ENCRYPTION' ? "'N'" : 'DEFAULT';
}

/** A table with a history is altered only where the session says what becomes of that. */
function keepingHistory(
  statements: readonly DdlStatement[],
  before: Table,
  after: Table,
): readonly DdlStatement[] {
  if (
    statements.length === 0 ||
    before.attributes.systemVersioning !== true ||
    after.attributes.systemVersioning !== true
  )
    return statements;
  return [
    statement('SET SESSION system_versioning_alter_history = KEEP'),
    ...statements,
    statement('SET SESSION system_versioning_alter_history = ERROR'),
  ];
}
