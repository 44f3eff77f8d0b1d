import { type Column, type Constraint, type Table, tableId } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { columnId, constraintId, indexId } from '../../introspect/registry.ts';
import { quoteName } from '../../names.ts';
import { type ColumnForm, columnSettings, plainForm } from '../columnSql.ts';
import { newComment } from '../comments.ts';
import { identityRest } from '../identitySequence.ts';
import { serialRest } from '../objectSql.ts';
import { grantableTable, ownershipOf } from '../privileges.ts';
import { serialWord } from '../serial.ts';
import { statement } from '../statement.ts';
import { constraintSql, createTableSql, isPlainPartition } from '../tableSql.ts';
import { slotsOf, type Unit, unitId } from '../units.ts';
import type { Planning } from './context.ts';
import { notNullsFor } from './family.ts';
import { wholeOf } from './knots.ts';
import { declaredNotNulls } from './notNulls.ts';
import { ranks, type Step, shapeOf, step } from './step.ts';

/** The parents of a table in the new schema, in the order of its attribute. */
export function parentsOf(table: Table, planning: Planning): readonly Table[] {
  const names =
    table.attributes.partitionOf !== undefined
      ? [String(table.attributes.partitionOf)]
      : ((table.attributes.inherits ?? []) as readonly string[]);
  if (names.length === 0) return [];
  const candidates = table.dependsOn.flatMap((id) => {
    const unit = planning.to.get(id);
    return unit?.kind === 'table' ? [unit.table] : [];
  });
  return names.flatMap((name) => candidates.filter((each) => planning.words.table(each) === name));
}

/** What can be put inside a CREATE TABLE once the order is known. */
export interface Inside {
  readonly constraints: readonly Constraint[];
  /** What is still to be said of them. */
  readonly rest: readonly DdlStatement[];
  readonly lateDefaults: ReadonlySet<string>;
}

export interface TableCreation {
  readonly step: Step;
  /** Makes a partition of a table that is made by itself. */
  readonly attaching: Step | null;
  readonly table: Table;
  /** Told what stands inside before its statements are asked for. */
  readonly inside: { current: Inside };
}

export function createTable(table: Table, planning: Planning): TableCreation {
  const id = tableId(table);
  const inside: { current: Inside } = { current: { constraints: [], rest: [], lateDefaults: new Set() } };
  const parents = parentsOf(table, planning);
  const unit = planning.to.get(id)!;
  const columns = planning.to.parts(id).filter((part) => part.kind === 'column');
  const serials = table.columns.flatMap((column) => {
    const sequence = planning.serials.get(columnId(column.name, id));
    return sequence === undefined ? [] : [sequence];
  });
  const standalone = isStandalone(table, parents, planning) ? { checks: checksAbove(table, planning) } : null;
  const made = step(
    ranks.table,
    () => createStatements(table, parents, inside.current, standalone, planning),
    {
      needs: [
        ...(standalone === null
          ? unit.needs
          : unit.needs.filter((need) => !parents.some((parent) => tableId(parent) === need))),
        ...columns.flatMap((column) => column.needs),
      ],
      mentions: [
        ...parents.map((parent) => shapeOf(tableId(parent))),
        ...planning.to.parts(id).flatMap((part) => (part.kind === 'default' ? part.needs : [])),
      ],
      provides: [id, ...columns.map((column) => column.id), ...serials.map(unitId)],
      takes: [
        ...slotsOf(unit),
        ...columns.flatMap(slotsOf),
        ...serials.map((sequence) => `relation:${sequence.schema}.${sequence.name}`),
        ...(standalone === null ? boundsOf(table) : []),
      ],
    },
  );
  return {
    step: made,
    attaching: standalone === null ? null : attach(table, parents, planning),
    table,
    inside,
  };
}

/** Whether a new partition cannot be said as PARTITION OF: other columns, or an index the parent's is to take in. */
function isStandalone(table: Table, parents: readonly Table[], planning: Planning): boolean {
  if (table.attributes.partitionBound === undefined) return false;
  if (!isPlainPartition(table, parents[0])) return true;
  // A NOT NULL that is not called as the parent's.
  if (table.constraints.some(({ attributes }) => attributes.inherited === true && attributes.local !== true))
    return true;
  const taken = [...table.indexes, ...table.constraints].some(
    (part) => part.attributes.attachedTo !== undefined,
  );
  return taken && parents[0] !== undefined && !planning.effects.made.has(tableId(parents[0]));
}

/** The checks of all parents, which a table must have before it can be attached. */
function checksAbove(table: Table, planning: Planning): readonly Constraint[] {
  const own = new Set(table.constraints.map((each) => each.name));
  return parentsOf(table, planning).flatMap((parent) => [
    ...parent.constraints.filter(
      (each) => each.kind === 'check' && !own.has(each.name) && !/ NO INHERIT$/.test(each.definition),
    ),
    ...checksAbove(parent, planning),
  ]);
}

