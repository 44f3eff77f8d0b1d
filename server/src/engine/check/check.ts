import type { Database } from '../database/database.ts';
import { type Meter, meterOf, type TableLock } from '../database/meter.ts';
import { type Unusable, unusableIn } from '../database/unusable.ts';
import { sectionText } from '../ddl/sectionText.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { MigrateError } from '../errors.ts';
import type { MigrationRef } from '../events.ts';
import type { MigrationStatus } from '../plan/status.ts';
import { downSteps, loadSteps, type Step, upSteps } from '../plan/step.ts';
import type { Schema } from '../schema/model.ts';
import { lineIndex } from '../sql/index.ts';
import { type BaseRequest, openBase } from './base.ts';
import { brokenView, difference, downDiffers, failed, missingDown, refused } from './findings.ts';
import { runStep } from './runStep.ts';

/** What one statement of an up took and did on the scratch database, where tables hold few rows or none. */
export interface MeasuredStatement {
  readonly statement: string;
  readonly file: string;
  /** 1-based, where it begins. */
  readonly line: number;
  readonly durationMs: number;
  readonly locks: readonly TableLock[];
  readonly rewrites: readonly string[];
  readonly algorithm: string | null;
}

export interface CheckedMigration extends MigrationRef {
  readonly statements: readonly MeasuredStatement[];
}

/** A migration that has had its turn. */
export interface Turn {
  readonly migration: CheckedMigration;
  readonly diagnostics: readonly Diagnostic[];
  /** As SQL, where the down does not restore the schema: what it was before the up, and what it is after the down. */
  readonly schemas: { readonly before: string; readonly after: string } | null;
  readonly durationMs: number;
}

export interface CheckReport {
  /** By migration; empty when all of them went up, down and up again. */
  readonly diagnostics: readonly Diagnostic[];
  readonly migrations: readonly CheckedMigration[];
  /** Those after one whose up failed: what they need is not there. */
  readonly notChecked: readonly MigrationRef[];
  /** Why there was no scratch database on the server; all was then tried in the one that the product brings along. */
  readonly insteadOf?: MigrateError;
}

export interface CheckRequest extends Omit<BaseRequest, 'migrations'> {
  /** The schema before: replayed, unless a structure is given. */
  readonly base: readonly MigrationStatus[];
  readonly chosen: readonly MigrationStatus[];
  /** Versions of `chosen` that only have to go up, since a later one needs them. */
  readonly passed?: ReadonlySet<string>;
  /** Told of each as it ends, in order. */
  readonly onTurn?: (turn: Turn) => void;
}

/**
 * Tries each of `chosen` on a scratch database: up, down, up again. Stops at the first up that fails. None chosen: an
 * empty report, and no database is made.
 */
export async function checkMigrations(request: CheckRequest): Promise<CheckReport> {
  const { base, chosen } = request;
  const diagnostics: Diagnostic[] = [];
  const migrations: CheckedMigration[] = [];
  let stage: Stage | null = null;
  try {
    for (const [index, status] of chosen.entries()) {
      request.signal?.throwIfAborted();
      stage ??= await openStage({ ...request, migrations: [...base, ...chosen.slice(0, index)] });
      const started = performance.now();
      const upOnly = request.passed?.has(status.version) ?? false;
      const how = { isLast: index === chosen.length - 1, upOnly, signal: request.signal };
      const turn: Tried = await check(stage, status, how);
      const { schemas } = turn;
      diagnostics.push(...turn.diagnostics);
      if (!upOnly || turn.end === 'up-failed') {
        const migration = { ...refOf(status), statements: turn.statements };
        migrations.push(migration);
        const durationMs = performance.now() - started;
        request.onTurn?.({ ...{ migration, schemas, durationMs }, diagnostics: turn.diagnostics });
      }
      if (turn.end === 'up-failed') {
        return { diagnostics, migrations, notChecked: chosen.slice(index + 1).map(refOf) };
      }
      if (turn.end === 'clean') {
        stage.before = turn.after;
      } else {
        // What stands now is not what a straight up gives: the next one begins on a database of its own.
        await stage.close();
        stage = null;
      }
    }
    return { diagnostics, migrations, notChecked: [] };
  } finally {
    await stage?.close();
  }
}

/** A scratch database with what is known of it. */
interface Stage {
  readonly database: Database;
  readonly meter: Meter;
  readonly elsewhere: Set<string>;
  /** What could not be used already before the migration that is tried. */
  unusable: readonly Unusable[];
  /** The schema before the next migration; null: not read yet. */
  before: Schema | null;
  /** The same, read when it is not known. To be asked before the next one runs. */
  schema(): Promise<Schema>;
  close(): Promise<void>;
}

