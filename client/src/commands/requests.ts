import type { MigrationItem, RunRequest, Status } from '../../../server/src/protocol.ts';
import type { Target } from './target.ts';

type Where = Pick<Target, 'project' | 'environment'>;

/** What will run, for a target and what is asked of it. */
export function requestFor(
  { project, environment }: Where,
  run: Omit<RunRequest, 'project' | 'environment'>,
): RunRequest {
  return { project: project.id, environment, ...run };
}

/** Everything that is pending, up to and with this migration. */
export function applyTo(where: Where, migration: MigrationItem): RunRequest {
  return requestFor(where, { command: 'up', to: migration.version });
}

/** This migration and all that were applied after it. */
export function rollBackFrom(where: Where, migration: MigrationItem, status: Status | undefined): RunRequest {
  const recorded = (status?.migrations ?? []).filter(isRecorded);
  const at = recorded.findIndex(({ version }) => version === migration.version);
  const before = recorded[at - 1];
  return before === undefined
    ? requestFor(where, { command: 'down', count: Math.max(1, recorded.length - at) })
    : requestFor(where, { command: 'down', to: before.version });
}

/** Everything that was applied after this migration, which stays. */
export function rollBackTo(where: Where, migration: MigrationItem): RunRequest {
  return requestFor(where, { command: 'down', to: migration.version });
}

/** Whether the history has a row of it. */
export function isRecorded({ appliedAt }: MigrationItem): boolean {
  return appliedAt !== null;
}

export function isWaiting({ state }: MigrationItem): boolean {
  return state === 'pending' || state === 'outOfOrder';
}
