import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MigrateError, Migrator } from '../../src/engine/index.ts';
import type { FreshDatabase, TestDatabase } from '../servers/testDatabases.ts';
import { sql } from '../servers/testDatabases.ts';
import { fingerprint } from './fingerprint.ts';
import { type Manner, runKilled } from './killed.ts';
import { broken, interruptible, migrations, type Scenario, versions } from './scenarios.ts';
import type { Cut, Moment } from './wire.ts';

/** What was found at one point of the matrix. */
export interface Point {
  readonly cut: Cut;
  /**
   * `whole`: history and schema agreed at once. `takenBack`, `resumed`: one was incomplete, and the command of that
   * name made it whole. `halfDropped`: a `fresh` had begun to drop, `up` refused and said so. `wrong`: anything else;
   * `detail` says what.
   */
  readonly outcome: 'whole' | 'takenBack' | 'resumed' | 'halfDropped' | 'wrong';
  /** `recover` refused and listed what would be lost before `resume` went on. */
  readonly listed: boolean;
  readonly detail: string;
}

interface Bench {
  readonly url: string;
  readonly directory: string;
  readonly migrator: Migrator;
  close(): Promise<void>;
}

/** Applied versions (joined) → the fingerprint of a database that never saw a crash. */
export type Reference = ReadonlyMap<string, string>;

async function bench(database: TestDatabase, files: Readonly<Record<string, string>>): Promise<Bench> {
  const fresh: FreshDatabase = await database.create();
  const root = mkdtempSync(join(tmpdir(), 'switchback-crash-'));
  const directory = join(root, 'migrations');
  mkdirSync(directory);
  write(directory, files);
  return {
    url: fresh.url,
    directory,
    migrator: new Migrator({ url: fresh.url, directory, lockTimeoutMs: 30_000 }),
    close: async () => {
      rmSync(root, { recursive: true, force: true });
      await fresh.drop();
    },
  };
}

function write(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
}

/** The fingerprints of every whole state: none applied, the first, …, and with the mended fourth. */
export async function reference(database: TestDatabase): Promise<Reference> {
  const states = new Map<string, string>();
  const at = await bench(database, { ...migrations(database.dialect), ...broken(database.dialect).mended });
  try {
    await at.migrator.init();
    states.set('', await fingerprint(at.url, database.dialect));
    const applied: string[] = [];
    for (const version of [...versions, '4']) {
      const result = await at.migrator.up({ count: 1 });
      if (result.failed !== null) throw result.failed.error;
      applied.push(version);
      states.set(applied.join(), await fingerprint(at.url, database.dialect));
    }
    return states;
  } finally {
    await at.close();
  }
}

/** How a point is tried. `after` looks at the server when the command has ended, and says what is wrong there. */
export interface PointManner extends Manner {
  readonly after?: (url: string) => Promise<string | null>;
}

/** Runs one scenario killed at one point, then does what a user would and compares. */
export async function tryPoint(
  database: TestDatabase,
  scenario: Scenario,
  cut: Cut,
  states: Reference,
  manner: PointManner = {},
): Promise<Point | 'past the end'> {
  const at = await bench(database, migrations(database.dialect));
  try {
    await prepare(at, database, scenario);
    const run = await runKilled(
      [...scenario.args, '--dir', at.directory],
      { url: at.url, fileBased: database.dialect === 'sqlite' },
      cut,
      manner,
    );
    if (run.code !== null && run.messages < cut.message) return 'past the end';
    // A statement of SQLite holds up the whole process: there a signal ends it at once.
    if (run.code === null && manner.signal !== undefined && database.dialect !== 'sqlite')
      throw new Error(`It died of ${manner.signal}.`);
    const left = (await manner.after?.(at.url)) ?? null;
    if (left !== null) return { cut, outcome: 'wrong', listed: false, detail: left };
    return { cut, ...(await settle(at, database, scenario, states)) };
  } catch (error) {
    const { message, stack } = error as Error;
    return {
      cut,
      outcome: 'wrong',
      listed: false,
      detail: error instanceof MigrateError ? `${error.code}: ${message}` : (stack ?? message),
    };
  } finally {
    await at.close();
  }
}

async function prepare(at: Bench, database: TestDatabase, scenario: Scenario): Promise<void> {
  if (scenario.start === 'empty') return;
  const first = await at.migrator.up();
  if (first.failed !== null) throw first.failed.error;
  if (scenario.start === 'stopped') {
    const { failing, mended } = broken(database.dialect);
    write(at.directory, failing);
    const stopped = await at.migrator.up();
    if (stopped.failed === null) throw new Error('The broken migration did not fail.');
    write(at.directory, mended);
  }
  if (scenario.start === 'interrupted') {
    write(at.directory, interruptible(database.dialect));
    await interrupt(at);
  }
  if (scenario.name === 'fresh') await sql(at.url, 'create table stray (id integer)');
}

/** Address of a server (or `sqlite:`) → the message after which a kill leaves the fourth migration half-run. */
const halfway = new Map<string, number>();

/** Leaves the fourth migration half-run: the command is killed after ever more messages until something of it stands. */
async function interrupt(at: Bench): Promise<void> {
  const server = at.url.startsWith('sqlite') ? 'sqlite:' : new URL(at.url).host;
  const database = { url: at.url, fileBased: at.url.startsWith('sqlite') };
  for (let message = halfway.get(server) ?? 8; message < 300; message++) {
    await runKilled(['up', '--dir', at.directory], database, { message, moment: 'after' });
    const { migrations: found } = await at.migrator.status();
    if (found.some(({ version, record }) => version === '4' && record !== null)) break;
    const row = found.find(({ state }) => state === 'incomplete')?.unfinished;
    if (row == null) continue;
    if (row.position >= 1) {
      halfway.set(server, message);
      return;
    }
    await at.migrator.recover();
  }
  throw new Error('No kill left the migration half-run.');
}

