import type { Attributes, Table } from '../../../../schema/model.ts';
import { tableId } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { quoteName } from '../../names.ts';
import { storageOptions } from '../alterObject.ts';
import { foreignOptionChanges } from '../columnSql.ts';
import { commentSql, list } from '../comments.ts';
import { grantableTable, privilegeChanges } from '../privileges.ts';
import { statement } from '../statement.ts';
import type { Planning } from './context.ts';
import { ranks, type Step, step } from './step.ts';
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
  if (differs('ofType', a, b)) {
    const sql = b.ofType === undefined ? `${alter} NOT OF` : `${alter} OF ${b.ofType}`;
    steps.push(
      step(ranks.table2, () => [statement(sql)], { needs: after.dependsOn, uses: before.dependsOn }),
    );
  }
  if (differs('replicaIdentity', a, b)) {
    const identity = replicaIdentity(after, planning);
    if (identity !== null) steps.push(identity);
  }
  return [...steps, ...changeParents(before, after, planning)];
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

/** Leaving and joining parents: a partition, or a child by INHERITS. */
function changeParents(before: Table, after: Table, planning: Planning): readonly Step[] {
  const name = planning.words.table(after);
  const id = tableId(after);
  const a = before.attributes;
  const b = after.attributes;
  const steps: Step[] = [];
  if (differs('partitionOf', a, b) || differs('partitionBound', a, b)) {
    const gone = a.partitionOf !== undefined && parentIsGone(before, planning);
    if (a.partitionOf !== undefined && !gone)
      steps.push(
        step(ranks.dropPart, () => [statement(`ALTER TABLE ${a.partitionOf} DETACH PARTITION ${name}`)], {
          uses: before.dependsOn,
          removes: [`partition:${id}`],
          frees: [`bounds:${a.partitionOf}`],
        }),
      );
    if (b.partitionOf !== undefined) {
      const attach = step(
        ranks.table2,
        () => [statement(`ALTER TABLE ${b.partitionOf} ATTACH PARTITION ${name} ${b.partitionBound}`)],
        {
          takes: [`bounds:${b.partitionOf}`],
          needs: [
            ...after.dependsOn,
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
        { uses: before.dependsOn },
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

function parentIsGone(table: Table, planning: Planning): boolean {
  return table.dependsOn.some((need) => {
    const unit = planning.from.get(need);
    return (
      unit?.kind === 'table' &&
      planning.effects.gone.has(need) &&
      !planning.effects.made.has(need) &&
      planning.words.table(unit.table) === table.attributes.partitionOf
    );
  });
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
        from.filter((line) => !ofGoneColumn(line, after)),
        to,
      ),
    { needs: [tableId(after), ...columns] },
  );
}

/** A grant on a column goes with the column. */
function ofGoneColumn(line: string, table: Table): boolean {
  const column = /^[A-Z ]+? \((.+?)\) TO /.exec(line)?.[1];
  return column !== undefined && !table.columns.some((each) => quoteName(each.name) === column);
}
