import type { RunResult } from '../events.ts';
import type { JournalRow } from '../history/journal.ts';
import { selectDown, type Target } from '../plan/select.ts';
import type { MigrationStatus } from '../plan/status.ts';
import { downSteps, type Step } from '../plan/step.ts';
import { canRunTogether, execute } from './execute.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { dryResult } from './result.ts';
import { type Session, withSession } from './session.ts';

export interface DownOptions extends CommandOptions, Target {
  readonly dryRun?: boolean;
  /** A migration without a down loses its record only. */
  readonly force?: boolean;
  /** Runs the downs that were applied, not those of the files. */
  readonly fromHistory?: boolean;
}

/**
 * Rolls back the last migration, the last `count`, or all after `to`; newest version first, all or nothing where
 * the database can. Nothing applied: a result with empty lists.
 */
export async function down(options: MigratorOptions, command: DownOptions): Promise<RunResult> {
  const access = command.dryRun ? 'read' : 'write';
  return withSession(options, { access }, command, async (session) => {
    const steps = await planDown(session, command);
    const target = command.to === undefined ? null : command.to;
    if (command.dryRun) return { ...dryResult(session, steps), target };
    const single = steps.length > 1 && canRunTogether(session, steps);
    return { ...(await execute(session, steps, single)), target };
  });
}

/** The checked steps of a `down`; tells its warnings. */
export async function planDown(session: Session, command: DownOptions): Promise<readonly Step[]> {
  const fromHistory = command.fromHistory ?? false;
  const { chosen, warnings } = selectDown(session.statuses, session.set.diagnostics, command, fromHistory);
  const recorded = fromHistory ? await recordedTexts(session, chosen) : undefined;
  const planned = downSteps(chosen, session.database, {
    force: command.force ?? false,
    ...(recorded === undefined ? {} : { recorded }),
  });
  session.warn([...warnings, ...planned.warnings]);
  return planned.steps;
}

async function recordedTexts(session: Session, chosen: readonly MigrationStatus[]) {
  const recorded = new Map<string, JournalRow | undefined>();
  const hasJournal = await session.history.hasJournal();
  for (const { version, record } of chosen) {
    recorded.set(version, hasJournal ? await session.history.appliedText(record!.version) : undefined);
  }
  return recorded;
}
