import { randomBytes } from 'node:crypto';
import type { Attributes } from '../../schema/model.ts';
import type { Row } from '../database.ts';
import type { DdlStatement } from '../ddl.ts';
import { quoted } from './expression.ts';
import { identifier } from './literal.ts';

/** Does `work` in a session of its own, which may make temporary tables; throws where there can be none. */
export type AskApart = <T>(work: (query: Ask) => Promise<T>) => Promise<T>;

type Ask = (sql: string) => Promise<readonly Row[]>;

export interface Labels {
  /** The catalog's rows of columns, with the labels that could be asked for. */
  readonly columns: readonly Row[];
  /** Those whose labels are not known: table and column, as JSON. */
  readonly unread: readonly string[];
}

const label = /'((?:[^']|'')*)'/g;
const wideCharset = /^(utf8mb4|utf16|utf16le|utf32|gb18030)$/;

/**
 * Labels of ENUM and SET columns as they are. The servers keep the text of a type in three bytes a character, and show `?`
 * for every character beyond the basic plane, in the catalog and in SHOW CREATE TABLE alike; written back, that would be the
 * label. A temporary copy of the column, without its rows, tells them: by number. Nothing is asked where no label has `?`.
 */
export async function readLabels(rows: readonly Row[], apart: AskApart): Promise<Labels> {
  const unsure = rows.filter(isUnsure);
  if (unsure.length === 0) return { columns: rows, unread: [] };
  const known = new Map<Row, Row>();
  await apart(async (query) => {
    for (const row of unsure) {
      const asked = await askFor(row, query).catch(() => null);
      if (asked !== null) known.set(row, asked);
    }
  }).catch(() => {});
  return {
    columns: rows.map((row) => known.get(row) ?? row),
    unread: unsure
      .filter((row) => !known.has(row))
      .map((row) => JSON.stringify([String(row.table_name), String(row.name)])),
  };
}

/** Says at each statement that would write labels which could not be read, that they are to be looked at. */
export function withLabelWarnings(
  statements: readonly DdlStatement[],
  attributes: Attributes,
): readonly DdlStatement[] {
  const { unreadLabels } = attributes;
  if (!Array.isArray(unreadLabels)) return statements;
  const columns = (unreadLabels as readonly string[]).map((each) => JSON.parse(each) as [string, string]);
  return statements.map((statement) => {
    const named = columns.filter(
      ([table, column]) =>
        statement.sql.includes(identifier(table)) &&
        ['enum', 'set'].some((base) => statement.sql.includes(`${identifier(column)} ${base}(`)),
    );
    if (named.length === 0) return statement;
    const list = named.map((each) => each.join('.')).join(', ');
    return {
      ...statement,
      comments: [
        ...statement.comments,
        `The server shows ? in the labels of ${list} for characters that it may have: write them here as they are. A user who may CREATE TEMPORARY TABLES is told them.`,
      ],
      destructive: statement.destructive ?? `Labels of ${list} may become ?.`,
    };
  });
}

function isUnsure(row: Row): boolean {
  return (
    /^(enum|set)$/.test(String(row.base)) &&
    wideCharset.test(String(row.charset)) &&
    String(row.type).includes('?')
  );
}

/** The row with its labels, and with its default where that is one of them; null where they were not told. */
async function askFor(row: Row, query: Ask): Promise<Row | null> {
  const count = [...String(row.type).matchAll(label)].length;
  const numbers = Array.from({ length: count }, (_, i) => (row.base === 'set' ? 2n ** BigInt(i) : i + 1));
  const copy = identifier(`switchback_labels_${randomBytes(6).toString('hex')}`);
  const [table, name] = [identifier(String(row.table_name)), identifier(String(row.name))];
  await query(
    `CREATE TEMPORARY TABLE ${copy} (PRIMARY KEY (switchback_place)) SELECT 0 AS switchback_place, ${name} FROM ${table} LIMIT 0`,
  );
  try {
    const values = numbers.map((number, place) => `(${place}, ${number})`);
    await query(`INSERT INTO ${copy} (switchback_place, ${name}) VALUES ${values.join(', ')}`);
    const found = await query(`SELECT ${name} AS label FROM ${copy} ORDER BY switchback_place`);
    if (found.length !== count) return null;
    const labels = found.map((each) => String(each.label));
    return {
      ...row,
      type: withLabels(String(row.type), labels),
      default_value: defaultOf(row, labels),
    };
  } finally {
    await query(`DROP TEMPORARY TABLE ${copy}`);
  }
}

/** The type with `labels` for those of its own that have a `?`; the others are right as they are. */
function withLabels(type: string, labels: readonly string[]): string {
  let place = 0;
  return type.replace(label, (whole) => {
    const own = labels[place++]!;
    return whole.includes('?') ? quoted(own) : whole;
  });
}

/** MariaDB's catalog has a default as SQL, with the same `?`; MySQL's is told by SHOW CREATE TABLE. */
function defaultOf({ base, default_value: value }: Row, labels: readonly string[]): Row[string] {
  if (typeof value !== 'string' || !/^'[\s\S]*\?[\s\S]*'$/.test(value)) return value;
  const inner = labels.map((each) => quoted(each).slice(1, -1));
  const shown = inner.map((each) => each.replace(/[\u{10000}-\u{10FFFF}]/gu, '?'));
  const parts = base === 'set' ? value.slice(1, -1).split(',') : [value.slice(1, -1)];
  return `'${parts.map((part) => inner[shown.indexOf(part)] ?? part).join(',')}'`;
}
