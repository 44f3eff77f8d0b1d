import type { Warning } from '../events.ts';
import { warningsOf } from '../plan/refusal.ts';
import { incompleteErrors } from '../plan/select.ts';
import type { MigrationStatus } from '../plan/status.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { withSession } from './session.ts';

export interface StatusReport {
  /** Every version of disk and history, by version ascending. */
  readonly migrations: readonly MigrationStatus[];
  readonly warnings: readonly Warning[];
  /** Something stops every run: a broken file, a `fresh` that was broken off. */
  readonly broken: boolean;
  /** For people: where it was read. */
  readonly location: string;
  readonly product: string;
}

/** Reads files and history; writes nothing, takes no lock. No migrations at all: an empty list. */
export async function status(options: MigratorOptions, command: CommandOptions): Promise<StatusReport> {
  return withSession(options, { access: 'read', overHalfDropped: true }, command, async (session) => {
    const pending = new Set(session.statuses.filter((one) => one.record === null).map((one) => one.version));
    const told = session.set.diagnostics.filter(
      (found) => found.severity === 'error' || found.version === undefined || pending.has(found.version),
    );
    const errors = told.filter((found) => found.severity === 'error');
    session.warn([
      ...errors.map((found) => ({ code: found.code, message: found.message, file: found.place.file })),
      ...warningsOf(told.filter((found) => found.severity === 'warning')),
    ]);
    const stopped = [session.halfDropped, ...incompleteErrors(session.statuses)];
    session.warn(
      stopped
        .filter((error) => error !== null)
        .map(({ code, message, details }) => ({
          code,
          message: `${message} ${details.hint}`,
          ...(details.version === undefined ? {} : { version: details.version }),
        })),
    );
    return {
      migrations: session.statuses,
      warnings: session.warnings,
      broken: errors.length > 0 || session.halfDropped !== null,
      location: session.database.location,
      product: session.database.server.product,
    };
  });
}
