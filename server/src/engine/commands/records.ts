import { MigrateError } from '../errors.ts';
import type { MigrationRef } from '../events.ts';
import { journalEntry } from '../history/history.ts';
import { compareVersions } from '../migrations/version.ts';
import { refusalsOf, refuseIfAny } from '../plan/refusal.ts';
import { find, incompleteErrors } from '../plan/select.ts';
import type { MigrationStatus } from '../plan/status.ts';
import { keptText } from '../plan/step.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { type Session, withSession } from './session.ts';

/** Which records a command changed. */
export interface RecordsResult {
  readonly changed: readonly MigrationRef[];
}

/** Creates the history table; `created` is false when it was there. */
export async function init(
  options: MigratorOptions,
  command: CommandOptions,
): Promise<{ readonly created: boolean; readonly table: string }> {
  return withSession(
    options,
    { access: 'write', create: true, withoutDirectory: true },
    command,
    async (session) => ({
      created: session.created,
      table: session.history.displayName,
    }),
  );
}

/**
 * Records every migration up to and with `version` as applied, without running any: for a database that has the
 * schema already. Those recorded before stay as they are. Throws `unknown-version`.
 */
export async function baseline(
  options: MigratorOptions,
  version: string,
  command: CommandOptions,
): Promise<RecordsResult> {
  return withSession(options, { access: 'write', create: true }, command, async (session) => {
    refuseIfAny([...incompleteErrors(session.statuses), ...refusalsOf(session.set.diagnostics)]);
    const last = find(session.statuses, version);
    const missing = session.statuses.filter(
      (status) => status.record === null && compareVersions(status.version, last.version) <= 0,
    );
    return record(session, missing, (status) =>
      session.history.insertSql({ ...status, checksum: status.checksum! }),
    );
  });
}

/**
 * Accepts files as they are now: the recorded checksum of each modified migration (or of `version` only) becomes the
 * file's. Nothing modified: an empty list. Throws `unknown-version`, `version-not-applied`, `missing-file`.
 */
export async function repair(
  options: MigratorOptions,
  version: string | undefined,
  command: CommandOptions,
): Promise<RecordsResult> {
  return withSession(options, { access: 'write' }, command, async (session) => {
    refuseIfAny(refusalsOf(session.set.diagnostics.filter((found) => found.version !== undefined)));
    const chosen = version === undefined ? session.statuses : [repairable(session, version)];
    const modified = chosen.filter((status) => status.state === 'modified');
    return record(session, modified, (status) =>
      session.history.checksumSql(status.record!.version, status.checksum!, status.name),
    );
  });
}

function repairable(session: Session, version: string): MigrationStatus {
  const status = find(session.statuses, version);
  if (status.record === null) {
    throw new MigrateError('version-not-applied', `Version ${version} is not applied.`, {
      version: status.version,
      hint: 'There is no recorded checksum to repair.',
    });
  }
  if (status.migration === null) {
    throw new MigrateError('missing-file', `Migration ${status.id} has no file to accept.`, {
      version: status.version,
      hint: `Put the file back; \`migrate show ${status.version}\` prints what was applied.`,
    });
  }
  return status;
}

/** Writes one history change and one journal row for each, all in one transaction. */
async function record(
  session: Session,
  statuses: readonly MigrationStatus[],
  sqlOf: (status: MigrationStatus) => string,
): Promise<RecordsResult> {
  const { database, history, context } = session;
  const parts = statuses.flatMap((status) => [
    sqlOf(status),
    history.journalInsertSql(
      journalEntry({
        run: context.run,
        version: status.record?.version ?? status.version,
        name: status.name,
        direction: 'up',
        state: 'removed',
        checksum: status.checksum!,
        up_text: keptText(status.migration!.up),
        down_text: keptText(status.migration!.down),
      }),
    ),
  ]);
  if (parts.length > 0) {
    try {
      await database.runScript([database.beginSql, ...parts, 'COMMIT']);
    } catch (error) {
      await database.execute('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
  return { changed: statuses.map(({ version, name, id }) => ({ version, name, id })) };
}
