import type { Attributes, Column } from '../../schema/model.ts';
import type { Row } from '../database.ts';
import {
  catalogExpression,
  inParentheses,
  quoted,
  withLostCharacters,
  withoutDatabase,
  withoutIntroducers,
} from './expression.ts';
import type { Flavour } from './flavour.ts';
import { engineAttributes } from './shownOnly.ts';

const numbers = new Set([
  'tinyint',
  'smallint',
  'mediumint',
  'int',
  'bigint',
  'decimal',
  'float',
  'double',
  'year',
  'bit',
]);
const bytes = new Set(['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob']);

/** What a column's row does not tell by itself. */
export interface ColumnSurroundings {
  readonly flavour: Flavour;
  readonly database: string;
  /** Names of the tables and sequences of the database. */
  readonly own: ReadonlySet<string>;
  /** MariaDB: the clause of the column's own CHECK. */
  readonly check: string | null;
  /** SHOW CREATE TABLE, when `needsStatement` asked for it. */
  readonly statement: string | null;
}

/** Whether the catalog's row is not faithful, and SHOW CREATE TABLE must be read: lost characters, bytes after a zero. */
export function columnNeedsStatement(row: Row, flavour: Flavour): boolean {
  const texts = [row.type, row.default_value, row.generation].map((value) => String(value ?? ''));
  if (texts.some((text) => text.includes('?'))) return true;
  return !flavour.mariadb && bytes.has(String(row.base)) && row.default_value !== null && !isExpression(row);
}

export function readColumn(row: Row, around: ColumnSurroundings): Column {
  const { flavour, statement } = around;
  const extra = String(row.extra ?? '');
  const line = statement === null ? '' : columnLine(String(row.name), statement);
  const restore = (text: string) => withLostCharacters(text, line);
  const local = (text: string) => withoutDatabase(text, around.database, around.own);
  const expression = (text: string) =>
    local(flavour.mariadb ? restore(text) : withoutIntroducers(restore(catalogExpression(text))));
  const generation = String(row.generation ?? '');
  const rowTime = /^ROW (START|END)$/.test(generation) ? generation : null;
  const attributes: Record<string, Attributes[string]> = {};
  if (/\bauto_increment\b/i.test(extra)) attributes.autoIncrement = true;
  const onUpdate = /on update (\w+(?:\(\d*\))?)/i.exec(extra)?.[1];
  if (onUpdate !== undefined) attributes.onUpdate = onUpdate;
  if (/\bINVISIBLE\b/.test(extra)) attributes.invisible = true;
  if (row.srs_id !== null && row.srs_id !== undefined) attributes.srid = Number(row.srs_id);
  if (/WITHOUT SYSTEM VERSIONING/.test(extra)) attributes.withoutSystemVersioning = true;
  if (rowTime !== null) attributes.rowTime = rowTime;
  if (/\bNOT SECONDARY\b/.test(extra)) attributes.notSecondary = true;
  for (const [word, text] of engineAttributes(line)) attributes[word] = text;
  if (around.check !== null) attributes.check = expression(around.check);
  const generated = generation !== '' && rowTime === null;
  return {
    name: String(row.name),
    type: restore(String(row.type).replace(/ \/\*M!\d+ COMPRESSED\*\//, ' COMPRESSED')),
    nullable: row.nullable === 'YES',
    default: generated || rowTime !== null ? null : defaultOf(row, flavour, line, expression),
    generated: generated ? { expression: expression(generation), stored: /STORED/.test(extra) } : null,
    identity: null,
    collation: collationOf(row),
    comment: row.comment === '' || row.comment === null ? null : String(row.comment),
    attributes,
  };
}

/** MySQL's catalog has none for labels in the binary character set. */
function collationOf(row: Row): string | null {
  if (row.collation !== null && row.collation !== undefined) return String(row.collation);
  return /^(enum|set)$/.test(String(row.base)) ? 'binary' : null;
}

function isExpression(row: Row): boolean {
  return /\bDEFAULT_GENERATED\b/.test(String(row.extra ?? ''));
}

/** What follows DEFAULT; null for none and for NULL. MariaDB's catalog has it as SQL, MySQL's as a bare value. */
function defaultOf(
  row: Row,
  flavour: Flavour,
  line: string,
  expression: (text: string) => string,
): string | null {
  if (row.default_value === null || row.default_value === undefined) return null;
  const value = String(row.default_value);
  if (flavour.mariadb) return value.toUpperCase() === 'NULL' ? null : expression(value);
  const base = String(row.base);
  if (isExpression(row)) {
    return /^(current_timestamp|now)(\(\d*\))?$/i.test(value) ? value : inParentheses(expression(value));
  }
  if (bytes.has(base)) {
    return / DEFAULT (0x[0-9A-Fa-f]+|'(?:[^'\\]|\\.|'')*')/.exec(line)?.[1] ?? (value === '' ? "''" : value);
  }
  if (numbers.has(base)) return value;
  // A time column's CURRENT_TIMESTAMP is marked as an expression only since 8.0.13.
  if (/^(timestamp|datetime)$/.test(base) && /^current_timestamp(\(\d*\))?$/i.test(value)) return value;
  // Labels in the binary character set come as bytes.
  const label = collationOf(row) === 'binary' ? /^0x((?:[0-9A-Fa-f]{2})*)$/.exec(value)?.[1] : undefined;
  // Characters beyond the basic plane come as the bytes of the whole.
  const whole = / DEFAULT 0x((?:[0-9A-Fa-f]{2})+)/.exec(line)?.[1];
  if (whole !== undefined && label === undefined)
    return row.charset === 'utf8mb4' ? quoted(Buffer.from(whole, 'hex').toString('utf8')) : `0x${whole}`;
  return withLostCharacters(
    quoted(label === undefined ? value : Buffer.from(label, 'hex').toString('utf8')),
    line,
  );
}

/** The column's line in SHOW CREATE TABLE. */
function columnLine(name: string, statement: string): string {
  const start = `\n  \`${name.replaceAll('`', '``')}\` `;
  const at = statement.indexOf(start);
  if (at < 0) return '';
  const end = statement.indexOf('\n', at + start.length);
  return statement.slice(at + 1, end < 0 ? undefined : end);
}
