import type { TableChange } from '../../diff/change.ts';
import type { AttributeValue, Constraint, Table } from '../../schema/model.ts';
import { charsetOf } from './columnSql.ts';
import { quoted } from './expression.ts';
import type { Flavour } from './flavour.ts';
import { identifier } from './literal.ts';
import { constraintSql, indexSql, optionSql } from './tableSql.ts';

/** What a change takes away, as a clause of ALTER TABLE; null: nothing. Foreign keys are not its business. */
export function dropClause(change: TableChange, flavour: Flavour): string | null {
  switch (change.kind) {
    case 'dropIndex':
      return `DROP INDEX ${identifier(change.index.name)}`;
    case 'dropConstraint':
      return change.constraint.kind === 'foreignKey' ? null : dropConstraint(change.constraint, flavour);
    case 'alterConstraint':
      return isMadeAnew(change.before, change.after) ? dropConstraint(change.before, flavour) : null;
    case 'alterIndex':
      return change.before.comment === change.after.comment
        ? null
        : `DROP INDEX ${identifier(change.before.name)}`;
    default:
      return null;
  }
}

export function dropConstraint(constraint: Constraint, flavour: Flavour): string {
  if (constraint.kind === 'primaryKey') return 'DROP PRIMARY KEY';
  return `${flavour.mariadb ? 'DROP CONSTRAINT' : 'DROP CHECK'} ${identifier(constraint.name ?? '')}`;
}

/** Another name or comment needs a new constraint; only whether a check is enforced can be changed in place. */
function isMadeAnew(before: Constraint, after: Constraint): boolean {
  return (
    before.kind !== 'foreignKey' &&
    (before.name !== after.name || before.attributes.comment !== after.attributes.comment)
  );
}

/** What a change adds or changes in place, as clauses of ALTER TABLE. */
export function addClauses(change: TableChange, flavour: Flavour): readonly string[] {
  switch (change.kind) {
    case 'addConstraint':
      return change.constraint.kind === 'foreignKey' ? [] : [`ADD ${constraintSql(change.constraint)}`];
    case 'alterConstraint':
      if (change.before.kind === 'foreignKey') return [];
      if (isMadeAnew(change.before, change.after)) return [`ADD ${constraintSql(change.after)}`];
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

/** The table's own options and comment: only what differs. */
export function optionClauses(
  changes: readonly TableChange[],
  before: Table,
  after: Table,
): readonly string[] {
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
  }
  for (const change of changes)
    if (change.kind === 'setComment') clauses.push(`COMMENT=${quoted(change.after ?? '')}`);
  return clauses;
}

/** What only Aria has goes in an ALTER TABLE after the one that changes the engine: there it would stay. */
export function isOfTheOldEngine(clause: string): boolean {
  return clause === 'PAGE_CHECKSUM=DEFAULT';
}

const numbers = new Set([
  'MAX_ROWS',
  'MIN_ROWS',
  'AVG_ROW_LENGTH',
  'CHECKSUM',
  'DELAY_KEY_WRITE',
  'KEY_BLOCK_SIZE',
  'TABLE_CHECKSUM',
  'AUTOEXTEND_SIZE',
]);

/** What takes an option away again. */
function optionDefault(key: string): AttributeValue {
  const option = key.slice('option '.length);
  if (numbers.has(option)) return 0;
  if (/^(COMPRESSION|(SECONDARY_)?ENGINE_ATTRIBUTE)$/.test(option)) return "''";
  if (option === 'SECONDARY_ENGINE') return 'NULL';
  if (option === 'TABLESPACE') return '`innodb_file_per_table`';
  return option === 'ENCRYPTION' ? "'N'" : 'DEFAULT';
}
