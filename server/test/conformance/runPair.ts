import { connect } from '../../src/engine/database/connect.ts';
import { type Database, DatabaseError } from '../../src/engine/database/database.ts';
import { type Generated, generate } from '../../src/engine/ddl/generate.ts';
import { sectionText } from '../../src/engine/ddl/sectionText.ts';
import { segmentsOf } from '../../src/engine/ddl/segments.ts';
import { diffSchemas } from '../../src/engine/diff/differ.ts';
import { lineOf } from '../../src/engine/diff/item.ts';
import { summarize } from '../../src/engine/diff/summary.ts';
import { type Schema, tableId } from '../../src/engine/schema/model.ts';
import { runSection } from '../../src/engine/scratch/runSection.ts';
import { openTrial } from '../../src/engine/scratch/trial.ts';
import { connectRaw, type RawConnection } from '../servers/rawQuery.ts';
import { type Contents, lostContents, readContents } from './contents.ts';
import { fill } from './fill.ts';
import { compareFingerprints, fingerprint } from './fingerprint.ts';
import { loadScript } from './load.ts';
import type { Pair } from './pair.ts';
import type { Target } from './target.ts';

export type Step = 'load' | 'identity' | 'dump' | 'up' | 'down' | 'rows' | 'verify';

export interface Failure {
  readonly step: Step;
  /** What went wrong, in few words, to be counted by. */
  readonly kind: string;
  readonly detail: string;
}

export interface PairResult {
  readonly name: string;
  /** A script of the pair does not load on this server: nothing is shown by it. */
  readonly unusable: boolean;
  readonly failures: readonly Failure[];
  readonly tables: number;
  readonly filled: number;
  /** The rows of `current` cannot be in `desired` (a new NOT NULL, a new unique): up and down were run without. */
  readonly conflict: boolean;
}

const introspection = { privileges: true } as const;

/** Runs one pair on one product; what goes wrong is in the result, only a lost server throws. */
export async function runPair(pair: Pair, target: Target, rows: boolean): Promise<PairResult> {
  await target.ensureRoles(pair.roles ?? []);
  try {
    return await runWith(pair, target, rows);
  } finally {
    await target.dropNewRoles();
  }
}

async function runWith(pair: Pair, target: Target, rows: boolean): Promise<PairResult> {
  const failures: Failure[] = [];
  const fail = (step: Step, kind: string, detail: string) => void failures.push({ step, kind, detail });
  const result = (more: Partial<PairResult> = {}): PairResult => ({
    ...{ name: pair.name, unusable: false, failures, tables: 0, filled: 0, conflict: false },
    ...more,
  });
  const desired = await loaded(pair, pair.desired, target);
  if (typeof desired === 'string')
    return result({ unusable: true, failures: [{ step: 'load', kind: 'desired', detail: desired }] });
  const wanted = await look(desired, fail, 'desired');
  if (wanted !== null) await checkDump(wanted, desired, target, fail);
  await desired.drop();

  const twin = await loaded(pair, pair.current, target);
  if (typeof twin === 'string')
    return result({ unusable: true, failures: [{ step: 'load', kind: 'current', detail: twin }] });
  const second = await look(twin, fail, 'current');
  if (second !== null) await checkDump(second, twin, target, fail);
  await twin.drop();
  if (wanted === null || second === null) return result();

  let filling = { tables: 0, filled: 0 };
  let conflict = false;
  for (const withRows of rows ? [true, false] : [false]) {
    let refused = false;
    const current = await loaded(pair, pair.current, target);
    if (typeof current === 'string') throw new Error(`loaded once, but not again: ${current}`);
    try {
      const seen = (await look(current, fail, 'current'))!;
      const differences = difference(seen.schema, second.schema, current.database);
      if (differences.length > 0 && !conflict) fail('identity', 'two copies differ', differences.join('\n'));
      if (withRows) filling = await fill(current.raw, seen.schema, target);
      refused = await upAndDown(current, seen, wanted, withRows, target, fail);
      conflict ||= refused;
    } finally {
      await current.drop();
    }
    if (!refused) break;
  }
  return result({ ...filling, conflict: rows && conflict });
}

