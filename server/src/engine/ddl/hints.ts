import type { Change, TableChange } from '../diff/change.ts';
import { displayName } from '../diff/item.ts';
import { type Column, type Table, tableId } from '../schema/model.ts';
import { narrowing } from './narrowing.ts';

export type HintCode =
  | 'not-null-without-default'
  | 'not-null-on-nulls'
  | 'narrowing'
  | 'unique-on-rows'
  | 'check-on-rows'
  | 'foreign-key-on-rows';

/** What the rows that a table holds mean for a change. */
export interface DataHint {
  readonly code: HintCode;
  readonly table: string;
  readonly column: string | null;
  /** One or two sentences: what happens, and what to do first. */
  readonly message: string;
}

/**
 * What a reader must know of the data before the changes run. `filled` are the ids of the tables that hold rows;
 * undefined: not known, every table may. New tables hold none.
 */
export function dataHints(
  changes: readonly Change[],
  filled: ReadonlySet<string> | undefined,
): readonly DataHint[] {
  return changes.flatMap((change) => {
    if (change.kind !== 'alterTable') return [];
    if (filled !== undefined && !filled.has(tableId(change.before))) return [];
    const name = displayName(change.after.schema, change.after.name, {});
    const renewed = new Set(
      change.changes.flatMap((inner) =>
        inner.kind === 'dropConstraint' ? [inner.constraint.definition] : [],
      ),
    );
    return change.changes.flatMap((inner) =>
      inner.kind === 'alterColumn'
        ? columnHints(inner, name)
        : (hintOf(inner, name, change.before, renewed) ?? []),
    );
  });
}

function hintOf(
  change: TableChange,
  table: string,
  before: Table,
  renewed: ReadonlySet<string>,
): DataHint | null {
  switch (change.kind) {
    case 'addColumn':
      return lacksValue(change.column) ? missingValue(table, change.column) : null;
    case 'addConstraint': {
      const { kind, columns, definition, references } = change.constraint;
      if (renewed.has(definition)) return null;
      if (kind === 'unique' || kind === 'primaryKey') return unique(table, columns, before);
      if (kind === 'check') {
        return hint(
          'check-on-rows',
          table,
          null,
          `${table}: rows that do not satisfy ${definition} make it fail.`,
        );
      }
      if (kind !== 'foreignKey' || references === null) return null;
      const message = `${table} (${columns.join(', ')}): rows without a partner in ${references.table} make the foreign key fail.`;
      return hint('foreign-key-on-rows', table, columns.join(', '), message);
    }
    case 'addIndex': {
      const { unique: isUnique, parts } = change.index;
      const columns = parts.map((part) => part.column ?? part.expression ?? '');
      return isUnique ? unique(table, columns, before) : null;
    }
    default:
      return null;
  }
}

function columnHints(change: TableChange & { kind: 'alterColumn' }, table: string): readonly DataHint[] {
  const { before, after, aspects } = change;
  const hints: DataHint[] = [];
  const why = aspects.includes('type') ? narrowing(before.type, after.type) : null;
  if (why !== null) {
    hints.push(
      hint('narrowing', table, after.name, `${table}.${after.name}: ${why}. Look at the values first.`),
    );
  }
  if (aspects.includes('nullable') && !after.nullable) {
    const message = `${table}.${after.name} becomes NOT NULL: rows where it is NULL make it fail. UPDATE ${table} SET ${after.name} = … WHERE ${after.name} IS NULL first.`;
    hints.push(hint('not-null-on-nulls', table, after.name, message));
  }
  return hints;
}

function hint(code: HintCode, table: string, column: string | null, message: string): DataHint {
  return { code, table, column, message };
}

/** A column that existing rows have no value for. */
export function lacksValue(column: Column): boolean {
  const own = column.default !== null || column.generated !== null || column.identity !== null;
  return !column.nullable && !own && !column.attributes.autoIncrement;
}

function missingValue(table: string, column: Column): DataHint {
  const message = `${table} holds rows, and the new column ${column.name} is NOT NULL without a default: they get a placeholder. Put the right values in.`;
  return hint('not-null-without-default', table, column.name, message);
}

function unique(table: string, columns: readonly string[], before: Table): DataHint | null {
  const list = columns.join(', ');
  // Columns that come only now hold one value in all rows: two rows are enough to fail.
  const known = columns.every((column) => before.columns.some((each) => each.name === column));
  const look = known
    ? ` SELECT ${list}, count(*) FROM ${table} GROUP BY ${list} HAVING count(*) > 1 shows them.`
    : '';
  return hint(
    'unique-on-rows',
    table,
    list,
    `${table} (${list}) becomes unique: rows with the same values make it fail.${look}`,
  );
}
