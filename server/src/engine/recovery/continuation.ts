import { diffSchemas } from '../diff/differ.ts';
import { MigrateError } from '../errors.ts';
import type { JournalEntry } from '../history/history.ts';
import type { Step } from '../plan/step.ts';
import type { RunContext } from '../run/context.ts';
import { readSnapshot, type Snapshot } from '../run/snapshot.ts';
import type { Schema } from '../schema/model.ts';
import { classify, statementHash } from '../sql/index.ts';
import { sectionStatements } from './standing.ts';

/**
 * The index of the statement to go on with. A statement that had begun when everything stopped is looked for in the
 * schema: the statements before it are replayed on a scratch database with and without it, and the schema now equals
 * one of the two. Throws `resume-changed` when a statement that ran was changed, `incomplete` when the schema equals
 * neither.
 */
export async function continuationOf(row: JournalEntry, step: Step, context: RunContext): Promise<number> {
  const from = row.position_done === 1 ? row.position + 1 : await afterUnknown(row, context);
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

async function afterUnknown(row: JournalEntry, context: RunContext): Promise<number> {
  const snapshot = readSnapshot(row);
  if (row.position < 0 || snapshot === null) return 0;
  const { database } = context;
  const statements = sectionStatements(row, database.syntax);
  const unknown = statements[row.position]!;
  // What leaves no trace in a schema can be run again.
  if (classify(unknown, database.syntax).class === 'utility') return row.position;
  const now = await database.introspect({
    exclude: context.history.ownTables,
    ...(snapshot.onlyTables === null ? {} : { onlyTables: snapshot.onlyTables }),
  });
  const { without, after } = await replay(
    snapshot,
    statements.slice(0, row.position + 1).map(({ text }) => text),
    context,
  );
  const equals = (schema: Schema | null) =>
    schema !== null && diffSchemas(now, schema, database).length === 0;
  if (equals(after)) return equals(without) ? row.position : row.position + 1;
  if (equals(without)) return row.position;
  throw new MigrateError(
    'incomplete',
    `Statement ${row.position + 1} of ${row.version}_${row.name} had begun when the run stopped, and the schema now is neither what it was before it nor what it would be after it.`,
    {
      version: row.version,
      hint: 'Somebody changed the schema since. Take the migration back with `migrate recover`.',
    },
  );
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
