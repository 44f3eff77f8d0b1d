import { randomUUID } from 'node:crypto';
import type { Database, IntrospectOptions, ScratchOptions } from '../database/database.ts';
import { defaultTable, History } from '../history/history.ts';
import type { MigrationSet } from '../migrations/index.ts';
import { selectUp } from '../plan/select.ts';
import { mergeStatus } from '../plan/status.ts';
import { loadSteps, type Step, upSteps } from '../plan/step.ts';
import { runSteps } from '../run/runSteps.ts';
import type { Schema } from '../schema/model.ts';
import { classify, lineIndex } from '../sql/index.ts';
import { cacheKey, readCached, type SchemaCache, writeCached } from './cache.ts';
import { confinedCode } from './confinedCode.ts';
import { loadScript } from './loadScript.ts';
import type { SchemaSource } from './schemaSource.ts';
import { isServerWide, refuseLeaving } from './scriptStatements.ts';

export interface DesiredOptions {
  readonly introspect: IntrospectOptions;
  readonly scratch?: ScratchOptions;
  readonly cache?: SchemaCache;
  readonly signal?: AbortSignal;
}

/** The schema that files describe: loaded into a scratch database of `database`'s server, read, and dropped again. */
export async function schemaOfFiles(
  database: Database,
  source: SchemaSource,
  options: DesiredOptions,
): Promise<Schema> {
  const texts = source.files.flatMap(({ path, text }) => [path, text]);
  return cached(texts, database, options, (scratch) => loadScript(scratch, source, options.signal));
}

/**
 * The schema that the migrations of a directory make, applied in order to a scratch database. Throws the refusals of
 * `up` and, for a migration that fails, its error.
 */
export async function schemaOfMigrations(
  database: Database,
  set: MigrationSet,
  options: DesiredOptions,
): Promise<Schema> {
  const { chosen } = selectUp(mergeStatus(set.migrations, [], []), set.diagnostics, {}, 'allow');
  const texts = chosen.flatMap(({ migration }) => [migration!.version, migration!.checksum]);
  // A module may read anything: what it did last time says nothing.
  const hasCode = chosen.some(({ migration }) => migration!.language === 'code');
  const { cache: _, ...uncached } = options;
  const ownTables = [defaultTable, `${defaultTable}_journal`].map((name) => [null, name] as const);
  const introspect = {
    ...options.introspect,
    exclude: [...(options.introspect.exclude ?? []), ...ownTables],
  };
  return cached(texts, database, { ...(hasCode ? uncached : options), introspect }, async (scratch) =>
    replay(scratch, await loadSteps(upSteps(chosen, scratch).steps), options.signal),
  );
}

async function replay(
  scratch: Database,
  steps: readonly Step[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const options = { namespaces: scratch.capabilities.namespaces, database: scratch.server.database };
  const safe = steps.map((step) => {
    const lines = lineIndex(step.text);
    const statements = step.statements.filter((statement) => {
      const kind = classify(statement, scratch.syntax);
      const place = { file: step.file ?? step.id, ...lines.place(statement.start) };
      if (isServerWide(kind)) return false;
      refuseLeaving(statement, kind, place, options);
      return true;
    });
    if (step.code === undefined) return { ...step, statements };
    return { ...step, statements, code: confinedCode(step.code, step.file ?? step.id, scratch) };
  });
  // The place of the real history table may be a namespace that only the real database has.
  const history = new History(scratch, { table: defaultTable });
  await history.ensure();
  const context = {
    ...{ database: scratch, history, run: randomUUID(), onEvent: () => undefined },
    ...{ signal, cancelSettled: async () => undefined, limits: {}, retries: 0 },
    shielded: <R>(work: () => Promise<R>) => work(),
  };
  const { failed } = await runSteps(safe, context, false);
  if (failed !== null) throw failed.error;
}

async function cached(
  texts: readonly string[],
  database: Database,
  options: DesiredOptions,
  load: (scratch: Database) => Promise<void>,
): Promise<Schema> {
  const { cache, introspect } = options;
  const key = cache === undefined ? '' : cacheKey(texts, database, introspect, cache);
  const known = cache === undefined ? undefined : await readCached(key, cache);
  if (known !== undefined) return known;
  const scratch = await database.createScratch({
    ...options.scratch,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  try {
    await load(scratch.database);
    const schema = await scratch.database.introspect(introspect);
    if (cache !== undefined) await writeCached(key, schema, cache);
    return schema;
  } finally {
    await scratch.drop();
  }
}
