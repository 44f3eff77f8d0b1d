import type { DdlStatement } from '../database/ddl.ts';
import { type SqlDialect, splitStatements } from '../sql/index.ts';

/** Statements as a section of a migration, each with its comments in front; empty text for none. */
export function sectionText(statements: readonly DdlStatement[], syntax: SqlDialect): string {
  return join(statements.map((statement) => [...remarks(statement), terminated(statement.sql, syntax)]));
}

/** The same as comments: what is not carried out. `remark` says what stands behind a statement; '' for nothing. */
export function commentedText(
  statements: readonly DdlStatement[],
  remark: (statement: DdlStatement) => string,
): string {
  return join(
    statements.map((statement) => {
      const behind = remark(statement);
      return [...remarks(statement), ...comment(`${statement.sql};${behind === '' ? '' : ` -- ${behind}`}`)];
    }),
  );
}

/** A text as line comments. */
export function comment(text: string): readonly string[] {
  return text.split('\n').map((line) => (line === '' ? '--' : `-- ${line}`));
}

/** One statement with its terminator; one with terminators inside gets its own, where the client knows `DELIMITER`. */
export function terminated(sql: string, syntax: SqlDialect): string {
  if (!syntax.delimiterCommand || !sql.includes(';') || isPlain(sql, syntax)) return `${sql};`;
  const delimiter = ['//', '$$', ';;', '//end//'].find((each) => !sql.includes(each))!;
  return `DELIMITER ${delimiter}\n${sql}${delimiter}\nDELIMITER ;`;
}

/** No terminator stands in it but in quotes and comments: read with another object in front, so that it has no body. */
function isPlain(sql: string, syntax: SqlDialect): boolean {
  return splitStatements(`SELECT ${sql}`, syntax).length === 1;
}

function remarks(statement: DdlStatement): readonly string[] {
  const warning = statement.destructive === null ? [] : comment(`WARNING: ${statement.destructive}`);
  return [...statement.comments.flatMap(comment), ...warning];
}

/** One line per statement where it is short; an empty line around those of several lines. */
function join(blocks: readonly (readonly string[])[]): string {
  const lines: string[] = [];
  let long = false;
  for (const block of blocks) {
    const isLong = block.some((line) => line.includes('\n')) || block.length > 3;
    if (lines.length > 0 && (long || isLong)) lines.push('');
    lines.push(...block);
    long = isLong;
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
