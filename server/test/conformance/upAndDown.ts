import { DatabaseError } from '../../src/engine/database/database.ts';
import { type Generated, generate } from '../../src/engine/ddl/generate.ts';
import { type Schema, tableId } from '../../src/engine/schema/model.ts';
import { runSection } from '../../src/engine/scratch/runSection.ts';
import { openTrial } from '../../src/engine/scratch/trial.ts';
import { type Contents, lostContents, readContents } from './contents.ts';
import { compareFingerprints } from './fingerprint.ts';
import { difference, introspection, type Loaded, printOf, type Seen } from './loaded.ts';
import { described, type Fail } from './result.ts';
import type { Target } from './target.ts';

/** Applies up and down and compares after each; true when only the rows stood in the way. */
export async function upAndDown(
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

/**
 * Rows that the new schema cannot hold. Only what a server says of a value counts: such rows stop anybody's migration, and
 * up and down are shown without them then.
 */
function isDataConflict(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  const { code, message } = error.database;
  return dataConflicts.some((each) => each.test(code)) || /constraint failed/.test(message);
}

const dataConflicts: readonly RegExp[] = [
  // PostgreSQL: data exceptions and violated constraints.
  /^2[23]...$/,
  // MySQL and MariaDB: NULL where none may be, no default for a value that must be.
  /BAD_NULL|INVALID_USE_OF_NULL|\b(1048|1138|1364)\b/,
  // Twice what must be once; a row that a foreign key or a check does not take.
  /DUP_ENTRY|NO_REFERENCED_ROW|CONSTRAINT_FAILED|CHECK_CONSTRAINT|\b(1062|1216|1452|3819|4025)\b/,
  // A value that the type does not hold: too long, out of range, no number, no date, not this shape, not JSON.
  /DATA_TOO_LONG|TRUNCATED|OUT_OF_RANGE|WRONG_SRID|CREATE_GEOMETRY|INVALID_JSON|\b(1264|1265|1292|1366|1406|1416|1690|3140)\b/,
  // A value that no partition takes.
  /NO_PARTITION_FOR|\b1526\b/,
  /SQLITE_CONSTRAINT|SQLITE_MISMATCH/,
];
