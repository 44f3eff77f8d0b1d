import type { Constraint, Index, IndexPart } from '../../schema/model.ts';
import type { Row } from '../database.ts';
import { catalogExpression, quoted, withoutIntroducers } from './expression.ts';
import { identifier } from './literal.ts';
import { engineAttributes } from './shownOnly.ts';

/** The primary key and the other indexes of one table; `rows` are its index parts in order. */
export function readIndexes(
  rows: readonly Row[],
  engine: string,
  statement: string | null,
): { readonly primaryKey: Constraint | null; readonly indexes: readonly Index[] } {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = String(row.name);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  let primaryKey: Constraint | null = null;
  const indexes: Index[] = [];
  for (const [name, parts] of groups) {
    if (name === 'PRIMARY') primaryKey = readPrimaryKey(parts, engine, statement);
    else indexes.push(readIndex(name, parts, engine, statement));
  }
  return { primaryKey, indexes };
}

/** Whether the catalog's rows do not tell the whole of an index: a full-text parser, a vector index's options. */
export function indexNeedsStatement(row: Row): boolean {
  return row.type === 'FULLTEXT' || row.type === 'VECTOR';
}

function readPrimaryKey(rows: readonly Row[], engine: string, statement: string | null): Constraint {
  const first = rows[0]!;
  const comment = commentOf(first);
  return {
    kind: 'primaryKey',
    name: null,
    columns: rows.map((row) => String(row.column_name)),
    definition:
      periodKey('PRIMARY KEY', statement) ??
      `PRIMARY KEY ${list(rows)}${using(first, engine)}${shownMore('PRIMARY KEY', statement)}`,
    references: null,
    comment: null,
    attributes: comment === null ? {} : { comment: quoted(comment) },
    dependsOn: [],
  };
}

function readIndex(name: string, rows: readonly Row[], engine: string, statement: string | null): Index {
  const first = rows[0]!;
  const type = String(first.type);
  const unique = Number(first.non_unique) === 0;
  const word = special.has(type) ? `${type} KEY` : unique ? 'UNIQUE KEY' : 'KEY';
  const head = `${word} ${identifier(name)}`;
  const more = special.has(type)
    ? optionsOf(head, type, statement)
    : `${using(first, engine)}${shownMore(head, statement)}`;
  return {
    name,
    unique,
    method: type.toLowerCase(),
    parts: rows.map(partOf),
    where: null,
    definition: periodKey(head, statement) ?? `${head} ${list(rows)}${more}`,
    comment: commentOf(first),
    attributes: first.hidden === null || first.hidden === undefined ? {} : { hidden: String(first.hidden) },
    dependsOn: [],
  };
}

const special = new Set(['FULLTEXT', 'SPATIAL', 'VECTOR']);

function partOf(row: Row): IndexPart {
  const length = lengthOf(row);
  return {
    column: row.column_name === null ? null : String(row.column_name),
    expression:
      row.expression === null ? null : withoutIntroducers(catalogExpression(String(row.expression))),
    descending: row.direction === 'D',
    attributes: length === null ? {} : { length },
  };
}

function list(rows: readonly Row[]): string {
  const parts = rows.map((row) => {
    const { column, expression, descending } = partOf(row);
    const length = lengthOf(row);
    const what =
      column === null ? `(${expression})` : `${identifier(column)}${length === null ? '' : `(${length})`}`;
    return descending ? `${what} DESC` : what;
  });
  return `(${parts.join(',')})`;
}

/** The indexed length of a column; a spatial index names one that cannot be written. */
function lengthOf(row: Row): number | null {
  return row.length === null || special.has(String(row.type)) ? null : Number(row.length);
}

/** Written where it is not what the engine takes by itself; MariaDB's InnoDB hashes long unique keys. */
function using(row: Row, engine: string): string {
  const own = /^MEMORY$/i.test(engine) ? 'HASH' : 'BTREE';
  const type = String(row.type);
  return type !== own && (type === 'HASH' || type === 'BTREE') ? ` USING ${type}` : '';
}

function commentOf(row: Row): string | null {
  return row.comment === null || row.comment === '' ? null : String(row.comment);
}

/** What stands behind the columns of a full-text or vector index in SHOW CREATE TABLE, less comment and visibility. */
function optionsOf(head: string, type: string, statement: string | null): string {
  const line = lineOf(head, statement);
  if (line === null) return '';
  if (type === 'FULLTEXT') {
    const parser = /WITH PARSER `?(\w+)`?/.exec(line)?.[1];
    return parser === undefined ? '' : ` WITH PARSER ${identifier(parser)}`;
  }
  const options = line
    .slice(line.lastIndexOf(')') + 1)
    .replace(/ COMMENT '.*$/, '')
    .replace(/ IGNORED$/, '');
  return options.trimEnd();
}

/** What the catalog has nothing of: the size of an index's blocks, attributes for engines. */
function shownMore(head: string, statement: string | null): string {
  const line = lineOf(head, statement);
  if (line === null) return '';
  const size = /\) (?:USING \w+ )?KEY_BLOCK_SIZE=(\d+)/.exec(line.replace(/ COMMENT '.*$/, ''))?.[1];
  const attributes = [...engineAttributes(line)].map(([word, text]) => ` ${word} ${text}`);
  return `${size === undefined ? '' : ` KEY_BLOCK_SIZE=${size}`}${attributes.join('')}`;
}

/** A key that ends on a period (`WITHOUT OVERLAPS`) as the server writes it; the catalog shows its columns only. */
function periodKey(head: string, statement: string | null): string | null {
  const line = lineOf(head, statement);
  return line?.includes(' WITHOUT OVERLAPS') ? line.replace(/ COMMENT '.*$/, '') : null;
}

function lineOf(head: string, statement: string | null): string | null {
  if (statement === null) return null;
  const at = statement.indexOf(`\n  ${head} (`);
  if (at < 0) return null;
  const end = statement.indexOf('\n', at + 1);
  return statement.slice(at + 3, end < 0 ? undefined : end).replace(/,$/, '');
}
