import type { Diagnostic } from '../../engine/diagnostic.ts';
import type { FileAnalysis } from '../analysis.ts';
import type { CheckSyntax } from '../syntax.ts';

/** Statements that do not parse, each by itself, so that one mistake hides no other. */
export function syntaxDiagnostics(
  path: string,
  analysis: FileAnalysis,
  check: CheckSyntax,
): readonly Diagnostic[] {
  return analysis.sections.flatMap(({ section, statements }) =>
    statements.flatMap((statement): Diagnostic[] => {
      if (statement.kind.clientCommand !== null) return [];
      const problem = check(statement.text);
      if (problem === null) return [];
      return [
        {
          code: 'syntax-error',
          severity: 'error',
          message: `${problem.message[0]!.toUpperCase()}${problem.message.slice(1)}.`,
          place: {
            file: path,
            start: Math.min(statement.start + problem.start, section.text.length),
            end: Math.min(statement.start + problem.end, section.text.length),
          },
        },
      ];
    }),
  );
}
