import type { TableChange } from '../../../../diff/change.ts';
import { type Constraint, type Table, tableId } from '../../../../schema/model.ts';
import type { DdlStatement } from '../../../ddl.ts';
import { constraintId } from '../../introspect/registry.ts';
import { madeUpName, quoteName } from '../../names.ts';
import { storageOptions } from '../alterObject.ts';
import { commentSql, list, newComment } from '../comments.ts';
import { statement } from '../statement.ts';
import { constraintSql } from '../tableSql.ts';
import { slotsOf } from '../units.ts';
import { attachesParts } from './attached.ts';
import type { Planning } from './context.ts';
import { clustering } from './indexSteps.ts';
import { restoreRows } from './restore.ts';
import { ranks, type Step, step } from './step.ts';

const isForeignKey = (constraint: Constraint) => constraint.kind === 'foreignKey';

export function addConstraint(
  table: Table,
  constraint: Constraint,
  planning: Planning,
  creation: Step | null,
): Step {
  const id = tableId(table);
  const own = constraintId(constraint.name ?? '', id);
  const unit = planning.to.get(own)!;
  const mayInline =
    creation !== null &&
    constraint.attributes.validated !== false &&
    constraint.attributes.invalid !== true &&
    (!isForeignKey(constraint) || planning.inlineForeignKeys);
  return step(
    isForeignKey(constraint) ? ranks.foreignKey : ranks.constraint,
    () => addStatements(table, constraint, planning, creation !== null),
    {
      needs: unit.needs,
      provides: [own],
      takes: slotsOf(unit),
      ...(mayInline ? { inside: creation, afterwards: () => afterwards(table, constraint, planning) } : {}),
    },
  );
}

function addStatements(
  table: Table,
  constraint: Constraint,
  planning: Planning,
  isNew: boolean,
): readonly DdlStatement[] {
  const name = planning.words.table(table);
  // A key whose partitions have no part of it yet.
  const only = constraint.attributes.invalid === true ? 'ONLY ' : '';
  const add = `ALTER TABLE ${only}${name} ADD ${constraintSql(constraint)}`;
  const { kind, attributes } = constraint;
  const isOnline = planning.options.concurrently && !isNew && table.attributes.partitionBy === undefined;
  if (kind === 'notNull') return addNotNull(table, constraint, planning, isNew);
  if (
    isOnline &&
    (kind === 'check' || kind === 'foreignKey') &&
    attributes.validated !== false &&
    attributes.enforced !== false
  ) {
    return [
      statement(`${add} NOT VALID`),
      ...afterwards(table, constraint, planning),
      statement(`ALTER TABLE ${name} VALIDATE CONSTRAINT ${quoteName(constraint.name ?? '')}`, {
        transaction: 'alone',
      }),
    ];
  }
  if (isOnline && (kind === 'primaryKey' || kind === 'unique') && isPlainKey(constraint))
    return addOnline(table, constraint, planning);
  return [
    ...restoreRows(table, constraint, planning, 'forKey'),
    statement(add),
    ...afterwards(table, constraint, planning),
  ];
}

function isPlainKey(constraint: Constraint): boolean {
  return (
    /^(PRIMARY KEY|UNIQUE) \([^()]*\)$/.test(constraint.definition) &&
    Object.keys(constraint.attributes).length === 0
  );
}

/** The index is built without blocking writes, and the constraint takes it over. */
function addOnline(table: Table, constraint: Constraint, planning: Planning): readonly DdlStatement[] {
  const name = planning.words.table(table);
  const own = quoteName(constraint.name ?? '');
  const columns = constraint.columns.map(quoteName).join(', ');
  const word = constraint.kind === 'primaryKey' ? 'PRIMARY KEY' : 'UNIQUE';
  return [
    statement(`CREATE UNIQUE INDEX CONCURRENTLY ${own} ON ${name} (${columns})`, { transaction: 'alone' }),
    statement(`ALTER TABLE ${name} ADD CONSTRAINT ${own} ${word} USING INDEX ${own}`, {
      transaction: 'alone',
    }),
    ...afterwards(table, constraint, planning).map((each) => ({ ...each, transaction: 'alone' as const })),
  ];
}