async function settle(
  at: Bench,
  database: TestDatabase,
  scenario: Scenario,
  states: Reference,
): Promise<Omit<Point, 'cut'>> {
  const wrong = (detail: string): Omit<Point, 'cut'> => ({ outcome: 'wrong', listed: false, detail });
  let outcome: Point['outcome'] = 'whole';
  let listed = false;
  const refusal = await at.migrator.up({ dryRun: true }).then(
    () => null,
    (error: MigrateError) => error,
  );
  if (refusal?.code === 'fresh-unfinished') {
    if (scenario.name !== 'fresh') return wrong(refusal.message);
    outcome = 'halfDropped';
  }
  const before = await at.migrator.status();
  if (before.migrations.some(({ state }) => state === 'incomplete')) {
    const refused = await at.migrator.up().then(
      () => null,
      (error) => error as MigrateError,
    );
    if (refused?.code !== 'incomplete')
      return wrong(`up went over an incomplete migration (${refused?.code ?? 'no error'})`);
    try {
      await at.migrator.recover();
      outcome = 'takenBack';
    } catch (error) {
      if (!(error instanceof MigrateError && error.code === 'data-loss')) throw error;
      if (!/statement 1 \(UPDATE users|contents of users.email/.test(error.message))
        return wrong(`listed: ${error.message}`);
      listed = true;
      const resumed = await at.migrator.resume();
      if (resumed.failed !== null) return wrong(`resume failed: ${resumed.failed.error.message}`);
      outcome = 'resumed';
    }
  }
  if (outcome !== 'halfDropped') {
    if (scenario.name === 'fresh') await sql(at.url, 'drop table if exists stray');
    const mismatch = await compare(at, database, states);
    if (mismatch !== null) return wrong(`after the kill: ${mismatch}`);
  }
  await goOn(at, scenario);
  const end = await compare(at, database, states);
  if (end !== null) return wrong(`in the end: ${end}`);
  const applied = await appliedVersions(at);
  if (applied.join() !== scenario.goal.join()) return wrong(`in the end ${applied.join()} are applied`);
  return { outcome, listed, detail: '' };
}

/** What a user does next: the same command again, until what was asked for is there. */
async function goOn(at: Bench, scenario: Scenario): Promise<void> {
  const applied = await appliedVersions(at);
  if (scenario.name === 'fresh') {
    const result = await at.migrator.fresh({ confirmed: true });
    if (result.failed !== null) throw result.failed.error;
    return;
  }
  if (scenario.name === 'recover') {
    rmSync(join(at.directory, '4_interrupted.sql'), { force: true });
    if (applied.includes('4')) throw new Error('The recovered migration is recorded.');
    return;
  }
  const more = scenario.goal.length - applied.length;
  if (more === 0) return;
  const result = more > 0 ? await at.migrator.up() : await at.migrator.down({ count: -more });
  if (result.failed !== null) throw result.failed.error;
}

async function appliedVersions(at: Bench): Promise<readonly string[]> {
  const { migrations: found } = await at.migrator.status();
  return found.filter(({ record }) => record !== null).map(({ version }) => version);
}

async function compare(at: Bench, database: TestDatabase, states: Reference): Promise<string | null> {
  const applied = (await appliedVersions(at)).join();
  const expected = states.get(applied);
  if (expected === undefined) return `the history says ${applied}, which is no whole state`;
  const actual = await fingerprint(at.url, database.dialect);
  if (actual === expected) return null;
  const lines = (text: string) => new Set(text.split('\n'));
  const surplus = [...lines(actual)].filter((line) => !lines(expected).has(line));
  const lacking = [...lines(expected)].filter((line) => !lines(actual).has(line));
  return `the history says "${applied}", but the database has ${JSON.stringify(surplus).slice(0, 300)} and lacks ${JSON.stringify(lacking).slice(0, 300)}`;
}

/** Points that are tried side by side: each has a database of its own, and most of its time is waiting. */
const atOnce = Number(process.env.CRASH_AT_ONCE ?? 3);

/** Every point of a scenario: before, during and after each message until the command ends by itself. */
export async function runScenario(
  database: TestDatabase,
  scenario: Scenario,
  states: Reference,
  options: PointManner & { readonly stride: number },
): Promise<readonly Point[]> {
  const moments: readonly Moment[] =
    database.dialect === 'sqlite' ? ['before', 'after'] : ['before', 'during', 'after'];
  const points = new Map<number, Point>();
  let isPast = false;
  let next = 0;
  const worker = async () => {
    while (!isPast) {
      const turn = next;
      next += options.stride;
      const cut = { message: Math.floor(turn / moments.length) + 1, moment: moments[turn % moments.length]! };
      const point = await tryPoint(database, scenario, cut, states, options);
      if (point === 'past the end') isPast = true;
      else points.set(turn, point);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return [...points].sort(([a], [b]) => a - b).map(([, point]) => point);
}

/** Prints what came of the points of one run, those that are wrong one by one. */
export function tell(title: string, points: readonly Point[]): void {
  const count = (outcome: Point['outcome']) => points.filter((point) => point.outcome === outcome).length;
  const listed = points.filter((point) => point.listed).length;
  console.log(
    `${title}  points ${points.length}  whole ${count('whole')}  taken back ${count('takenBack')}  resumed ${count('resumed')} (incomplete, rightly listed: ${listed})  fresh told ${count('halfDropped')}  wrong ${count('wrong')}`,
  );
  for (const point of points) if (point.outcome === 'wrong') console.log(JSON.stringify(point));
}
