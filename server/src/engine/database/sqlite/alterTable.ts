import type { TableChange } from '../../diff/change.ts';
import type { Column, Constraint, Table } from '../../schema/model.ts';
import type { AlterOptions, DdlStatement } from '../ddl.ts';
import { rowidNames, sameName } from './affinity.ts';
import { columnSql, constraintSql } from './createSql.ts';
import { nameSql } from './keywords.ts';
import { statement } from './statement.ts';
import { namedIn } from './tableModel.ts';
import { wordsOf } from './words.ts';

/** How a table gets from `before` to `after`, its indexes and renames aside. */
export type TableAlteration =
  | {
      readonly statements: readonly DdlStatement[] /** Columns that ALTER TABLE takes away. */;
      readonly dropped: readonly string[];
    }
  /** What SQLite cannot do in place, as a verb phrase. */
  | { readonly rebuild: string };

/** SQLite's limits of ALTER TABLE, as a sentence's end. */
class NotInPlace extends Error {}

/**
 * The ALTER TABLE statements for `changes`, or why they need a rebuild. In place are: a new column with a constant
 * default and no key (sqlite.org/lang_altertable.html), a dropped column that nothing else of the table names and,
 * since 3.53, NOT NULL, CHECK constraints, and dropping a constraint that has a name.
 */
export function alterTable(
  before: Table,
  after: Table,
  changes: readonly TableChange[],
  options: Pick<AlterOptions, 'placeholders'>,
  version: readonly number[],
): TableAlteration {
  try {
    return inPlace(before, after, changes, options, isSince353(version));
  } catch (error) {
    if (error instanceof NotInPlace) return { rebuild: error.message };
    throw error;
  }
}

function isSince353([major = 0, minor = 0]: readonly number[]): boolean {
  return major > 3 || (major === 3 && minor >= 53);
}

function inPlace(
  before: Table,
  after: Table,
  changes: readonly TableChange[],
  options: Pick<AlterOptions, 'placeholders'>,
  since353: boolean,
): TableAlteration {
  const alter = (action: string, destructive: string | null = null) =>
    statement(`ALTER TABLE ${nameSql(after.name)} ${action}`, { destructive });
  const added = changes.flatMap((change) => (change.kind === 'addConstraint' ? [change.constraint] : []));
  const gone = changes.flatMap((change) => (change.kind === 'dropConstraint' ? [change.constraint] : []));
  const withColumn = new Set<Constraint>();
  const statements: DdlStatement[] = [];
  const dropped: string[] = [];

  for (const constraint of gone) {
    const name = droppable(constraint, before, since353);
    statements.push(alter(`DROP CONSTRAINT ${nameSql(name)}`));
  }
  for (const change of changes) {
    switch (change.kind) {
      case 'addColumn': {
        const own = added.filter(
          (constraint) => !withColumn.has(constraint) && isOwn(constraint, change.column, changes),
        );
        if (before.columns.some(({ name }) => sameName(name, change.column.name))) {
          throw new NotInPlace('write a column in other letters');
        }
        mustBeAddable(change.column, own, added);
        for (const constraint of own) withColumn.add(constraint);
        statements.push(alter(`ADD COLUMN ${[columnSql(change.column), ...own.map(atColumn)].join(' ')}`));
        break;
      }
      case 'alterColumn':
        statements.push(alter(nullability(change.before, change.after, change.aspects, options, since353)));
        break;
      case 'setAttributes':
        throw new NotInPlace('change STRICT or WITHOUT ROWID');
      case 'alterConstraint':
        throw new NotInPlace('rename a constraint');
      case 'reorderColumns':
        throw new NotInPlace('put columns in another order');
      default:
        break;
    }
  }
  // After the new ones: a table is never without a column.
  for (const change of changes) {
    if (change.kind !== 'dropColumn') continue;
    mustBeFree(change.column, before, gone);
    const lost =
      change.column.generated === null
        ? `The contents of ${before.name}.${change.column.name} are lost.`
        : null;
    statements.push(alter(`DROP COLUMN ${nameSql(change.column.name)}`, lost));
    dropped.push(change.column.name);
  }
  for (const constraint of added) {
    if (withColumn.has(constraint)) continue;
    if (constraint.kind !== 'check' || !since353) throw new NotInPlace(`add ${kindName(constraint)}`);
    mustBeNew(constraint, before, gone);
    statements.push(alter(`ADD ${constraintSql(constraint)}`));
  }
  return { statements, dropped };
}

function kindName({ kind }: Constraint): string {
  const names: Partial<Record<Constraint['kind'], string>> = {
    primaryKey: 'a primary key',
    foreignKey: 'a foreign key',
    unique: 'a UNIQUE constraint',
    check: 'a CHECK constraint',
  };
  return names[kind] ?? 'a constraint';
}