async function openStage(request: BaseRequest): Promise<Stage> {
  const { scratch, elsewhere, kept } = await openBase(request);
  const { signal } = request;
  let isFresh = true;
  const cancel = () => void scratch.database.cancel().catch(() => undefined);
  signal?.addEventListener('abort', cancel, { once: true });
  const stage: Stage = {
    database: scratch.database,
    meter: meterOf(scratch.database),
    elsewhere,
    before: kept?.schema ?? null,
    unusable: [],
    async schema() {
      stage.before ??= await scratch.database.introspect();
      // Only what was read before anything ran is that of the image.
      if (isFresh && kept !== null) kept.schema = stage.before;
      isFresh = false;
      return stage.before;
    },
    async close() {
      signal?.removeEventListener('abort', cancel);
      await scratch.drop();
    },
  };
  return stage;
}

interface Tried {
  readonly diagnostics: readonly Diagnostic[];
  readonly statements: readonly MeasuredStatement[];
  /** `dirty`: the database is not what the up alone would have made of it. */
  readonly end: 'clean' | 'dirty' | 'up-failed';
  /** After the up, of a clean one that is not the last. */
  readonly after: Schema | null;
  readonly schemas: Turn['schemas'];
}

interface How {
  readonly isLast: boolean;
  /** Nothing is looked for but whether it runs. */
  readonly upOnly: boolean;
  readonly signal: AbortSignal | undefined;
}

async function check(stage: Stage, status: MigrationStatus, { isLast, upOnly, signal }: How): Promise<Tried> {
  const { database, meter, elsewhere } = stage;
  const { syntax } = database;
  const statements: MeasuredStatement[] = [];
  const end = (
    way: Tried['end'],
    diagnostics: readonly Diagnostic[],
    after: Schema | null = null,
    schemas: Turn['schemas'] = null,
  ): Tried => ({ ...{ diagnostics, statements, after, schemas }, end: way });
  const read = await stepsOf(status, database);
  if (read.up === undefined) return end('up-failed', read.findings);
  const { up, down, findings } = read;

  const before = down === null || upOnly ? null : await stage.schema();
  if (!upOnly) stage.unusable = await unusableIn(database);
  const lines = lineIndex(up.text);
  const first = await runStep(database, up, {
    ...{ meter, elsewhere, signal },
    onMeasured: ({ text, start }, measured) =>
      statements.push({ statement: text, file: up.file!, line: lines.place(start).line, ...measured }),
  });
  if (first !== null) return end('up-failed', [...findings, failed('check-failed', up, first, syntax)]);
  if (upOnly) return end('clean', []);
  const usable = await brokenBy(stage, up);
  if (down === null || before === null) return end('clean', [...findings, ...usable]);
  const after = isLast ? null : await database.introspect();

  const back = await runStep(database, down, { meter: null, elsewhere, signal });
  if (back !== null) return end('dirty', [...findings, ...usable, failed('down-failed', down, back, syntax)]);
  const restored = await database.introspect();
  const items = difference(before, restored, database);

  const again = await runStep(database, up, { meter: null, elsewhere, signal });
  if (items.length > 0) {
    const text = (schema: Schema) => sectionText(database.ddl.create(schema), syntax);
    const schemas = { before: text(before), after: text(restored) };
    return end('dirty', [...findings, ...usable, downDiffers(items, up, down, again, syntax)], null, schemas);
  }
  if (again === null) return end('clean', [...findings, ...usable], after);
  const lead = 'Applied again after its down: ';
  return end('dirty', [...findings, ...usable, failed('up-not-repeatable', up, again, syntax, lead)]);
}

/** Views and triggers that could be used before the up, or were not there, and cannot be used after it. */
async function brokenBy({ database, unusable }: Stage, up: Step): Promise<readonly Diagnostic[]> {
  const known = new Set(unusable.map(({ kind, name }) => `${kind} ${name}`));
  const found = await unusableIn(database);
  return found
    .filter(({ kind, name }) => !known.has(`${kind} ${name}`))
    .map((one) => brokenView(one, up, database.syntax));
}

interface Steps {
  readonly up: Step;
  /** Null when there is none. */
  readonly down: Step | null;
  readonly findings: readonly Diagnostic[];
}

/** Both directions, read and loaded; findings alone when the up cannot be run at all. */
async function stepsOf(
  status: MigrationStatus,
  database: Database,
): Promise<Steps | { readonly findings: readonly Diagnostic[]; readonly up?: never }> {
  const load = async (direction: 'up' | 'down') => {
    const { steps } =
      direction === 'up' ? upSteps([status], database) : downSteps([status], database, { force: false });
    return (await loadSteps(steps))[0]!;
  };
  const about = { version: status.version, file: status.migration!.files[0] };
  const refusals = (error: unknown) => {
    if (!(error instanceof MigrateError)) throw error;
    return [error, ...(error.details.others ?? [])].map((one) => refused(one.code, about, one));
  };
  let up: Step;
  try {
    up = await load('up');
  } catch (error) {
    return { findings: refusals(error) };
  }
  try {
    return { up, down: await load('down'), findings: [] };
  } catch (error) {
    const missing = error instanceof MigrateError && error.code === 'missing-down';
    return { up, down: null, findings: missing ? [missingDown(status.migration!)] : refusals(error) };
  }
}

function refOf({ version, name, id }: MigrationStatus): MigrationRef {
  return { version, name, id };
}