/** ATTACH PARTITION, once the table has what the parent's indexes are to take in. */
export function attach(table: Table, parents: readonly Table[], planning: Planning): Step {
  const { partitionOf, partitionBound } = table.attributes;
  const sql = `ALTER TABLE ${partitionOf} ATTACH PARTITION ${planning.words.table(table)} ${partitionBound}`;
  const parts = planning.to
    .parts(tableId(table))
    .filter(
      (part) =>
        (part.kind === 'index' && part.index.attributes.attachedTo !== undefined) ||
        (part.kind === 'constraint' && part.constraint.attributes.attachedTo !== undefined),
    );
  return step(ranks.table2, () => [statement(sql), ...declaredNotNulls(table, planning)], {
    needs: [
      tableId(table),
      ...parts.map((part) => part.id),
      ...parents.flatMap((parent) => [
        tableId(parent),
        ...parent.columns.map((column) => columnId(column.name, tableId(parent))),
        // What it says of its rows is then said once, by the parent.
        ...parent.constraints
          .filter((each) => each.kind === 'check' || each.kind === 'notNull')
          .map((each) => constraintId(each.name ?? '', tableId(parent))),
      ]),
    ],
    provides: [`attached:${tableId(table)}`],
    takes: boundsOf(table),
  });
}

function createStatements(
  table: Table,
  parents: readonly Table[],
  inside: Inside,
  standalone: { readonly checks: readonly Constraint[] } | null,
  planning: Planning,
): readonly DdlStatement[] {
  const { words, creation } = planning;
  const id = tableId(table);
  const name = words.table(table);
  const notNulls = namedNotNulls(table, standalone === null ? [] : parents, planning);
  // What old rows need not obey can only be said of a table that is there.
  const late = [...notNulls].filter(([, each]) => each.attributes.validated === false);
  for (const [column] of late) notNulls.delete(column);
  const shown = withoutNotNull(table, new Set(late.map(([column]) => column)));
  const columnForm = (column: Column): ColumnForm => ({
    ...plainForm,
    serial: planning.serials.has(columnId(column.name, id)) ? serialWord(column) : null,
    withDefault: !inside.lateDefaults.has(column.name),
    notNull: notNulls.get(column.name),
  });
  const constraints = inside.constraints.filter((each) => each.kind !== 'notNull');
  const sql = createTableSql(shown, { constraints, columnForm, parents, standalone }, words);
  const serials = table.columns.flatMap((column) => {
    const sequence = planning.serials.get(columnId(column.name, id));
    return sequence === undefined ? [] : serialRest(sequence, creation);
  });
  return [
    statement(sql),
    ...late.map(([, each]) => statement(`ALTER TABLE ${name} ADD ${constraintSql(each)}`)),
    ...(standalone === null ? inheritedDifferences(table, parents, words.table(table)) : []),
    ...table.columns.flatMap((column) => newSettings(column, table, parents, planning)),
    ...table.columns.flatMap((column) =>
      column.attributes.inherited === true ? [] : identityRest(table, null, column, creation),
    ),
    ...rowSecurity(null, table, name),
    ...newComment(`${tableWord(table)} ${name}`, table.comment),
    ...table.columns.flatMap((column) =>
      newComment(`COLUMN ${name}.${quoteName(column.name)}`, column.comment),
    ),
    ...inside.rest,
    ...serials,
    ...ownershipOf(
      `TABLE ${name}`,
      grantableTable(name, table.schema, words),
      table,
      creation.creator,
      creation.defaults,
    ),
  ];
}

/** The constraint of each NOT NULL that is said with its name; that of a partition made by itself is called as its parent's. */
function namedNotNulls(
  table: Table,
  parents: readonly Table[],
  { words }: Planning,
): Map<string | undefined, Constraint> {
  const inherited = parents.flatMap((parent) => (words.version < 18 ? [] : notNullsFor(table, parent)));
  const own = table.constraints.filter((each) => each.kind === 'notNull');
  return new Map([...inherited, ...own].map((each) => [each.columns[0], each]));
}

function withoutNotNull(table: Table, columns: ReadonlySet<string | undefined>): Table {
  if (columns.size === 0) return table;
  return {
    ...table,
    columns: table.columns.map((each) => (columns.has(each.name) ? { ...each, nullable: true } : each)),
  };
}

function newSettings(
  column: Column,
  table: Table,
  parents: readonly Table[],
  { words }: Planning,
): readonly DdlStatement[] {
  const above =
    column.attributes.inherited === true
      ? parents.flatMap((parent) => parent.columns).find((each) => each.name === column.name)
      : undefined;
  return columnSettings(
    column,
    above ?? { ...column, attributes: { foreignOptions: column.attributes.foreignOptions ?? null } },
    words.version,
  ).map((clause) => statement(`ALTER TABLE ${words.table(table)} ${clause}`));
}

