import type { PlannedMigration, RunResult } from '../../engine/index.ts';
import type { Style } from './style.ts';

/** `1 migration`, `2 migrations`. */
export function migrations(count: number): string {
  return `${count} migration${count === 1 ? '' : 's'}`;
}

/** What a dry run would do, with `verbose` with its statements. */
export function planLines(plan: readonly PlannedMigration[], verbose: boolean, style: Style): string[] {
  return plan.flatMap(({ id, direction, statements, recordOnly }) => {
    const what = recordOnly
      ? 'Would remove the record of'
      : direction === 'up'
        ? 'Would apply:'
        : 'Would roll back:';
    const title = `${what} ${style.bold(id)}`;
    return verbose ? [title, ...statements.map((text) => `  ${text.replace(/\n/g, '\n  ')};`)] : [title];
  });
}

/**
 * The last lines of a run: `Applied 2 migrations`; after a failure also how many failed and had no turn. `nothing` is
 * what is said when there was nothing to do.
 */
export function summaryLines(result: RunResult, nothing: string): string[] {
  const { applied, rolledBack, skipped, failed, target } = result;
  if (failed !== null) {
    const done =
      failed.direction === 'up'
        ? `Applied ${migrations(applied.length)}`
        : `Rolled back ${migrations(rolledBack.length)}`;
    return [`${done}, 1 failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`];
  }
  const back =
    rolledBack.length === 0
      ? []
      : [
          target === null
            ? `Rolled back ${migrations(rolledBack.length)}`
            : `Rolled back to version ${target}`,
        ];
  const up = applied.length === 0 ? [] : [`Applied ${migrations(applied.length)}`];
  const lines = [...back, ...up];
  return lines.length === 0 ? [nothing] : lines;
}
