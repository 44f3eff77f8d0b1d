import { DatabaseError } from '../database/database.ts';
import { diffSchemas } from '../diff/differ.ts';
import { MigrateError } from '../errors.ts';
import type { JournalEntry } from '../history/history.ts';
import { reachesBeyond, runsUnseen } from '../plan/effects.ts';
import { excerpt, isHalfRolledBack, sectionStatements, standingText, type Trace } from '../plan/standing.ts';
import type { Step } from '../plan/step.ts';
import type { RunContext } from '../run/context.ts';
import { readSnapshot, type Snapshot } from '../run/snapshot.ts';
import type { Schema } from '../schema/model.ts';
import { classify, statementHash } from '../sql/index.ts';
import { introspectAs } from './introspectAs.ts';
import { leftInvalid } from './invalidIndexes.ts';

/**
 * The index of the statement to go on with. A statement that had begun when everything stopped is looked for in the
 * schema. `chosen` (an index) is the user's word where that does not tell. Throws `resume-changed` when a statement that
 * ran was changed, `incomplete` when the schema does not say where to go on, `usage` for a choice that cannot be.
 */
export async function continuationOf(
  row: JournalEntry,
  step: Step,
  context: RunContext,
  chosen?: number,
): Promise<number> {
  if (isHalfRolledBack(row)) {
    throw new MigrateError(
      'resume-changed',
      `${step.id} cannot be gone on with: rows that it changed in tables without transactions stay, and the rest of it was rolled back.`,
      {
        version: step.version,
        hint: 'Put those rows right, take it back with `migrate recover --accept-data-loss`, then run it again.',
      },
    );
  }
  const from = await continuationIndex(row, context, chosen);
  const lost = step.statements.slice(0, from).find((one) => classify(one, context.database.syntax).temporary);
  if (lost !== undefined) {
    throw new MigrateError(
      'resume-changed',
      `${step.id} cannot be gone on with: the temporary table of statement ${lost.index + 1} (${excerpt(lost)}) is gone with its session.`,
      { version: step.version, hint: 'Take it back with `migrate recover`, then run it again.' },
    );
  }
  const hashes = JSON.parse(row.hashes ?? '[]') as string[];
  const changed = step.statements
    .slice(0, from)
    .find((statement, index) => statementHash(statement.text, context.database.syntax) !== hashes[index]);
  if (changed !== undefined || step.statements.length < from) {
    throw new MigrateError(
      'resume-changed',
      changed === undefined
        ? `Migration ${step.id} has fewer statements than have already run (${from}).`
        : `Statement ${changed.index + 1} of ${step.id} was changed, but it has already run.`,
      {
        ...(step.file === undefined ? {} : { place: { file: step.file } }),
        version: step.version,
        hint: `Put the first ${from} statements back as they were; only later ones may change. Or take it back with \`migrate recover\`.`,
      },
    );
  }
  return from;
}

async function continuationIndex(
  row: JournalEntry,
  context: RunContext,
  chosen: number | undefined,
): Promise<number> {
  const known = row.position_done === 1 || row.position < 0;
  const possible = known ? [row.position + 1] : [row.position, row.position + 1];
  if (chosen !== undefined && !possible.includes(chosen)) {
    throw new MigrateError(
      'usage',
      `${row.version}_${row.name} cannot go on with statement ${chosen + 1}: it stopped at statement ${possible.map((index) => index + 1).join(' or ')}.`,
      { version: row.version },
    );
  }
  if (known) return possible[0]!;
  const trace = await traceOf(row, context);
  if (trace === 'ran' || trace === 'notRun') return trace === 'ran' ? row.position + 1 : row.position;
  if (chosen !== undefined) return chosen;
  const unknown = sectionStatements(row, context.database.syntax)[row.position]!;
  // What only looks at or tends the data can be run again.
  if (
    trace === 'either' &&
    /^(utility|session|transaction|query)$/.test(classify(unknown, context.database.syntax).class)
  )
    return row.position;
  const [again, after] = [row.position + 1, row.position + 2];
  throw new MigrateError(
    'incomplete',
    `${row.version}_${row.name}: ${standingText(row, context.database.syntax, trace)}`,
    {
      version: row.version,
      hint: `Look at the data, then say where to go on: \`migrate resume --from ${again}\` runs statement ${again} again, \`migrate resume --from ${after}\` goes on after it. Or take the migration back with \`migrate recover\`.`,
    },
  );
}

/**
 * What became of the statement that had begun when everything stopped: the statements before it are replayed on a
 * scratch database with and without it, and the schema now is compared with both. `unseen` where that cannot be done.
 */
export async function traceOf(row: JournalEntry, context: RunContext): Promise<Trace> {
  const snapshot = readSnapshot(row);
  if (row.position < 0 || snapshot === null) return 'notRun';
  const { database } = context;
  const statements = sectionStatements(row, database.syntax);
  const kind = classify(statements[row.position]!, database.syntax);
  if (kind.class !== 'ddl' || runsUnseen(kind)) return 'either';
  // An index that was left invalid is a statement that did not run.
  const now = leftInvalid(snapshot.schema, await introspectAs(snapshot, context)).without;
  const replayed = statements
    .slice(0, row.position + 1)
    .map((statement) => ({ text: statement.text, kind: classify(statement, database.syntax) }))
    .filter((statement) => statement.kind.class !== 'dml');
  if (replayed.some(({ kind, text }) => reachesBeyond(kind, text, database.capabilities))) return 'unseen';
  const schemas = await replay(
    snapshot,
    replayed.map(({ text }) => text),
    context,
  ).catch((error: unknown) => {
    context.signal?.throwIfAborted();
    if (error instanceof MigrateError || error instanceof DatabaseError) return null;
    throw error;
  });
  if (schemas === null) return 'unseen';
  const { without, after } = schemas;
  const equals = (schema: Schema | null) =>
    schema !== null && diffSchemas(now, schema, database).length === 0;
  if (equals(after)) return equals(without) ? 'either' : 'ran';
  return equals(without) ? 'notRun' : 'neither';
}

/** The schema before and after the last of `statements`, starting from the snapshot; null where it does not run. */
async function replay(snapshot: Snapshot, statements: readonly string[], context: RunContext) {
  const scratch = await context.database.createScratch(
    context.signal === undefined ? {} : { signal: context.signal },
  );
  try {
    const { database } = scratch;
    for (const { sql } of context.database.ddl.create(snapshot.schema)) await database.execute(sql);
    const introspect = () =>
      database.introspect(snapshot.onlyTables === null ? {} : { onlyTables: snapshot.onlyTables });
    for (const sql of statements.slice(0, -1)) await database.execute(sql);
    const without = await introspect();
    const after = await database.execute(statements.at(-1)!).then(introspect, () => null);
    return { without, after };
  } finally {
    await scratch.drop();
  }
}
