import { type CheckReport, type CheckRequest, checkMigrations, type Turn } from '../check/check.ts';
import type { Database } from '../database/database.ts';
import { ownScratchOf } from '../database/ownScratch.ts';
import { MigrateError } from '../errors.ts';
import { defaultTable, History } from '../history/history.ts';
import { type MigrationSet, requireDirectory } from '../migrations/index.ts';
import { compareVersions } from '../migrations/version.ts';
import { refusalsOf, refuseIfAny } from '../plan/refusal.ts';
import { find } from '../plan/select.ts';
import { type MigrationStatus, mergeStatus } from '../plan/status.ts';
import type { MigratorOptions } from './options.ts';
import { type ReplayOptions, readFiles } from './replayed.ts';
import { introspectionOf, withDatabase } from './schemaSession.ts';

export interface CheckOptions extends ReplayOptions {
  /** Only this one, on what all before it make; default: every pending one. */
  readonly version?: string;
  /** Only these, as their files write them, whatever is applied; those between them only go up. */
  readonly versions?: readonly string[];
  /** Told of each migration as its turn ends. */
  readonly onTurn?: (turn: Turn) => void;
  /** Begin with the structure that the environment's database has now, instead of replaying. */
  readonly fromEnvironment?: boolean;
}

/**
 * Tries migrations on a scratch database: up, down, up again. The environment's own database is only read: its history
 * says what is pending, its structure is copied with `fromEnvironment`. Where its server makes no scratch database, or is
 * not needed and does not answer, the one that the product brings along is used, if there is one. Nothing pending: an empty report. Throws
 * `unknown-version`, `no-database-url`, `scratch-failed`, the refusals of the files, and `statement-failed` for an
 * earlier migration that cannot be replayed.
 */
export async function check(options: MigratorOptions, command: CheckOptions): Promise<CheckReport> {
  requireDirectory(options.directory);
  // A scratch server is enough where no environment is named (then everything is pending), or its history says nothing.
  const { url: own } = options;
  const url = needsHistory(command) ? (own ?? command.scratchUrl) : (command.scratchUrl ?? own);
  const known = url === undefined ? options : { ...options, url };
  try {
    return await withDatabase(known, command, (database) => checkWith(database, known, command));
  } catch (error) {
    if (!(error instanceof MigrateError)) throw error;
    const place = ownScratchOf(url);
    if (
      noAnswer.has(error.code) &&
      !needsHistory(command) &&
      command.scratchUrl === undefined &&
      place !== null
    ) {
      const embedded = { ...options, url: place };
      const report = await withDatabase(embedded, command, (database) =>
        checkWith(database, embedded, command),
      );
      return { ...report, insteadOf: error };
    }
    if (error.code !== 'database-file-missing') throw error;
    // A file that `up` has yet to create has no history.
    const empty = { ...options, url: 'sqlite::memory:' };
    return withDatabase(empty, command, (database) => checkWith(database, empty, command));
  }
}

const noAnswer: ReadonlySet<string> = new Set([
  'connection-refused',
  'connection-lost',
  'unknown-host',
  'authentication-failed',
  'unknown-database',
]);

/** Whether what is pending has to be known, or the structure of the environment. */
function needsHistory({ version, versions, fromEnvironment }: CheckOptions): boolean {
  return (version === undefined && versions === undefined) || fromEnvironment === true;
}

async function checkWith(
  database: Database,
  options: MigratorOptions,
  command: CheckOptions,
): Promise<CheckReport> {
  const set = await readFiles(database, options, command);
  const fromEnvironment = command.fromEnvironment ?? false;
  const statuses = needsHistory(command)
    ? await historyStatuses(database, options, set)
    : mergeStatus(set.migrations, [], []);
  const { base, chosen, passed } = choose(statuses, command);
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
  const request: CheckRequest = {
    ...{ database, base: fromEnvironment ? [] : base, chosen, passed },
    ...(command.onTurn === undefined ? {} : { onTurn: command.onTurn }),
    structure: fromEnvironment ? await database.introspect(introspectionOf(options, {}, database)) : null,
    scratch: command.scratchUrl === undefined ? {} : { url: command.scratchUrl },
    cache: command.cache,
    signal: command.signal,
  };
  return command.scratchUrl === undefined ? withOwnScratch(request) : checkMigrations(request);
}

/** Where the environment's server makes no scratch database, they are tried in the one that the product brings along. */
async function withOwnScratch(request: CheckRequest): Promise<CheckReport> {
  const url = request.database.capabilities.ownScratch;
  let begun = false;
  try {
    return await checkMigrations({
      ...request,
      onTurn: (turn) => {
        begun = true;
        request.onTurn?.(turn);
      },
    });
  } catch (error) {
    const isRefused = error instanceof MigrateError && error.code === 'scratch-failed';
    if (!isRefused || url === undefined || begun) throw error;
    const report = await checkMigrations({ ...request, scratch: { url } });
    return { ...report, insteadOf: error };
  }
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
function choose(
  statuses: readonly MigrationStatus[],
  { version, versions, fromEnvironment }: CheckOptions,
): {
  readonly base: readonly MigrationStatus[];
  readonly chosen: readonly MigrationStatus[];
  readonly passed: ReadonlySet<string>;
} {
  const onDisk = statuses.filter(({ migration }) => migration !== null);
  const passed = new Set<string>();
  if (versions !== undefined) {
    const wanted = new Set(versions);
    const isWanted = (status: MigrationStatus) => wanted.has(status.version);
    const first = onDisk.findIndex(isWanted);
    if (first < 0) return { base: [], chosen: [], passed };
    const chosen = onDisk.slice(first, onDisk.findLastIndex(isWanted) + 1);
    for (const status of chosen) if (!isWanted(status)) passed.add(status.version);
    return { base: onDisk.slice(0, first), chosen, passed };
  }
  if (version === undefined) {
    return {
      base: onDisk.filter(({ record }) => record !== null),
      chosen: onDisk.filter(({ record }) => record === null),
      passed,
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
    return { base: [], chosen: pending.slice(0, pending.indexOf(wanted) + 1), passed };
  }
  return { base: onDisk.slice(0, onDisk.indexOf(wanted)), chosen: [wanted], passed };
}
