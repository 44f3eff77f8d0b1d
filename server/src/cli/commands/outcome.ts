import type { RunResult } from '../../engine/index.ts';
import type { CommandContext, Outcome } from '../commandDefinition.ts';
import { exitCodeOf } from '../exitCode.ts';
import { runDocument } from '../reporters/documents.ts';
import { planLines, summaryLines } from '../reporters/runText.ts';

/** How a run ends: its exit code, its document, its last lines. */
export function runOutcome(context: CommandContext, result: RunResult, nothing: string): Outcome {
  const { failed, dryRun, plan } = result;
  return {
    exit: failed === null ? 0 : exitCodeOf(failed.error),
    document: runDocument(result),
    lines: (style) =>
      dryRun && plan.length > 0 ? planLines(plan, context.verbose, style) : summaryLines(result, nothing),
    errors: failed === null ? [] : [failed.error],
  };
}

/** What every call of the engine takes. */
export function engineOptions({ io, onEvent }: CommandContext) {
  return { signal: io.interrupts.signal, onEvent };
}
