import { loadDriver, openHandle } from '../database/sqlite/driver.ts';
import type { CheckSyntax, SyntaxProblem } from './checkSyntax.ts';

/** What SQLite says of text that it cannot read; everything else it says is about the schema. */
const syntaxMessages = [
  /^near "(?<near>.*)": syntax error$/s,
  /^unrecognized token: "(?<near>.*)"$/s,
  /^incomplete input$/,
];
/** Compiled at once, and some of them also do what they say at once. */
const notAsked = /^\s*(?:pragma|attach|detach|vacuum)\b/i;

/**
 * SQLite itself, on an empty database in memory where nothing is ever run: statements are compiled only. A table that a
 * statement needs before the rest of it is read is made for the moment, with no known column.
 */
export async function sqliteChecker(): Promise<CheckSyntax> {
  const handle = openHandle(await loadDriver(), ':memory:', {});
  const compile = (statement: string): string | null => {
    try {
      handle.prepare(statement);
      return null;
    } catch (error) {
      return error instanceof Error && !(error instanceof RangeError) ? error.message : null;
    }
  };
  return (statement) => {
    if (notAsked.test(statement) || statement.includes('\0')) return null;
    let message = compile(statement);
    const missing = /^no such table: (?:main\.|temp\.)?(.+)$/.exec(message ?? '')?.[1];
    if (missing !== undefined && /^\s*alter\b/i.test(statement)) {
      const name = `"${missing.replaceAll('"', '""')}"`;
      handle.exec(`CREATE TABLE ${name} (switchback)`);
      try {
        message = compile(statement);
      } finally {
        handle.exec(`DROP TABLE ${name}`);
      }
    }
    return message === null ? null : problemOf(statement, message);
  };
}

/** SQLite gives no position: the last place where the text it names stands, as far as it read. */
function problemOf(statement: string, message: string): SyntaxProblem | null {
  const match = syntaxMessages.map((pattern) => pattern.exec(message)).find((found) => found !== null);
  if (match === undefined || match === null) return null;
  const near = match.groups?.near ?? '';
  const end = statement.trimEnd().length;
  if (near === '') return { message, start: Math.max(0, statement.slice(0, end).search(/\S+$/)), end };
  const places = occurrences(statement, near);
  const only = places.length === 1 ? places[0]! : null;
  return only === null ? { message, start: 0, end } : { message, start: only, end: only + near.length };
}

/** Where `near` stands as a token of its own. */
function occurrences(statement: string, near: string): readonly number[] {
  const found: number[] = [];
  const word = /^\w+$/.test(near);
  for (let at = statement.indexOf(near); at >= 0; at = statement.indexOf(near, at + 1)) {
    const alone =
      !word || !(/\w/.test(statement[at - 1] ?? '') || /\w/.test(statement[at + near.length] ?? ''));
    if (alone) found.push(at);
  }
  return found;
}
