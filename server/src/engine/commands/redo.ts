import type { RunResult } from '../events.ts';
import { upSteps } from '../plan/step.ts';
import { planDown } from './down.ts';
import { canRunTogether, execute } from './execute.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { dryResult } from './result.ts';
import { withSession } from './session.ts';

export interface RedoOptions extends CommandOptions {
  /** How many of the last; default 1. */
  readonly count?: number;
  readonly dryRun?: boolean;
}

/** Rolls the last migrations back and applies them again, as one transaction where the database can. */
export async function redo(options: MigratorOptions, command: RedoOptions): Promise<RunResult> {
  return withSession(options, { access: command.dryRun ? 'read' : 'write' }, command, async (session) => {
    const downs = await planDown(session, { count: command.count ?? 1 });
    const versions = new Set(downs.map((step) => step.version));
    const again = session.statuses.filter(
      (status) => status.record !== null && versions.has(status.record.version),
    );
    const ups = upSteps(again, session.database);
    session.warn(ups.warnings);
    const steps = [...downs, ...ups.steps];
    if (command.dryRun) return dryResult(session, steps);
    return execute(session, steps, canRunTogether(session, steps));
  });
}
