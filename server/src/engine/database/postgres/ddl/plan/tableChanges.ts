import type { Attributes, Table } from '../../../../schema/model.ts';
import { tableId } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { columnId } from '../../introspect/registry.ts';
import { quoteName } from '../../names.ts';
import { storageOptions } from '../alterObject.ts';
import { foreignOptionChanges } from '../columnSql.ts';
import { commentSql, list } from '../comments.ts';
import { afterTransfer, grantableTable, privilegeChanges } from '../privileges.ts';
import { statement } from '../statement.ts';
import type { Planning } from './context.ts';
import { declaredNotNulls } from './notNulls.ts';
import { ranks, type Step, shapeOf, step } from './step.ts';
import { parentsOf, replicaIdentity, rowSecurity, tableWord } from './tableSteps.ts';

function differs(key: string, a: Attributes, b: Attributes): boolean {
  return JSON.stringify(a[key] ?? null) !== JSON.stringify(b[key] ?? null);
}

/** What differs in a table's attributes, as steps: those that belong to an order of their own stand alone. */
export function changeAttributes(before: Table, after: Table, planning: Planning): readonly Step[] {
  const name = planning.words.table(after);
  const id = tableId(after);
  const a = before.attributes;
  const b = after.attributes;
  const alter = `ALTER TABLE ${name}`;
  const plain: DdlStatement[] = [];
  if (differs('accessMethod', a, b))
    plain.push(statement(`${alter} SET ACCESS METHOD ${quoteName(String(b.accessMethod ?? 'heap'))}`));
  for (const clause of storageOptions(list(a.options), list(b.options)))
    plain.push(statement(`${alter} ${clause}`));
  plain.push(...rowSecurity(before, after, name));
  if (differs('foreignOptions', a, b)) {
    const options = foreignOptionChanges(list(a.foreignOptions), list(b.foreignOptions));
    if (options !== '') plain.push(statement(`ALTER FOREIGN TABLE ${name} ${options}`));
  }
  const steps: Step[] = plain.length === 0 ? [] : [step(ranks.column, () => plain, { needs: [id] })];
  if (differs('persistence', a, b)) steps.push(changePersistence(after, planning));
  if (differs('ofType', a, b)) steps.push(...typeSteps(before, after, planning));
  if (differs('replicaIdentity', a, b)) {
    const identity = replicaIdentity(after, planning);
    if (identity !== null) steps.push(identity);
  }
  return [...steps, ...changeParents(before, after, planning)];
}

/**
 * A table of a composite type: while its type or its columns change it is not of that type, and the type cannot change while
 * a table is of it.
 */
export function typeSteps(before: Table, after: Table, planning: Planning): readonly Step[] {
  const id = tableId(after);
  const alter = `ALTER TABLE ${planning.words.table(after)}`;
  const leave = step(ranks.dropHanging, () => [statement(`${alter} NOT OF`)], { uses: before.dependsOn });
  const join = step(ranks.table2, () => [statement(`${alter} OF ${after.attributes.ofType}`)], {
    needs: [...after.dependsOn, shapeOf(id), ...after.columns.map((column) => columnId(column.name, id))],
  });
  return [
    ...(before.attributes.ofType === undefined ? [] : [leave]),
    ...(after.attributes.ofType === undefined ? [] : [join]),
  ];
}

/** Tables that are of a type that changes. */
export function retypedTables(planning: Planning): readonly Step[] {
  const { effects, from, to } = planning;
  const changed = [...effects.alteredObjects].flatMap(([id, { before, after }]) =>
    before.kind === 'compositeType' && before.definition !== after.definition ? [id] : [],
  );
  return [...changed, ...effects.newTypes.keys()].flatMap((type) =>
    from.dependents(type).flatMap((unit) => {
      const next = to.get(unit.id);
      if (unit.kind !== 'table' || next?.kind !== 'table' || effects.gone.has(unit.id)) return [];
      const [a, b] = [unit.table.attributes, next.table.attributes];
      return a.ofType === undefined || differs('ofType', a, b)
        ? []
        : typeSteps(unit.table, next.table, planning);
    }),
  );
}

/** A logged table references logged ones only: what is referenced becomes logged first, and unlogged last. */
function changePersistence(table: Table, planning: Planning): Step {
  const id = tableId(table);
  const unlogged = table.attributes.persistence === 'unlogged';
  const others = unlogged
    ? planning.from.dependents(id).flatMap((unit) => (unit.kind === 'constraint' ? [unit.table] : []))
    : table.constraints.flatMap(({ references }) =>
        references === null ? [] : [{ schema: references.schema, name: references.table }],
      );
  const sql = `ALTER TABLE ${planning.words.table(table)} SET ${unlogged ? 'UNLOGGED' : 'LOGGED'}`;
  return step(ranks.column, () => [statement(sql)], {
    needs: [
      id,
      ...others
        .map(tableId)
        .filter((other) => other !== id)
        .map((other) => `persistence:${other}`),
    ],
    provides: [`persistence:${id}`],
  });
}

