import type { Column } from '../../schema/model.ts';
import { inParentheses, quoted } from './expression.ts';
import { identifier } from './literal.ts';

/** The character set of a collation: `utf8mb4` of `utf8mb4_0900_ai_ci`. */
export function charsetOf(collation: string): string {
  return collation.split('_')[0]!;
}

/**
 * A column as CREATE TABLE and MODIFY take it, name first, with everything that it has: what MODIFY does not repeat
 * is lost. `tableCollation` is that of the table; its columns do not repeat it. null repeats it everywhere.
 */
export function columnSql(column: Column, tableCollation: string | null): string {
  return `${identifier(column.name)} ${columnDefinition(column, tableCollation)}`;
}

/** The same without the name. */
export function columnDefinition(column: Column, tableCollation: string | null): string {
  const { attributes, generated } = column;
  const parts = [column.type];
  if (column.collation !== null && column.collation !== tableCollation) {
    parts.push(`CHARACTER SET ${charsetOf(column.collation)} COLLATE ${column.collation}`);
  }
  if (attributes.rowTime !== undefined) parts.push(`GENERATED ALWAYS AS ${attributes.rowTime}`);
  else if (generated !== null)
    parts.push(
      `GENERATED ALWAYS AS ${inParentheses(generated.expression)} ${generated.stored ? 'STORED' : 'VIRTUAL'}`,
    );
  // Neither server takes NULL of a generated column, and MariaDB no NOT NULL either.
  if (!column.nullable && attributes.rowTime === undefined) parts.push('NOT NULL');
  // A TIMESTAMP is NOT NULL by itself where `explicit_defaults_for_timestamp` is off.
  else if (generated === null && /^timestamp/i.test(column.type) && attributes.rowTime === undefined)
    parts.push('NULL');
  if (attributes.srid !== undefined) parts.push(`SRID ${attributes.srid}`);
  if (column.default !== null) parts.push(`DEFAULT ${column.default}`);
  if (attributes.onUpdate !== undefined) parts.push(`ON UPDATE ${attributes.onUpdate}`);
  if (attributes.autoIncrement === true) parts.push('AUTO_INCREMENT');
  if (attributes.invisible === true) parts.push('INVISIBLE');
  if (attributes.withoutSystemVersioning === true) parts.push('WITHOUT SYSTEM VERSIONING');
  if (column.comment !== null) parts.push(`COMMENT ${quoted(column.comment)}`);
  for (const word of ['ENGINE_ATTRIBUTE', 'SECONDARY_ENGINE_ATTRIBUTE'])
    if (attributes[word] !== undefined) parts.push(`${word} ${attributes[word]}`);
  if (attributes.notSecondary === true) parts.push('NOT SECONDARY');
  if (attributes.check !== undefined && attributes.check !== null)
    parts.push(`CHECK ${inParentheses(String(attributes.check))}`);
  return parts.join(' ');
}
