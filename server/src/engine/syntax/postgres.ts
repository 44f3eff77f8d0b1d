import { setFlagsFromString } from 'node:v8';
import type { CheckSyntax, SyntaxProblem } from './checkSyntax.ts';

/**
 * PostgreSQL's own parser (version 18, as WebAssembly). A statement it cannot be asked about, as when the module itself
 * fails on very deep nesting, has no problem.
 */
export async function postgresChecker(): Promise<CheckSyntax> {
  // The parser is fast enough as it is first compiled. Compiling it better takes half a gigabyte for some seconds.
  setFlagsFromString('--no-wasm-dynamic-tiering');
  setFlagsFromString('--no-wasm-tier-up');
  const { parseSync, loadModule, hasSqlDetails } = await import('libpg-query');
  await loadModule();
  return (statement) => {
    if (statement.trim() === '' || statement.includes('\0')) return null;
    try {
      parseSync(statement);
      return null;
    } catch (error) {
      if (!hasSqlDetails(error) || outOfMemory.test(error.message)) return null;
      return problemAt(statement, error.message, error.sqlDetails!.cursorPosition);
    }
  };
}

/** The module has less room than a server has. */
const outOfMemory = /^(?:memory exhausted|out of memory|stack depth limit)/;

/** `position` counts code points from 0. */
function problemAt(statement: string, message: string, position: number): SyntaxProblem {
  let start = 0;
  for (let points = 0; points < position && start < statement.length; points++)
    start += statement.codePointAt(start)! > 0xffff ? 2 : 1;
  if (start >= statement.length) {
    // At the end of the input: the last thing that was written.
    const end = statement.trimEnd().length;
    return { message, start: Math.max(0, statement.slice(0, end).search(/\S\s*$/)), end };
  }
  const near = / at or near "(.*)"$/s.exec(message)?.[1];
  const length = near !== undefined && statement.startsWith(near, start) ? near.length : 1;
  const line = statement.slice(start).search(/[\r\n]/);
  return { message, start, end: start + Math.max(1, line > 0 ? Math.min(length, line) : length) };
}