interface Loaded {
  readonly database: Database;
  readonly raw: RawConnection;
  drop(): Promise<void>;
}

/** A new database with a script in it, or why it does not load. */
async function loaded(pair: Pair, script: string, target: Target): Promise<Loaded | string> {
  const wanted = /\bmysqldef_test\b/.test(pair.current + pair.desired) ? 'mysqldef_test' : undefined;
  const { url, drop } = await target.create(wanted);
  const raw = await connectRaw(url);
  try {
    await loadScript(raw, pair.prelude ?? '', target.syntax);
    await loadScript(raw, script, target.syntax);
    await raw.close();
    const database = await connect(url, { create: true });
    const fresh = await connectRaw(url);
    return {
      database,
      raw: fresh,
      drop: async () => {
        await database.close();
        await fresh.close();
        await drop();
      },
    };
  } catch (error) {
    await raw.close().catch(() => {});
    await drop();
    return (error as Error).message;
  }
}

interface Seen {
  readonly schema: Schema;
  readonly print: readonly string[];
}

type Fail = (step: Step, kind: string, detail: string) => void;

async function look(loaded: Loaded, fail: Fail, side: string): Promise<Seen | null> {
  try {
    return { schema: await loaded.database.introspect(introspection), print: await printOf(loaded) };
  } catch (error) {
    fail('identity', `introspection of ${side} failed`, (error as Error).message);
    return null;
  }
}

function printOf(loaded: Loaded): Promise<readonly string[]> {
  return fingerprint(loaded.raw, {
    dialect: loaded.database.syntax.name === 'mariadb' ? 'mysql' : loaded.database.syntax.name,
  } as Target);
}

function difference(from: Schema, to: Schema, database: Database): readonly string[] {
  return summarize(diffSchemas(from, to, database), { displayType: (type) => type }).map(lineOf);
}

/** The dump of a schema, loaded into an empty database, is that schema. */
async function checkDump(seen: Seen, source: Loaded, target: Target, fail: Fail): Promise<void> {
  const { url, drop } = await target.create();
  const database = await connect(url, { create: true });
  try {
    for (const segment of segmentsOf(source.database.ddl.create(seen.schema))) {
      await runSection(
        database,
        sectionText(segment.statements, database.syntax),
        segment.kind !== 'concurrent',
      );
    }
    const again = await database.introspect(introspection);
    // What is unmodelled is in no dump; that it differs is said where it changes.
    const differences = difference(again, seen.schema, database).filter((line) => !line.startsWith('?'));
    if (differences.length > 0) return fail('dump', 'dumped and loaded differs', differences.join('\n'));
    const raw = await connectRaw(url);
    const lines = compareFingerprints(await fingerprint(raw, target), seen.print).slice(0, 10);
    await raw.close();
    if (lines.length > 0) fail('dump', 'fingerprint', lines.join('\n'));
  } catch (error) {
    fail('dump', 'does not load', described(error));
  } finally {
    await database.close();
    await drop();
  }
}

