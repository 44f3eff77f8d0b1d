import type { MigrationState, MigrationStatus } from '../engine/plan/status.ts';

const words: Readonly<Record<MigrationState, string>> = {
  applied: 'Applied',
  pending: 'Pending',
  modified: 'Changed after it was applied',
  missing: 'File missing',
  outOfOrder: 'Pending, out of order',
  incomplete: 'Incomplete',
};

/** A migration's state as a person reads it: `Applied to dev on 2024-01-15 10:00`. */
export function stateSentence(status: MigrationStatus, environment: string): string {
  const word = words[status.state];
  if (status.appliedAt === null) return `${word} on ${environment}`;
  const when = status.appliedAt.slice(0, 16).replace('T', ' ');
  return status.state === 'applied'
    ? `${word} to ${environment} on ${when} UTC`
    : `${word} to ${environment} (${when} UTC)`;
}
