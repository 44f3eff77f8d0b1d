import type { Attributes } from '../../schema/model.ts';
import type { Row } from '../database.ts';
import { atLeast, type Flavour } from './flavour.ts';
import { literal } from './literal.ts';

/**
 * MySQL: names of the tables that have what no catalog table tells in full and SHOW CREATE TABLE does, and how to ask for
 * them: a tablespace that is shared or grows in steps (seen only with the right PROCESS), attributes for engines.
 */
export function extendedQueries({ mariadb, version }: Flavour, database: string): readonly string[] {
  if (mariadb || !atLeast(version, 8, 0, 23)) return [];
  const here = literal(database);
  const has = '(engine_attribute IS NOT NULL OR secondary_engine_attribute IS NOT NULL)';
  const file = literal(`${database}/`);
  const inHere = `LEFT(name, CHAR_LENGTH(${file})) = ${file}`;
  const name = `SUBSTRING_INDEX(SUBSTR(name, CHAR_LENGTH(${file}) + 1), '#p#', 1)`;
  return [
    `SELECT table_name AS name FROM information_schema.tables_extensions WHERE table_schema = ${here} AND ${has}
UNION SELECT table_name FROM information_schema.columns_extensions WHERE table_schema = ${here} AND ${has}
UNION SELECT table_name FROM information_schema.table_constraints_extensions WHERE constraint_schema = ${here} AND ${has}`,
    `SELECT ${name} AS name FROM information_schema.innodb_tablespaces WHERE autoextend_size > 0 AND ${inHere}
UNION SELECT ${name} FROM information_schema.innodb_tables WHERE space_type <> 'Single' AND ${inHere}`,
  ];
}

const attribute = /\/\*!80021 ((?:SECONDARY_)?ENGINE_ATTRIBUTE)[ =]('(?:[^'\\]|\\[\s\S]|'')*') \*\//g;

/** `ENGINE_ATTRIBUTE` and `SECONDARY_ENGINE_ATTRIBUTE` of a line of SHOW CREATE TABLE, by their words. */
export function engineAttributes(line: string): ReadonlyMap<string, string> {
  return new Map([...line.matchAll(attribute)].map(([, word, text]) => [word!, text!]));
}

/** What of a table's options only SHOW CREATE TABLE tells; `row` is that of the table. */
export function shownOptions(statement: string | null, row: Row): Attributes {
  const line = /\n\) (.*)/.exec(statement ?? '')?.[1];
  if (line === undefined) return {};
  const options: Record<string, string> = {};
  const put = (name: string, value: string | undefined) => {
    if (value !== undefined) options[`option ${name}`] = value;
  };
  const space = /^\/\*!50100 TABLESPACE (`(?:[^`]|``)*`)/.exec(line)?.[1];
  // A file of its own is what a table has by itself, written or not.
  if (space !== '`innodb_file_per_table`') put('TABLESPACE', space);
  put('AUTOEXTEND_SIZE', /^(?:\/\*!50100 .*? \*\/ )?\/\*!80023 AUTOEXTEND_SIZE=(\d+)/.exec(line)?.[1]);
  for (const [word, text] of engineAttributes(line)) put(word, text);
  // The catalog does not tell Aria's own from what was written.
  if (row.engine === 'Aria')
    for (const word of ['PAGE_CHECKSUM', 'TRANSACTIONAL'])
      put(word, new RegExp(` ${word}=(\\d)`).exec(line)?.[1]);
  return options;
}
