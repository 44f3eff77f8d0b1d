import type { Column, Constraint, Table } from '../../../schema/model.ts';
import { optionsClause } from '../introspect/foreign.ts';
import { optionSql } from '../introspect/views.ts';
import { quoteName } from '../names.ts';
import type { ColumnForm } from './columnSql.ts';
import { columnSql } from './columnSql.ts';
import { list } from './comments.ts';
import type { Words } from './words.ts';

export interface TableForm {
  /** Constraints that stand inside. */
  readonly constraints: readonly Constraint[];
  columnForm(column: Column): ColumnForm;
  /** The partitioned or inherited tables, in the order of the attribute. */
  readonly parents: readonly Table[];
  /** A partition that is made as a table of its own, with what its parents check, and attached later. */
  readonly standalone: { readonly checks: readonly Constraint[] } | null;
}

/** Whether a partition can be said as `PARTITION OF`: its columns are the parent's, in the parent's order. */
export function isPlainPartition(table: Table, parent: Table | undefined): boolean {
  return (
    parent !== undefined &&
    table.columns.length === parent.columns.length &&
    table.columns.every((column, at) => column.name === parent.columns[at]!.name)
  );
}

export function createTableSql(table: Table, form: TableForm, words: Words): string {
  const name = words.table(table);
  const { attributes } = table;
  const constraints = form.constraints.map(constraintSql);
  const kind =
    attributes.foreignServer !== undefined
      ? 'FOREIGN TABLE'
      : attributes.persistence === 'unlogged'
        ? 'UNLOGGED TABLE'
        : 'TABLE';
  const tail = tableTail(table);
  if (attributes.partitionBound !== undefined) {
    if (form.standalone === null) {
      const parts = [...overrides(table, form.parents[0], form), ...constraints];
      return `CREATE ${kind} ${name} PARTITION OF ${attributes.partitionOf}${body(parts)} ${attributes.partitionBound}${tail}`;
    }
    const columns = table.columns.map((column) =>
      columnSql({ ...column, identity: null }, form.columnForm(column)),
    );
    const parts = [...columns, ...form.standalone.checks.map(constraintSql), ...constraints];
    return `CREATE ${kind} ${name} (${lines(parts)})${tail}`;
  }
  if (attributes.ofType !== undefined) {
    const parts = [
      ...table.columns.flatMap((column) => typedColumn(column, form.columnForm(column))),
      ...constraints,
    ];
    return `CREATE ${kind} ${name} OF ${attributes.ofType}${body(parts)}${tail}`;
  }
  const own = table.columns.filter((column) => column.attributes.inherited !== true);
  const parts = [...own.map((column) => columnSql(column, form.columnForm(column))), ...constraints];
  const inherits = list(attributes.inherits);
  const above = inherits.length === 0 ? '' : `\nINHERITS (${inherits.join(', ')})`;
  return `CREATE ${kind} ${name} (${lines(parts)})${above}${tail}`;
}

function body(parts: readonly string[]): string {
  return parts.length === 0 ? '' : ` (${lines(parts)})\n`;
}

function lines(parts: readonly string[]): string {
  return parts.length === 0 ? '' : `${parts.map((part) => `\n    ${part}`).join(',')}\n`;
}

export function constraintSql(constraint: Constraint): string {
  const enforced = constraint.attributes.enforced === false ? ' NOT ENFORCED' : '';
  const valid = constraint.attributes.validated === false && enforced === '' ? ' NOT VALID' : '';
  const { options } = constraint.attributes;
  // The index's settings come before DEFERRABLE.
  const settings =
    Array.isArray(options) && options.length > 0 ? ` WITH (${options.map(optionSql).join(', ')})` : '';
  const at = settings === '' ? -1 : constraint.definition.search(/ (DEFERRABLE|WHERE \()/);
  const definition =
    at < 0
      ? `${constraint.definition}${settings}`
      : `${constraint.definition.slice(0, at)}${settings}${constraint.definition.slice(at)}`;
  return `CONSTRAINT ${quoteName(constraint.name ?? '')} ${definition}${enforced}${valid}`;
}

/** What a partition's column has beyond the parent's. */
function overrides(table: Table, parent: Table | undefined, form: TableForm): readonly string[] {
  return table.columns.flatMap((column, at) => {
    const above = parent?.columns[at];
    const parts: string[] = [];
    if (column.default !== null && column.default !== above?.default && form.columnForm(column).withDefault)
      parts.push(`DEFAULT ${column.default}`);
    const { notNull } = form.columnForm(column);
    if (notNull?.attributes.local === true)
      parts.push(`CONSTRAINT ${quoteName(notNull.name ?? '')} NOT NULL`);
    else if (!column.nullable && above?.nullable === true) parts.push('NOT NULL');
    return parts.length === 0 ? [] : [`${quoteName(column.name)} ${parts.join(' ')}`];
  });
}

function typedColumn(column: Column, form: ColumnForm): readonly string[] {
  const parts: string[] = [];
  if (column.default !== null && form.withDefault) parts.push(`DEFAULT ${column.default}`);
  if (!column.nullable) parts.push('NOT NULL');
  return parts.length === 0 ? [] : [`${quoteName(column.name)} WITH OPTIONS ${parts.join(' ')}`];
}

function tableTail(table: Table): string {
  const { partitionBy, accessMethod, foreignServer } = table.attributes;
  const options = list(table.attributes.options);
  const parts: string[] = [];
  if (partitionBy !== undefined) parts.push(`PARTITION BY ${partitionBy}`);
  if (accessMethod !== undefined) parts.push(`USING ${quoteName(String(accessMethod))}`);
  if (options.length > 0) parts.push(`WITH (${options.map(optionSql).join(', ')})`);
  if (foreignServer !== undefined)
    parts.push(
      `SERVER ${quoteName(String(foreignServer))}${optionsClause(list(table.attributes.foreignOptions))}`,
    );
  return parts.length === 0 ? '' : `\n${parts.join('\n')}`;
}
