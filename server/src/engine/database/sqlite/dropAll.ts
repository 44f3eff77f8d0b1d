import { identifier } from './quote.ts';

/** What stands in the file, as `pragma_table_list` and `sqlite_schema` tell it. */
export const droppableSql = `
  SELECT l.type AS type, l.name AS name FROM pragma_table_list AS l
  WHERE l.schema = 'main' AND l.type IN ('view', 'table', 'virtual')
    AND (l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' OR l.name LIKE 'sqlite\\_stat_' ESCAPE '\\')
  ORDER BY CASE l.type WHEN 'view' THEN 0 WHEN 'virtual' THEN 1 ELSE 2 END, l.name`;

/**
 * The statements that empty the file: views, virtual tables (which take their shadow tables with them), tables (which
 * take their indexes, triggers and rows of `sqlite_sequence` with them). Foreign keys must be off, or every DROP
 * deletes row by row and fails where another table still refers to it.
 */
export function dropStatements(
  rows: readonly { readonly type: string; readonly name: string }[],
): readonly string[] {
  return rows.map(
    ({ type, name }) => `DROP ${type === 'view' ? 'VIEW' : 'TABLE'} IF EXISTS ${identifier('main', name)}`,
  );
}
