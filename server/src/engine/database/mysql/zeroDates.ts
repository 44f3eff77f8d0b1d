import type { Schema, Table } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import { literal } from './literal.ts';
import { statement } from './statement.ts';

const refusing = /^(NO_ZERO_DATE|NO_ZERO_IN_DATE|TRADITIONAL)$/;
const zero = /^'\d{4}-(00-\d\d|\d\d-00)/;

/**
 * A table with a default such as '0000-00-00' can be made and altered only while `sql_mode` lets it pass: sets it so
 * around `statements` where one of `tables` has one and the session's mode (of `schema`) refuses it.
 */
export function underZeroDates(
  statements: readonly DdlStatement[],
  tables: readonly Table[],
  schema: Schema,
): readonly DdlStatement[] {
  const mode = String(schema.attributes.sqlMode ?? '');
  const kept = mode
    .split(',')
    .filter((word) => !refusing.test(word))
    .join(',');
  const has = tables.some((table) =>
    table.columns.some((column) => column.default !== null && zero.test(column.default)),
  );
  if (!has || kept === mode || statements.length === 0) return statements;
  return [
    statement(`SET sql_mode = ${literal(kept)}`),
    ...statements,
    statement(`SET sql_mode = ${literal(mode)}`),
  ];
}
