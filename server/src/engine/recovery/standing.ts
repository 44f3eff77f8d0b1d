import { diffSchemas } from '../diff/differ.ts';
import type { JournalEntry } from '../history/history.ts';
import { sectionStatements, standingText } from '../plan/standing.ts';
import type { RunContext } from '../run/context.ts';
import { readSnapshot } from '../run/snapshot.ts';
import { classify } from '../sql/index.ts';
import { traceOf } from './continuation.ts';
import { introspectAs } from './introspectAs.ts';
import { type LeftInvalid, leftInvalid, leftInvalidText } from './invalidIndexes.ts';

/** What stands of a section that stopped half-way, in sentences: by the journal and, where that ends, by the schema. */
export async function standingOf(row: JournalEntry, context: RunContext): Promise<string> {
  const trace = row.position_done === 1 ? undefined : await traceOf(row, context);
  const left = await leftInvalidOf(row, context);
  const more = left === null ? null : leftInvalidText(left);
  const text = standingText(row, context.database.syntax, trace);
  return more === null ? text : `${text} ${more}`;
}

/** The invalid indexes that a section has left; null where none of its statements can leave one. */
async function leftInvalidOf(row: JournalEntry, context: RunContext): Promise<LeftInvalid | null> {
  const { syntax } = context.database;
  const snapshot = readSnapshot(row);
  const mayLeave = sectionStatements(row, syntax).some(
    (statement) => classify(statement, syntax).concurrently,
  );
  if (snapshot === null || !mayLeave) return null;
  return leftInvalid(snapshot.schema, await introspectAs(snapshot, context));
}

/**
 * What must go before a section goes on with the statement it stopped at: that one would meet the invalid index of its
 * first try.
 */
export async function clearingOf(row: JournalEntry, context: RunContext): Promise<readonly string[]> {
  const left = await leftInvalidOf(row, context);
  if (left === null || left.made.length === 0) return [];
  const changes = diffSchemas(left.now, left.cleared, context.database);
  const statements = context.database.ddl.alter(changes, left.now, left.cleared, {
    concurrently: true,
    placeholders: true,
  });
  return statements.map(({ sql }) => sql);
}