/** Where a child differs from what it inherits. PARTITION OF says some of it by itself. */
function inheritedDifferences(
  table: Table,
  parents: readonly Table[],
  name: string,
): readonly DdlStatement[] {
  const plain = table.attributes.partitionBound !== undefined;
  const above = new Map<string, Column>();
  for (const column of parents.flatMap((parent) => parent.columns)) {
    const other = above.get(column.name);
    above.set(column.name, { ...column, nullable: column.nullable && other?.nullable !== false });
  }
  return table.columns.flatMap((column) => {
    const parent = above.get(column.name);
    if (column.attributes.inherited !== true || parent === undefined || column.generated !== null) return [];
    const alter = `ALTER TABLE ${name} ALTER COLUMN ${quoteName(column.name)}`;
    const result: DdlStatement[] = [];
    if (column.default === null && parent.default !== null) result.push(statement(`${alter} DROP DEFAULT`));
    if (!plain && column.default !== null && column.default !== parent.default)
      result.push(statement(`${alter} SET DEFAULT ${column.default}`));
    if (!plain && !column.nullable && parent.nullable) result.push(statement(`${alter} SET NOT NULL`));
    return result;
  });
}

/** Row security from one state to another; `before` is null for a new table. */
export function rowSecurity(before: Table | null, after: Table, name: string): readonly DdlStatement[] {
  const result: DdlStatement[] = [];
  const was = (key: string) => before?.attributes[key] === true;
  const is = (key: string) => after.attributes[key] === true;
  if (was('rowSecurity') !== is('rowSecurity'))
    result.push(
      statement(`ALTER TABLE ${name} ${is('rowSecurity') ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`),
    );
  if (was('forceRowSecurity') !== is('forceRowSecurity'))
    result.push(
      statement(`ALTER TABLE ${name} ${is('forceRowSecurity') ? '' : 'NO '}FORCE ROW LEVEL SECURITY`),
    );
  return result;
}

/** Which index identifies rows for replicas, once that index is there. */
export function replicaIdentity(table: Table, planning: Planning): Step | null {
  const said = table.attributes.replicaIdentity;
  const name = planning.words.table(table);
  const id = tableId(table);
  const clause =
    said === undefined
      ? 'DEFAULT'
      : said === 'full'
        ? 'FULL'
        : said === 'nothing'
          ? 'NOTHING'
          : `USING INDEX ${quoteName(String(said).slice('index '.length))}`;
  const index = String(said ?? '').slice('index '.length);
  return step(ranks.foreignKey, () => [statement(`ALTER TABLE ${name} REPLICA IDENTITY ${clause}`)], {
    needs: [id, constraintId(index, id), indexId(table.schema ?? '', index)],
  });
}

/** What COMMENT and DROP call it. */
export function tableWord(table: Table): string {
  return table.attributes.foreignServer === undefined ? 'TABLE' : 'FOREIGN TABLE';
}

export function dropTable(table: Table, planning: Planning): Step {
  const id = tableId(table);
  const name = planning.words.table(table);
  const unit = planning.from.get(id)!;
  const parts = planning.from.parts(id);
  const foreign = table.attributes.foreignServer !== undefined;
  // Rows of a table that is made anew are carried over.
  const destructive =
    foreign || planning.effects.newTables.has(id) ? null : `Dropping table ${name} will delete all its data.`;
  const own = new Set([id, ...parts.map((part) => part.id)]);
  const going = parts.filter((part) => !goesFirst(part, id, planning));
  return step(
    ranks.dropTable,
    () => [statement(`DROP ${foreign ? 'FOREIGN TABLE' : 'TABLE'} ${name}`, { destructive })],
    {
      uses: [...unit.needs, ...going.flatMap((part) => part.needs)].filter((need) => !own.has(need)),
      removes: [id, ...going.map((part) => part.id)],
      frees: [
        ...slotsOf(unit),
        ...parts.flatMap(slotsOf),
        ...ownedSequences(table, planning),
        ...boundsOf(table),
      ],
    },
  );
}

/** The room among a table's partitions: one that goes makes room before another takes it. */
function boundsOf(table: Table): readonly string[] {
  return table.attributes.partitionOf === undefined ? [] : [`bounds:${table.attributes.partitionOf}`];
}

/** The names of sequences that go with a table. */
function ownedSequences(table: Table, planning: Planning): readonly string[] {
  return table.columns.flatMap((column) =>
    (column.dependsOn ?? []).flatMap((need) => {
      const unit = planning.from.get(need);
      return unit?.kind === 'object' && unit.object.kind === 'sequence' ? slotsOf(unit) : [];
    }),
  );
}

/** Whether a part must be dropped before its table: it needs something that goes too and that needs the table itself. */
export function goesFirst(part: Unit, table: string, planning: Planning): boolean {
  const { knots } = planning;
  const knot = knots.get(table);
  return (
    knot !== undefined &&
    part.needs.some((need) => wholeOf(need) !== table && knots.get(wholeOf(need)) === knot)
  );
}
