import type { Diagnostic } from '../../engine/diagnostic.ts';
import type { OutOfOrderRule } from '../../engine/plan/select.ts';
import type { CheckSyntax } from '../../engine/syntax/checkSyntax.ts';
import { syntaxFindings } from '../../engine/syntax/findings.ts';
import type { ProjectSnapshot } from '../model.ts';
import { historyDiagnostics } from './history.ts';
import { type LintOptions, lintDiagnostics } from './lint.ts';
import { fileFindings } from './unwritten.ts';

export interface DiagnosticOptions {
  /** Null: the statements' syntax is not looked at. */
  readonly checkSyntax: CheckSyntax | null;
  readonly outOfOrder: OutOfOrderRule;
  /** Null, or left out: no rules are asked. */
  readonly lint?: LintOptions | null;
}

/** Everything that is wrong with one file, by place. Of a file that is none of the project's: nothing. */
export function findDiagnostics(
  project: ProjectSnapshot,
  path: string,
  { checkSyntax, outOfOrder, lint = null }: DiagnosticOptions,
): readonly Diagnostic[] {
  const analysis = project.analysisOf(path);
  return [
    ...fileFindings(project.directory, path, isApplied(project, path)),
    ...(analysis?.diagnostics ?? []),
    ...historyDiagnostics(project, path, outOfOrder),
    ...(analysis === null || checkSyntax === null
      ? []
      : analysis.sections.flatMap(({ section, statements }) =>
          syntaxFindings(path, section.text, statements, checkSyntax),
        )),
    ...(lint === null ? [] : lintDiagnostics(project, path, lint)),
  ].sort((a, b) => (a.place.start ?? 0) - (b.place.start ?? 0));
}

function isApplied({ book }: ProjectSnapshot, path: string): boolean {
  return book.history !== null && (book.ofFile(path)?.record ?? null) !== null;
}