/** From PostgreSQL 18 on every NOT NULL is a constraint: one that is there under another name only gets its name. */
function addNotNull(
  table: Table,
  constraint: Constraint,
  planning: Planning,
  isNew: boolean,
): readonly DdlStatement[] {
  const name = planning.words.table(table);
  const own = quoteName(constraint.name ?? '');
  const column = constraint.columns[0] ?? '';
  const id = tableId(table);
  const comment = newComment(`CONSTRAINT ${own} ON ${name}`, constraint.comment);
  const before = planning.from.get(id);
  const was =
    before?.kind === 'table' ? before.table.columns.find((each) => each.name === column) : undefined;
  if (isNew || was === undefined) return comment;
  if (was.nullable) return [statement(`ALTER TABLE ${name} ADD ${constraintSql(constraint)}`), ...comment];
  const old =
    before?.kind === 'table'
      ? before.table.constraints.find((each) => each.kind === 'notNull' && each.columns[0] === column)
      : undefined;
  const usual = old?.name ?? madeUpName(table.name, column, 'not_null');
  return [
    ...(usual === constraint.name
      ? []
      : [statement(`ALTER TABLE ${name} RENAME CONSTRAINT ${quoteName(usual)} TO ${own}`)]),
    ...inheriting(name, constraint.name ?? '', old, constraint),
    ...comment,
  ];
}

/** Whether children have it too, where that changes. A NOT NULL that is not told is one that they have. */
function inheriting(
  table: string,
  name: string,
  before: Constraint | undefined,
  after: Constraint | undefined,
): readonly DdlStatement[] {
  const own = (constraint: Constraint | undefined) => / NO INHERIT$/.test(constraint?.definition ?? '');
  if (own(before) === own(after)) return [];
  return [
    statement(
      `ALTER TABLE ${table} ALTER CONSTRAINT ${quoteName(name)} ${own(after) ? 'NO INHERIT' : 'INHERIT'}`,
    ),
  ];
}

/** What is said of a constraint once it is there. */
function afterwards(table: Table, constraint: Constraint, planning: Planning): readonly DdlStatement[] {
  const name = planning.words.table(table);
  const own = quoteName(constraint.name ?? '');
  return [
    ...(constraint.attributes.clustered === true ? [statement(`ALTER TABLE ${name} CLUSTER ON ${own}`)] : []),
    ...newComment(`CONSTRAINT ${own} ON ${name}`, constraint.comment),
    ...indexComment(table, constraint, planning),
  ];
}

function indexComment(table: Table, constraint: Constraint, { words }: Planning): readonly DdlStatement[] {
  const comment = constraint.attributes.indexComment;
  return newComment(
    `INDEX ${words.name(table.schema, constraint.name ?? '')}`,
    comment === undefined ? null : String(comment),
  );
}

export function dropConstraint(table: Table, constraint: Constraint, planning: Planning): Step {
  const id = tableId(table);
  const own = constraintId(constraint.name ?? '', id);
  const unit = planning.from.get(own)!;
  const name = planning.words.table(table);
  return step(
    isForeignKey(constraint) ? ranks.dropForeignKey : ranks.dropPart,
    () => dropStatements(table, constraint, planning, name),
    {
      uses: unit.needs,
      removes: [own],
      frees: slotsOf(unit),
    },
  );
}

