import type { Diagnostic } from '../diagnostic.ts';
import { lineIndex, type Statement, type StatementKind } from '../sql/index.ts';
import type { CheckSyntax } from './checkSyntax.ts';

/**
 * Statements of a file's `text` that do not parse, each by itself, so that one mistake hides no other. What a client
 * would have to run is not asked about.
 */
export function syntaxFindings(
  path: string,
  text: string,
  statements: readonly (Statement & { readonly kind: StatementKind })[],
  check: CheckSyntax,
): readonly Diagnostic[] {
  return statements.flatMap((statement): Diagnostic[] => {
    if (statement.kind.clientCommand !== null) return [];
    const problem = check(statement.text);
    if (problem === null) return [];
    const start = Math.min(statement.start + problem.start, text.length);
    const end = Math.min(statement.start + problem.end, text.length);
    return [
      {
        code: 'syntax-error',
        severity: 'error',
        message: `${problem.message[0]!.toUpperCase()}${problem.message.slice(1)}.`,
        place: { file: path, ...lineIndex(text).place(start), start, end },
      },
    ];
  });
}
