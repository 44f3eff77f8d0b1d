import { openBase } from '../check/base.ts';
import { sectionText } from '../ddl/sectionText.ts';
import { MigrateError } from '../errors.ts';
import { requireDirectory } from '../migrations/index.ts';
import { refusalsOf, refuseIfAny } from '../plan/refusal.ts';
import { find } from '../plan/select.ts';
import { mergeStatus } from '../plan/status.ts';
import type { MigratorOptions } from './options.ts';
import { type ReplayOptions, readFiles } from './replayed.ts';
import { withDatabase } from './schemaSession.ts';

export interface SchemaAtOptions extends ReplayOptions {
  /** Null: after all of them. */
  readonly version: string | null;
}

export interface SchemaAtReport {
  /** As `dump` writes it. */
  readonly sql: string;
}

/**
 * The schema that the migrations up to and with a version make, replayed on a scratch database of the server of `url`.
 * No history is looked at. Throws `unknown-version`, the refusals of the files, `statement-failed` for
 * a migration that does not run, and `scratch-failed`, also for code that must not run.
 */
export async function schemaAt(options: MigratorOptions, command: SchemaAtOptions): Promise<SchemaAtReport> {
  requireDirectory(options.directory);
  return withDatabase(options, command, async (database) => {
    const set = await readFiles(database, options, command);
    const statuses = mergeStatus(set.migrations, [], []);
    const last = command.version === null ? statuses.at(-1) : find(statuses, command.version);
    const migrations = last === undefined ? [] : statuses.slice(0, statuses.indexOf(last) + 1);
    const versions = new Set(migrations.map(({ version }) => version));
    refuseIfAny(
      refusalsOf(set.diagnostics.filter(({ version }) => version === undefined || versions.has(version))),
    );
    const code = migrations.find(({ migration }) => migration?.language === 'code');
    if (code !== undefined && command.withoutCode) {
      throw new MigrateError('scratch-failed', `Migration ${code.id} is code, which is not run for this.`);
    }
    const { scratch, kept } = await openBase({
      ...{ database, migrations, structure: null, cache: command.cache, signal: command.signal },
      scratch: command.scratchUrl === undefined ? {} : { url: command.scratchUrl },
    });
    try {
      const schema = kept?.schema ?? (await scratch.database.introspect());
      if (kept !== null) kept.schema = schema;
      return { sql: sectionText(scratch.database.ddl.create(schema), database.syntax) };
    } finally {
      await scratch.drop();
    }
  });
}
