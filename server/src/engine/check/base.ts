import { createHash } from 'node:crypto';
import type { Database, Scratch, ScratchOptions } from '../database/database.ts';
import { DatabaseError } from '../database/database.ts';
import { MigrateError } from '../errors.ts';
import type { MigrationStatus } from '../plan/status.ts';
import { loadSteps, upSteps } from '../plan/step.ts';
import type { Schema } from '../schema/model.ts';
import { loadSchema } from '../scratch/trial.ts';
import type { BaseCache, Kept } from './cache.ts';
import { runStep } from './runStep.ts';

/** So many migrations are replayed at a time: one that is given up half-way is gone on with from there. */
const stretch = 250;

/** A scratch database, and the names of roles and the like that were not made on its server. */
export interface Base {
  readonly scratch: Scratch;
  readonly elsewhere: Set<string>;
  /** What is kept of it in the cache; null without one. */
  readonly kept: Kept | null;
}

/** What a scratch database begins with. */
export interface BaseRequest {
  /** Server and dialect; nothing of it is changed. */
  readonly database: Database;
  /** A structure to begin with instead of nothing. */
  readonly structure: Schema | null;
  /** Replayed on it, in this order. */
  readonly migrations: readonly MigrationStatus[];
  readonly scratch: ScratchOptions;
  readonly cache: BaseCache | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * A scratch database that holds the schema before a migration, with the rows that earlier ones have put in. The caller
 * drops it. Where a database can be kept as an image, only what comes after the longest known beginning is replayed.
 * Throws `scratch-failed`, and `statement-failed` for an earlier migration that does not run.
 */
export async function openBase(request: BaseRequest): Promise<Base> {
  const { database, structure, migrations, cache, signal } = request;
  const keys = cache === undefined ? [] : keysOf(request);
  const known = cache?.longest(keys) ?? null;
  const elsewhere = new Set<string>();
  const scratch = await database.createScratch({
    ...request.scratch,
    ...(signal === undefined ? {} : { signal }),
    ...(known === null ? {} : { image: known.kept.image }),
    keepWarm: cache !== undefined,
  });
  const cancel = () => void scratch.database.cancel().catch(() => undefined);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    if (structure !== null) await loadSchema(scratch.database, structure);
    const begun = known?.count ?? 0;
    let kept = known?.kept ?? null;
    for (let from = begun; from < migrations.length; from += stretch) {
      const part = migrations.slice(from, from + stretch);
      await replay({ scratch, elsewhere }, part, signal);
      const key = keys[from + part.length - 1];
      const image = key === undefined ? undefined : await scratch.image?.();
      kept = image === undefined ? null : cache!.keep(key!, image);
    }
    return { scratch, elsewhere, kept };
  } catch (error) {
    await scratch.drop();
    throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

async function replay(
  { scratch: { database }, elsewhere }: Pick<Base, 'scratch' | 'elsewhere'>,
  migrations: readonly MigrationStatus[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const steps = await loadSteps(upSteps(migrations, database).steps);
  for (const step of steps) {
    signal?.throwIfAborted();
    const failure = await runStep(database, step, { meter: null, elsewhere, signal });
    if (failure === null) continue;
    const { error, statement } = failure;
    const message = `The migrations before cannot be replayed: ${step.id} failed: ${error.message}`;
    // Where the scratch database itself falls short, nothing is wrong with the migration.
    const beyond = error instanceof MigrateError && error.code === 'scratch-failed' ? error : null;
    throw new MigrateError(beyond?.code ?? 'statement-failed', message, {
      place: { file: step.file ?? step.id },
      version: step.version,
      name: step.name,
      ...(statement === undefined ? {} : { statement: statement.text }),
      ...(error instanceof DatabaseError ? { database: error.database } : {}),
      hint:
        beyond?.details.hint ??
        'Mend it, or begin with the structure of an environment: `migrate check --from-env NAME`.',
    });
  }
}

/** One key per beginning of the history; none when it holds code, which may do something else each time. */
function keysOf({ database, structure, migrations }: BaseRequest): readonly string[] {
  if (structure !== null || migrations.some(({ migration }) => migration?.language === 'code')) return [];
  let key = `${database.server.product} ${database.location}`;
  return migrations.map(({ version, migration }) => {
    // Nothing else of a file has run: its down can be edited without replaying anything.
    const up = migration?.up;
    key = createHash('sha256')
      .update(`${key}\n${version}\n${up?.transaction}\n${up?.appliedText}`)
      .digest('hex');
    return key;
  });
}
