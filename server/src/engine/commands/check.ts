import type { BaseCache } from '../check/cache.ts';
import { type CheckReport, checkMigrations } from '../check/check.ts';
import type { Database } from '../database/database.ts';
import { MigrateError } from '../errors.ts';
import { defaultTable, History } from '../history/history.ts';
import { type MigrationSet, readMigrations, requireDirectory, withText } from '../migrations/index.ts';
import { compareVersions } from '../migrations/version.ts';
import { refusalsOf, refuseIfAny } from '../plan/refusal.ts';
import { find } from '../plan/select.ts';
import { type MigrationStatus, mergeStatus } from '../plan/status.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { introspectionOf, withDatabase } from './schemaSession.ts';

export interface CheckOptions extends CommandOptions {
  /** Only this one, on what all before it make; default: every pending one. */
  readonly version?: string;
  /** Begin with the structure that the environment's database has now, instead of replaying. */
  readonly fromEnvironment?: boolean;
  /** Server for scratch databases; default: the environment's own. */
  readonly scratchUrl?: string;
  /** Where a code migration would have to run, nothing is checked. */
  readonly withoutCode?: boolean;
  readonly cache?: BaseCache;
  /** Files as they are in an editor: path → text that is not on disk yet. */
  readonly texts?: ReadonlyMap<string, string>;
  /** An earlier reading of the directory: what has not changed is not read again. */
  readonly previous?: MigrationSet;
  readonly onRead?: (set: MigrationSet) => void;
}

/**
 * Tries migrations on a scratch database: up, down, up again. The environment's own database is only read: its history
 * says what is pending, its structure is copied with `fromEnvironment`. Nothing pending: an empty report. Throws
 * `unknown-version`, `no-database-url`, `scratch-failed`, the refusals of the files, and `statement-failed` for an
 * earlier migration that cannot be replayed.
 */
export async function check(options: MigratorOptions, command: CheckOptions): Promise<CheckReport> {
  requireDirectory(options.directory);
  // A scratch server is enough where no environment is named: then everything is pending.
  const url = options.url ?? command.scratchUrl;
  const known = url === undefined ? options : { ...options, url };
  try {
    return await withDatabase(known, command, (database) => checkWith(database, options, command));
  } catch (error) {
    if (!(error instanceof MigrateError && error.code === 'database-file-missing')) throw error;
    // A file that `up` has yet to create has no history.
    const empty = { ...options, url: 'sqlite::memory:' };
    return withDatabase(empty, command, (database) => checkWith(database, empty, command));
  }
}

async function checkWith(
  database: Database,
  options: MigratorOptions,
  command: CheckOptions,
): Promise<CheckReport> {
  const set = await readFiles(database, options, command);
  const fromEnvironment = command.fromEnvironment ?? false;
  const needsHistory = command.version === undefined || fromEnvironment;
  const statuses = needsHistory
    ? await historyStatuses(database, options, set)
    : mergeStatus(set.migrations, [], []);
  const { base, chosen } = choose(statuses, command);
  const last = chosen.at(-1);
  refuseIfAny(
    refusalsOf(
      set.diagnostics.filter(
        ({ version }) =>
          version === undefined || (last !== undefined && compareVersions(version, last.version) <= 0),
      ),
    ),
  );
  const hasCode = [...base, ...chosen].some(({ migration }) => migration?.language === 'code');
  if (hasCode && command.withoutCode) return { diagnostics: [], migrations: [], notChecked: [] };
  return checkMigrations({
    ...{ database, base: fromEnvironment ? [] : base, chosen },
    structure: fromEnvironment ? await database.introspect(introspectionOf(options, {}, database)) : null,
    scratch: command.scratchUrl === undefined ? {} : { url: command.scratchUrl },
    cache: command.cache,
    signal: command.signal,
  });
}

async function readFiles(
  database: Database,
  options: MigratorOptions,
  command: CheckOptions,
): Promise<MigrationSet> {
  const set = await readMigrations(options.directory, {
    syntax: database.syntax,
    ...(options.ignore === undefined ? {} : { ignore: options.ignore }),
    ...(command.previous === undefined ? {} : { previous: command.previous }),
  });
  command.onRead?.(set);
  let laid = set;
  for (const [path, text] of command.texts ?? []) laid = withText(laid, path, text, database.syntax);
  return laid;
}

async function historyStatuses(
  database: Database,
  options: MigratorOptions,
  set: MigrationSet,
): Promise<readonly MigrationStatus[]> {
  const history = new History(database, {
    table: options.table ?? defaultTable,
    ...(options.schema === undefined ? {} : { schema: options.schema }),
  });
  return mergeStatus(set.migrations, (await history.exists()) ? await history.rows() : [], []);
}

/** What is checked, and what comes before it. Throws `unknown-version` and `usage`. */
function choose(statuses: readonly MigrationStatus[], { version, fromEnvironment }: CheckOptions) {
  const onDisk = statuses.filter(({ migration }) => migration !== null);
  if (version === undefined) {
    return {
      base: onDisk.filter(({ record }) => record !== null),
      chosen: onDisk.filter(({ record }) => record === null),
    };
  }
  const wanted = find(onDisk, version);
  if (fromEnvironment && wanted.record !== null) {
    throw new MigrateError('usage', `Version ${wanted.version} is applied in this environment already.`, {
      version: wanted.version,
      hint: 'Check it without --from-env: the migrations before it are then replayed.',
    });
  }
  if (fromEnvironment) {
    const pending = onDisk.filter(({ record }) => record === null);
    return { base: [], chosen: pending.slice(0, pending.indexOf(wanted) + 1) };
  }
  return { base: onDisk.slice(0, onDisk.indexOf(wanted)), chosen: [wanted] };
}
