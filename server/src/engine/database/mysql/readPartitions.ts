import type { Attributes } from '../../schema/model.ts';
import type { Row } from '../database.ts';
import { quoted } from './expression.ts';
import { identifier } from './literal.ts';

/**
 * How a table is partitioned, as attributes: `partitionBy` and `subpartitionBy` (what follows the words), `partitions` (one
 * clause each, in order) or, where they carry only the server's own names, their number as `partitionCount`.
 * Empty for a table without partitions; `rows` are its partitions in order.
 */
export function readPartitions(rows: readonly Row[], statement: string | null): Attributes {
  const first = rows[0];
  if (first === undefined) return {};
  if (first.method === 'SYSTEM_TIME') return systemTime(statement);
  // Which of its two ways KEY spreads rows by is in no catalog table.
  const algorithm = /\bKEY (?:\*\/ \/\*!\d+ )?ALGORITHM = (\d)/.exec(statement ?? '')?.[1];
  const name =
    /KEY$/.test(String(first.method)) && algorithm !== undefined
      ? `${first.method} ALGORITHM = ${algorithm}`
      : first.method;
  const partitionBy = method(name, first.expression);
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(String(row.name), [...(groups.get(String(row.name)) ?? []), row]);
  const attributes: Record<string, Attributes[string]> = { partitionBy };
  if (first.sub_method !== null) {
    attributes.subpartitionBy = `${method(first.sub_method, first.sub_expression)} SUBPARTITIONS ${groups.values().next().value!.length}`;
  }
  const named = [...groups].some(
    ([name, [row]], index) => name !== `p${index}` || row!.description !== null || row!.comment !== '',
  );
  if (named) attributes.partitions = [...groups].map(([name, parts]) => clause(name, parts));
  else attributes.partitionCount = groups.size;
  return attributes;
}

function method(name: unknown, expression: unknown): string {
  return `${name}${String(name).endsWith('COLUMNS') ? '' : ' '}(${expression ?? ''})`;
}

function clause(name: string, rows: readonly Row[]): string {
  const [row] = rows;
  const comment =
    row!.sub_name === null && row!.comment !== '' ? ` COMMENT = ${quoted(String(row!.comment))}` : '';
  // The server names subpartitions p0sp0, p0sp1, …
  const own = rows.some(
    (each, index) => each.sub_name !== null && (each.sub_name !== `${name}sp${index}` || each.comment !== ''),
  );
  const inner = rows.map(
    (each) =>
      `SUBPARTITION ${identifier(String(each.sub_name))}${each.comment === '' ? '' : ` COMMENT = ${quoted(String(each.comment))}`}`,
  );
  return `PARTITION ${identifier(name)}${values(row!)}${comment}${own ? ` (${inner.join(', ')})` : ''}`;
}

function values(row: Row): string {
  if (row.description === null) return '';
  const text = String(row.description);
  if (/^RANGE/.test(String(row.method)))
    return ` VALUES LESS THAN ${text === 'MAXVALUE' && row.method === 'RANGE' ? text : `(${text})`}`;
  return text === 'DEFAULT' ? ' DEFAULT' : ` VALUES IN (${text})`;
}

/**
 * MariaDB's history partitions: how they turn is in no catalog table. When the first one began is left out: nobody
 * can tell a written start from the day of the CREATE.
 */
function systemTime(statement: string | null): Attributes {
  const found = /\n PARTITION BY (SYSTEM_TIME[^\n]*)\n([\s\S]*)$/.exec(statement ?? '');
  if (found === null) return {};
  const partitions = [...found[2]!.matchAll(/PARTITION (`(?:[^`]|``)*`) (HISTORY|CURRENT)/g)].map(
    (match) => `PARTITION ${match[1]} ${match[2]}`,
  );
  return { partitionBy: found[1]!.replace(/ STARTS TIMESTAMP'[^']*'/, '').trimEnd(), partitions };
}

/** The partition clause of SHOW CREATE TABLE without its version comments; undefined when it has none. */
export function partitionSource(statement: string | null): string | undefined {
  const at = statement?.search(/\n(?:\/\*!\d+)? PARTITION BY /) ?? -1;
  if (at < 0) return undefined;
  const text = statement!.slice(at + 1).replace(/^\/\*!\d+ | ?\*\/ \/\*!\d+| ?\*\/$/g, '');
  return text
    .replace(/'(?:[^'\\]|\\[\s\S])*'| ENGINE = \w+/g, (found) => (found.startsWith("'") ? found : ''))
    .trim();
}