/** Applies up and down and compares after each; true when only the rows stood in the way. */
async function upAndDown(
  current: Loaded,
  seen: Seen,
  wanted: Seen,
  rows: boolean,
  target: Target,
  fail: Fail,
): Promise<boolean> {
  const { database, raw } = current;
  const before = rows ? await readContents(raw, seen.schema, target) : null;
  let generated: Generated;
  try {
    generated = await generateFor(current, seen.schema, wanted.schema, before);
  } catch (error) {
    fail('up', 'not generated', `${described(error)}\n${(error as Error).stack ?? ''}`);
    fail('down', 'not generated', '');
    return false;
  }
  const text = generated.migrations.map((each) => each.up.text).join('-- next migration\n');
  try {
    for (const { up } of generated.migrations) await runSection(database, up.text, up.transaction);
  } catch (error) {
    if (rows && isDataConflict(error)) return true;
    fail('up', 'does not run', `${described(error)}\n${text}`);
    fail('down', 'after a failed up', '');
    return false;
  }
  const after = await database.introspect(introspection);
  const upDifferences = difference(after, wanted.schema, database);
  const upPrint = compareFingerprints(await printOf(current), wanted.print).slice(0, 12);
  if (upDifferences.length > 0 && upDifferences.every((line) => line.startsWith('?'))) {
    fail('up', 'unmodelled', upDifferences.join('\n'));
  } else if (upDifferences.length > 0) fail('up', 'differs', `${upDifferences.join('\n')}\n${text}`);
  else if (upPrint.length > 0) fail('up', 'fingerprint', `${upPrint.join('\n')}\n${text}`);
  else if (generated.verification.state !== 'verified') {
    const { reason, differences } = generated.verification;
    fail('verify', 'right but not verified', [reason, ...differences].join('\n'));
  }
  if (before !== null)
    checkRows(
      'after up',
      before,
      await readContents(raw, after, target),
      seen.schema,
      wanted.schema,
      fail,
      text,
    );

  const back = [...generated.migrations].reverse();
  const downText = back.map((each) => each.down.text).join('-- next migration\n');
  try {
    for (const { down } of back) await runSection(database, down.text, down.transaction);
  } catch (error) {
    fail('down', 'does not run', `${described(error)}\n${downText}`);
    return false;
  }
  const restored = await database.introspect(introspection);
  const downDifferences = difference(restored, seen.schema, database);
  const downPrint = compareFingerprints(await printOf(current), seen.print).slice(0, 12);
  if (downDifferences.length > 0) fail('down', 'differs', `${downDifferences.join('\n')}\n${downText}`);
  else if (downPrint.length > 0) fail('down', 'fingerprint', `${downPrint.join('\n')}\n${downText}`);
  if (before !== null)
    checkRows(
      'after down',
      before,
      await readContents(raw, restored, target),
      seen.schema,
      wanted.schema,
      fail,
      downText,
    );
  return false;
}

async function generateFor(
  current: Loaded,
  from: Schema,
  to: Schema,
  contents: Contents | null,
): Promise<Generated> {
  const { database } = current;
  const opened = await openTrial(database, from, { introspect: introspection }).catch((error) =>
    described(error),
  );
  const trial = typeof opened === 'string' ? null : opened;
  const filled = new Set(
    from.tables
      .filter((table) => (contents?.get(`${table.schema}.${table.name}`)?.length ?? 0) > 0)
      .map(tableId),
  );
  try {
    return await generate({
      ...{ from, to, database, trial, filled, allowDestructive: true },
      ...(typeof opened === 'string' ? { noTrial: opened } : {}),
    });
  } finally {
    await trial?.drop();
  }
}

function checkRows(
  when: string,
  before: Contents,
  after: Contents,
  was: Schema,
  is: Schema,
  fail: Fail,
  text: string,
): void {
  const lost = lostContents(before, after, was, is);
  if (lost.length > 0) fail('rows', `lost ${when}`, `${lost.join('\n')}\n${text}`);
}

/** Rows that the new schema cannot hold: the database's own codes for a violated constraint or a value that does not fit. */
function isDataConflict(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  const { code, message } = error.database;
  return (
    /^2[23]...$/.test(code) ||
    /\b(1048|1062|1138|1216|1264|1265|1292|1364|1366|1406|1452|1526|3819|4025|1690|3140|3780)\b/.test(code) ||
    /DUP_ENTRY|CONSTRAINT_FAILED|WRONG_SRID|NO_REFERENCED_ROW|CHECK_CONSTRAINT|DATA_TOO_LONG|TRUNCATED|OUT_OF_RANGE|BAD_NULL|INVALID_USE_OF_NULL|NO_PARTITION_FOR/.test(
      code,
    ) ||
    /constraint failed|SQLITE_CONSTRAINT|SQLITE_MISMATCH/.test(`${code} ${message}`)
  );
}

function described(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const statement = 'statement' in error ? `\n  in: ${String(error.statement)}` : '';
  return `${error.message}${statement}`;
}
