import { MigrateError } from '../errors.ts';
import { find } from '../plan/select.ts';
import type { MigrationState } from '../plan/status.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { withSession } from './session.ts';

/** A migration's text as it was applied. */
export interface ShownMigration {
  readonly version: string;
  readonly name: string;
  readonly state: MigrationState;
  readonly appliedAt: string | null;
  readonly checksum: string | null;
  /** `history`: as it was applied. `file`: it is not applied, so the file is all there is. */
  readonly source: 'history' | 'file';
  readonly up: string;
  readonly down: string | null;
}

/**
 * The text that was applied for `version`, from the history; the file's when it is not applied. Throws
 * `unknown-version`, and `missing-file` when the history kept no text (applied by another tool) and the file is gone.
 */
export async function show(
  options: MigratorOptions,
  version: string,
  command: CommandOptions,
): Promise<ShownMigration> {
  return withSession(
    options,
    { access: 'read', overHalfDropped: true },
    command,
    async ({ history, statuses }) => {
      const status = find(statuses, version);
      const about = {
        version: status.version,
        name: status.name,
        state: status.state,
        appliedAt: status.appliedAt,
        checksum: status.recordedChecksum ?? status.checksum,
      };
      const kept =
        status.record !== null && (await history.hasJournal())
          ? await history.appliedText(status.record.version)
          : undefined;
      if (kept?.up_text != null)
        return { ...about, source: 'history', up: kept.up_text, down: kept.down_text };
      if (status.migration !== null && status.state !== 'modified') {
        const { up, down } = status.migration;
        return { ...about, source: 'file', up: up.appliedText, down: down?.appliedText ?? null };
      }
      throw new MigrateError(
        'missing-file',
        `The history holds no text of ${status.id}: another tool recorded it.`,
        {
          version: status.version,
          hint: 'Look for the file in your version control.',
        },
      );
    },
  );
}
