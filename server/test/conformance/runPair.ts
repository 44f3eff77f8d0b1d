import { connect } from '../../src/engine/database/connect.ts';
import { sectionText } from '../../src/engine/ddl/sectionText.ts';
import { segmentsOf } from '../../src/engine/ddl/segments.ts';
import { runSection } from '../../src/engine/scratch/runSection.ts';
import { connectRaw } from '../servers/rawQuery.ts';
import { fill } from './fill.ts';
import { compareFingerprints, fingerprint } from './fingerprint.ts';
import { difference, introspection, type Loaded, loaded, look, type Seen } from './loaded.ts';
import type { Pair } from './pair.ts';
import { described, type Fail, type Failure, type PairResult, type Step } from './result.ts';
import type { Target } from './target.ts';
import { upAndDown } from './upAndDown.ts';

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