/** The name by which a constraint can be dropped. */
function droppable(constraint: Constraint, table: Table, since353: boolean): string {
  const { name, kind } = constraint;
  const named = table.constraints.filter(
    (other) => other.name !== null && name !== null && sameName(other.name, name),
  );
  const columns = table.columns.filter(({ attributes }) => {
    const own = attributes.notNullName;
    return typeof own === 'string' && name !== null && sameName(own, name);
  });
  const single = named.length === 1 && columns.length === 0;
  if (name === null || !single || !since353 || (kind !== 'check' && kind !== 'foreignKey')) {
    throw new NotInPlace(`drop ${kindName(constraint)}`);
  }
  return name;
}

/** A CREATE TABLE may give a name twice, ALTER TABLE may not. */
function mustBeNew({ name }: Constraint, table: Table, gone: readonly Constraint[]): void {
  const isTaken = table.constraints.some(
    (other) => name !== null && other.name !== null && sameName(other.name, name) && !gone.includes(other),
  );
  if (isTaken) throw new NotInPlace('add a constraint with a name that is in use');
}

/** Nothing that stays in the table's text may name a dropped column. */
function mustBeFree(column: Column, table: Table, gone: readonly Constraint[]): void {
  const used = table.constraints.some(
    (constraint) =>
      !gone.includes(constraint) && constraint.columns.some((name) => sameName(name, column.name)),
  );
  const computed = table.columns.some(
    ({ generated, name }) =>
      generated !== null &&
      name !== column.name &&
      namedIn(wordsOf(generated.expression), [column]).length > 0,
  );
  mustNotLookLikeRowid(column);
  if (used || computed) throw new NotInPlace('drop a column that the table itself uses');
}

/** ALTER TABLE takes such a name for the rowid, whatever the column is. */
function mustNotLookLikeRowid({ name }: Column): void {
  const is = rowidNames.some((rowid) => sameName(rowid, name));
  if (is) throw new NotInPlace(`add or drop a column named ${name}`);
}

function mustBeAddable(column: Column, own: readonly Constraint[], added: readonly Constraint[]): void {
  mustNotLookLikeRowid(column);
  const isKey = added.some(
    ({ kind, columns }) =>
      (kind === 'primaryKey' || kind === 'unique') && columns.some((name) => sameName(name, column.name)),
  );
  if (isKey) throw new NotInPlace('add a column with a key');
  if (column.generated?.stored) throw new NotInPlace('add a STORED column');
  if (column.generated !== null) return;
  const value = column.default;
  const isConstant = value === null || !(value.startsWith('(') || value.startsWith('CURRENT_'));
  if (!isConstant) throw new NotInPlace('add a column whose default is no constant');
  const isNull = value === null || value === 'NULL';
  if (!column.nullable && isNull) throw new NotInPlace('add a NOT NULL column without a default');
  if (!isNull && own.some(({ kind }) => kind === 'foreignKey')) {
    throw new NotInPlace('add a column that has both a reference and a default');
  }
}

/** A constraint that can be written at a new column: its own reference, a check that names no column still to come. */
function isOwn({ kind, columns }: Constraint, column: Column, changes: readonly TableChange[]): boolean {
  if (kind === 'foreignKey') return columns.length === 1 && sameName(columns[0]!, column.name);
  if (kind !== 'check' || !columns.some((name) => sameName(name, column.name))) return false;
  const coming = changes.flatMap((change) => (change.kind === 'addColumn' ? [change.column.name] : []));
  const later = coming.slice(coming.indexOf(column.name) + 1);
  return !columns.some((name) => later.some((other) => sameName(other, name)));
}

/** A column's own FOREIGN KEY begins with REFERENCES there. */
function atColumn(constraint: Constraint): string {
  return constraintSql(
    constraint.kind === 'foreignKey'
      ? {
          ...constraint,
          definition: constraint.definition.slice(constraint.definition.indexOf(' REFERENCES ') + 1),
        }
      : constraint,
  );
}

function nullability(
  before: Column,
  after: Column,
  aspects: readonly string[],
  options: Pick<AlterOptions, 'placeholders'>,
  since353: boolean,
): string {
  const only = aspects.every(
    (aspect) => aspect === 'nullable' || (aspect === 'attributes' && after.nullable),
  );
  if (!only || before.nullable === after.nullable)
    throw new NotInPlace(`change ${reasonOf(aspects)} of a column`);
  if (!since353) throw new NotInPlace('change NOT NULL of a column');
  const column = `ALTER COLUMN ${nameSql(after.name)}`;
  if (after.nullable) return `${column} DROP NOT NULL`;
  const mustFill = options.placeholders || after.default !== null;
  if (mustFill) throw new NotInPlace('fill a column that becomes NOT NULL');
  return `${column} SET NOT NULL`;
}

function reasonOf(aspects: readonly string[]): string {
  const names: Readonly<Record<string, string>> = {
    type: 'the type',
    nullable: 'NOT NULL',
    default: 'the default',
    generated: 'the expression',
    collation: 'the collation',
    attributes: 'the NOT NULL clause',
  };
  return names[aspects.find((aspect) => aspect in names) ?? ''] ?? 'the definition';
}