/** What is done once a table has left its parent. */
export function leaving(table: string): string {
  return `leaving:${table}`;
}

/** Leaving and joining parents: a partition, or a child by INHERITS. */
function changeParents(before: Table, after: Table, planning: Planning): readonly Step[] {
  const name = planning.words.table(after);
  const id = tableId(after);
  const a = before.attributes;
  const b = after.attributes;
  const steps: Step[] = [];
  if (differs('partitionOf', a, b) || differs('partitionBound', a, b)) {
    // What changes in the parent's columns changes in the partition as long as it is one.
    const above = a.partitionOf === b.partitionOf ? parentsOf(after, planning) : [];
    if (a.partitionOf !== undefined)
      steps.push(
        step(ranks.dropPart, () => [statement(`ALTER TABLE ${a.partitionOf} DETACH PARTITION ${name}`)], {
          uses: before.dependsOn,
          needs: above.flatMap((parent) => newColumnsOf(parent, planning)),
          mentions: above.map((parent) => shapeOf(tableId(parent))),
          takes: above.flatMap((parent) => goneColumnsOf(parent, planning)),
          removes: [`partition:${id}`],
          provides: [leaving(id)],
          frees: [`bounds:${a.partitionOf}`],
        }),
      );
    if (b.partitionOf !== undefined) {
      const attach = step(
        ranks.table2,
        () => [
          statement(`ALTER TABLE ${b.partitionOf} ATTACH PARTITION ${name} ${b.partitionBound}`),
          ...declaredNotNulls(after, planning),
        ],
        {
          takes: [`bounds:${b.partitionOf}`],
          needs: [
            ...after.dependsOn,
            ...after.columns.map((column) => columnId(column.name, id)),
            ...(planning.joined.get(id) ?? []),
            ...parentsOf(after, planning).flatMap((parent) =>
              planning.to.parts(tableId(parent)).map((part) => part.id),
            ),
          ],
        },
      );
      for (const each of steps) attach.before.add(each);
      steps.push(attach);
    }
  }
  const old = list(a.inherits);
  const next = list(b.inherits);
  const leave = old.filter((parent) => !next.includes(parent));
  const join = next.filter((parent) => !old.includes(parent));
  if (leave.length > 0)
    steps.push(
      step(
        ranks.dropPart,
        () => leave.map((parent) => statement(`ALTER TABLE ${name} NO INHERIT ${parent}`)),
        { uses: before.dependsOn, provides: [leaving(id)] },
      ),
    );
  if (join.length > 0)
    steps.push(
      step(ranks.table2, () => join.map((parent) => statement(`ALTER TABLE ${name} INHERIT ${parent}`)), {
        needs: after.dependsOn,
      }),
    );
  return steps;
}

function newColumnsOf(table: Table, { effects }: Planning): readonly string[] {
  const id = tableId(table);
  return table.columns
    .map((column) => columnId(column.name, id))
    .filter((column) => effects.made.has(column));
}

/** What is free once a column is dropped. */
function goneColumnsOf(table: Table, { effects, from }: Planning): readonly string[] {
  return from
    .parts(tableId(table))
    .flatMap((part) => (part.kind === 'column' && effects.gone.has(part.id) ? [`column:${part.id}`] : []));
}

export function tableComment(after: Table, planning: Planning): Step {
  return step(
    ranks.column,
    () => [commentSql(`${tableWord(after)} ${planning.words.table(after)}`, after.comment)],
    {
      needs: [tableId(after)],
    },
  );
}

export function tableOwner(after: Table, owner: string, planning: Planning): Step {
  return step(
    ranks.hanging,
    () => [statement(`ALTER TABLE ${planning.words.table(after)} OWNER TO ${quoteName(owner)}`)],
    { needs: [tableId(after)] },
  );
}

export function tablePrivileges(
  before: Table,
  after: Table,
  from: readonly string[],
  to: readonly string[],
  planning: Planning,
): Step {
  const name = planning.words.table(after);
  const grantable = grantableTable(name, after.schema, planning.words);
  const columns = planning.to
    .parts(tableId(after))
    .filter((part) => part.kind === 'column')
    .map((part) => part.id);
  return step(
    ranks.hanging + 2,
    () =>
      privilegeChanges(
        grantable,
        afterTransfer(
          from.filter((line) => !ofGoneColumn(line, after)),
          before.owner ?? '',
          after.owner ?? '',
        ),
        to,
        after.owner,
      ),
    { needs: [tableId(after), ...columns] },
  );
}

/** A grant on a column goes with the column. */
function ofGoneColumn(line: string, table: Table): boolean {
  const column = /^[A-Z ]+? \((.+?)\) TO /.exec(line)?.[1];
  return column !== undefined && !table.columns.some((each) => quoteName(each.name) === column);
}