function dropStatements(
  table: Table,
  constraint: Constraint,
  planning: Planning,
  name: string,
): readonly DdlStatement[] {
  if (constraint.kind !== 'notNull')
    return [statement(`ALTER TABLE ${name} DROP CONSTRAINT ${quoteName(constraint.name ?? '')}`)];
  const column = constraint.columns[0] ?? '';
  const after = planning.to.get(tableId(table));
  const next = after?.kind === 'table' ? after.table.columns.find((each) => each.name === column) : undefined;
  if (next === undefined) return [];
  if (next.nullable)
    return [statement(`ALTER TABLE ${name} ALTER COLUMN ${quoteName(column)} DROP NOT NULL`)];
  const named =
    after?.kind === 'table' &&
    after.table.constraints.some((each) => each.kind === 'notNull' && each.columns[0] === column);
  // Another name for it is given where that constraint is added.
  if (named) return [];
  const usual = madeUpName(table.name, column, 'not_null');
  return [
    ...(constraint.name === usual
      ? []
      : [
          statement(
            `ALTER TABLE ${name} RENAME CONSTRAINT ${quoteName(constraint.name ?? '')} TO ${quoteName(usual)}`,
          ),
        ]),
    ...inheriting(name, usual, constraint, undefined),
  ];
}

/** The same constraint with another name, comment, state. null: nothing to say. */
export function changeConstraint(
  before: Table,
  after: Table,
  change: Extract<TableChange, { kind: 'alterConstraint' }>,
  planning: Planning,
): Step {
  const id = tableId(after);
  const old = constraintId(change.before.name ?? '', tableId(before));
  const own = constraintId(change.after.name ?? '', id);
  return step(ranks.dropPart + 1, () => changeStatements(after, change.before, change.after, planning), {
    changes: [old],
    provides: [own],
    needs: [id],
    frees: change.before.name === change.after.name ? [] : slotsOf(planning.from.get(old)!),
    takes: change.before.name === change.after.name ? [] : slotsOf(planning.to.get(own)!),
  });
}

function changeStatements(
  table: Table,
  before: Constraint,
  after: Constraint,
  planning: Planning,
): readonly DdlStatement[] {
  const name = planning.words.table(table);
  const own = quoteName(after.name ?? '');
  const result: DdlStatement[] = [];
  const differs = (key: string) =>
    JSON.stringify(before.attributes[key] ?? null) !== JSON.stringify(after.attributes[key] ?? null);
  const again = [
    statement(`ALTER TABLE ${name} DROP CONSTRAINT ${quoteName(before.name ?? '')}`),
    statement(`ALTER TABLE ${name} ADD ${constraintSql(after)}`),
    ...afterwards(table, after, planning),
  ];
  if (differs('invalid') && !attachesParts(before, planning)) {
    return after.attributes.invalid === true
      ? [again[0]!, ...addStatements(table, after, planning, false)]
      : again;
  }
  if (differs('enforced')) {
    if (after.kind !== 'foreignKey') return again;
    result.push(
      statement(
        `ALTER TABLE ${name} ALTER CONSTRAINT ${quoteName(before.name ?? '')} ${after.attributes.enforced === false ? 'NOT ENFORCED' : 'ENFORCED'}`,
      ),
    );
  } else if (differs('validated')) {
    if (after.attributes.validated === false) return again;
    const transaction = planning.options.concurrently ? 'alone' : 'inside';
    result.push(
      statement(`ALTER TABLE ${name} VALIDATE CONSTRAINT ${quoteName(before.name ?? '')}`, { transaction }),
    );
  }
  if (before.name !== after.name)
    result.push(statement(`ALTER TABLE ${name} RENAME CONSTRAINT ${quoteName(before.name ?? '')} TO ${own}`));
  if (differs('options')) {
    const clauses = storageOptions(list(before.attributes.options), list(after.attributes.options));
    result.push(
      ...clauses.map((clause) =>
        statement(`ALTER INDEX ${planning.words.name(table.schema, after.name ?? '')} ${clause}`),
      ),
    );
  }
  if (differs('clustered'))
    result.push(...clustering(table, planning.words, after.name ?? '', after.attributes.clustered === true));
  if (differs('indexComment'))
    result.push(
      commentSql(
        `INDEX ${planning.words.name(table.schema, after.name ?? '')}`,
        after.attributes.indexComment === undefined ? null : String(after.attributes.indexComment),
      ),
    );
  if (before.comment !== after.comment)
    result.push(commentSql(`CONSTRAINT ${own} ON ${name}`, after.comment));
  return result;
}
