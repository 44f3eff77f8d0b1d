import type { TableChange } from '../../diff/change.ts';
import type { Column, Table } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import { identifier } from './literal.ts';
import { statement } from './statement.ts';
import { systemPeriod } from './tableSql.ts';

/** What MariaDB's tables with a history need around and within their ALTER. */
export interface VersioningChange {
  /** Before the table's ALTER. */
  readonly before: readonly DdlStatement[];
  /** Among its clauses. */
  readonly clauses: readonly string[];
  /** After it. */
  readonly after: readonly DdlStatement[];
  /** The history that goes with it, as a clause; null: none. */
  readonly loss: string | null;
  /** The session must say that ALTER may change tables with a history. */
  readonly keepsHistory: boolean;
}

/**
 * A history begins with the clause where its time columns come with it, else before the other clauses (a column can be
 * left out of it only then); it ends after them, when neither its columns nor its partitions are left.
 */
export function versioningChange(before: Table, after: Table): VersioningChange {
  const [was, is] = [before, after].map(({ attributes }) => attributes.systemVersioning === true);
  const none = { before: [], clauses: [], after: [], loss: null, keepsHistory: was === true };
  const alter = (clause: string) => statement(`ALTER TABLE ${identifier(after.name)} ${clause}`);
  const periods = [systemPeriod(before), systemPeriod(after)];
  if (was === is) {
    return { ...none, clauses: periods[0] === null && periods[1] !== null ? [`ADD ${periods[1]}`] : [] };
  }
  if (is) {
    if (periods[1] !== null) return { ...none, clauses: [`ADD ${periods[1]}`, 'ADD SYSTEM VERSIONING'] };
    const left = after.columns.some(({ attributes }) => attributes.withoutSystemVersioning === true);
    return left
      ? { ...none, before: [alter('ADD SYSTEM VERSIONING')], keepsHistory: true }
      : { ...none, clauses: ['ADD SYSTEM VERSIONING'] };
  }
  const partitioned = /^SYSTEM_TIME/.test(String(before.attributes.partitionBy ?? ''));
  const loss = `the history of ${after.name} is lost`;
  if (periods[0] !== null) return { ...none, clauses: ['DROP SYSTEM VERSIONING'], loss };
  return {
    ...none,
    before: partitioned ? [alter('REMOVE PARTITIONING')] : [],
    after: [
      statement(`ALTER TABLE ${identifier(after.name)} DROP SYSTEM VERSIONING`, {
        destructive: `${loss[0]!.toUpperCase()}${loss.slice(1)}.`,
      }),
    ],
    loss,
  };
}

/** The statements, under the setting they need. */
export function keepingHistory(
  statements: readonly DdlStatement[],
  change: VersioningChange,
): readonly DdlStatement[] {
  return statements.length === 0 || !change.keepsHistory ? statements : underHistory(statements);
}

function underHistory(statements: readonly DdlStatement[]): readonly DdlStatement[] {
  const set = (value: string) => statement(`SET SESSION system_versioning_alter_history = ${value}`);
  return [set('KEEP'), ...statements, set('ERROR')];
}

/** A history that ends, and what is then left to do. */
export interface EndedHistory {
  readonly statements: readonly DdlStatement[];
  readonly before: Table;
  readonly changes: readonly TableChange[];
}

/**
 * The server changes nothing of a history's time columns, and shows or hides none: where they differ, the history ends
 * and another begins. null: they stay.
 */
export function endedHistory(
  before: Table,
  after: Table,
  changes: readonly TableChange[],
): EndedHistory | null {
  if (before.attributes.systemVersioning !== true || after.attributes.systemVersioning !== true) return null;
  const isTime = ({ attributes }: Column) => attributes.rowTime !== undefined;
  const [had, has] = [before, after].map(({ columns }) => columns.filter(isTime)) as [Column[], Column[]];
  if (JSON.stringify(had) === JSON.stringify(has)) return null;
  const alter = (clauses: string, destructive?: string) =>
    statement(
      `ALTER TABLE ${identifier(after.name)} ${clauses}`,
      destructive === undefined ? {} : { destructive },
    );
  const partitioned = /^SYSTEM_TIME/.test(String(before.attributes.partitionBy ?? ''));
  const drops = had.map(({ name }) => `, DROP COLUMN ${identifier(name)}`).join('');
  const { systemVersioning, ...unversioned } = before.attributes;
  const { partitionBy, partitions, ...rest } = unversioned;
  const { source, ...table } = before;
  const others = changes.filter((change) => {
    if (change.kind === 'alterColumn') return !isTime(change.before);
    return !((change.kind === 'dropColumn' || change.kind === 'addColumn') && isTime(change.column));
  });
  return {
    statements: underHistory([
      ...(partitioned ? [alter('REMOVE PARTITIONING')] : []),
      alter(`DROP SYSTEM VERSIONING${drops}`, `The history of ${after.name} is lost.`),
    ]),
    before: {
      ...(partitioned ? table : before),
      columns: before.columns.filter((column) => !isTime(column)),
      attributes: partitioned ? rest : unversioned,
    },
    changes: [...others, ...has.map((column): TableChange => ({ kind: 'addColumn', column, after: null }))],
  };
}
