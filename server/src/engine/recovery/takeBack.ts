import { type Database, DatabaseError } from '../database/database.ts';
import type { DdlStatement } from '../database/ddl.ts';
import type { Change } from '../diff/change.ts';
import { diffSchemas } from '../diff/differ.ts';
import type { JournalEntry } from '../history/history.ts';
import { fleetingRows } from '../plan/foresight.ts';
import { isHalfRolledBack, type StandingStatement, standingStatements } from '../plan/standing.ts';
import type { RunContext } from '../run/context.ts';
import { heldNoRow, readSnapshot, type Snapshot } from '../run/snapshot.ts';
import type { Schema } from '../schema/model.ts';
import { classify } from '../sql/index.ts';
import { introspectAs } from './introspectAs.ts';
import { irreversible } from './irreversible.ts';
import { undoRenames } from './renames.ts';

/** How a half-run section can be brought back to what was before it. */
export interface TakeBack {
  /** Give tables and columns their names back; these run first. */
  readonly renames: readonly string[];
  /** In the order they will run; none when the schema is as it was before. */
  readonly statements: readonly string[];
  /** What would be lost, or cannot be brought back: one clause each. Empty: everything can be taken back. */
  readonly losses: readonly string[];
}

const alterOptions = { concurrently: false, placeholders: true, takingBack: true } as const;

/**
 * Compares the schema now with the one before the section and says what brings it back. A pure look: nothing is
 * changed. A row without snapshot (it never began) needs nothing. `ran` is what code has run, where that is known.
 */
export async function planTakeBack(
  row: JournalEntry,
  context: RunContext,
  ran?: readonly StandingStatement[],
): Promise<TakeBack> {
  const { database } = context;
  const snapshot = readSnapshot(row);
  if (snapshot === null) return { renames: [], statements: [], losses: [] };
  const standing = ran ?? standingStatements(row, database.syntax);
  const isEmpty = emptiness(snapshot, standing, database);
  const fleeting = fleetingRows(standing.map(({ statement }) => classify(statement, database.syntax)));
  const lost = standing
    .filter((_, index) => !fleeting.has(index))
    .map((one) => irreversible(one, database.syntax, isEmpty))
    .filter((loss) => loss !== null);
  if (row.total === 0 && ran === undefined)
    lost.push('it is a code migration, and what it did to rows is not known');
  if (isHalfRolledBack(row) && ran === undefined)
    lost.push('rows that it changed in tables without transactions stay');

  const now = await introspectAs(snapshot, context);
  const renamed = undoRenames(row, now, snapshot.schema, database);
  const forward = diffSchemas(snapshot.schema, renamed.schema, database);
  const back = diffSchemas(renamed.schema, snapshot.schema, database);
  const losses = [
    ...lost,
    ...forwardLosses(forward, snapshot, renamed.schema, database),
    ...(await filledLosses(back, database)),
    ...(await unmodelledLosses(back, renamed.schema, snapshot.schema, database)),
  ];
  const statements = database.ddl.alter(back, renamed.schema, snapshot.schema, alterOptions);
  return { renames: renamed.statements, statements: statements.map(({ sql }) => sql), losses };
}

/** Whether a table that a statement names held nothing before the section: it was empty, or the section made it. */
function emptiness(snapshot: Snapshot, standing: readonly StandingStatement[], database: Database) {
  const made = new Set(
    standing
      .map(({ statement }) => classify(statement, database.syntax))
      .filter(({ verb, object }) => verb === 'CREATE' && object === 'TABLE')
      .map(({ name }) => name?.at(-1)?.toLowerCase()),
  );
  return (name: readonly string[]): boolean => {
    const schema = name.at(-2) ?? null;
    const elsewhere =
      !database.capabilities.namespaces && schema !== null && schema !== database.server.namespace;
    return !elsewhere && (made.has(name.at(-1)!.toLowerCase()) || heldNoRow(snapshot, schema, name.at(-1)!));
  };
}

/** What came of running a plan. */
export interface TakenBack {
  /** What the database said to a statement that it refused: the rest did not run. null: all ran. */
  readonly refused: string | null;
  /** What still differs from before, one clause each. */
  readonly differs: readonly string[];
}

/** Runs the statements of a plan and compares. Throws where the connection is lost. */
export async function takeBack(row: JournalEntry, plan: TakeBack, context: RunContext): Promise<TakenBack> {
  const { database } = context;
  const statements = [...plan.renames, ...plan.statements];
  if (statements.length > 0) {
    const { version, name } = row;
    const migration = { version, name, id: name === '' ? version : `${version}_${name}` };
    context.onEvent({ type: 'takingBack', migration, statements });
  }
  const snapshot = readSnapshot(row);
  if (snapshot === null) return { refused: null, differs: [] };
  try {
    for (const sql of plan.renames) await database.execute(sql);
    const rest = plan.renames.length === 0 ? plan.statements : await backFrom(snapshot, context);
    for (const sql of rest) await database.execute(sql);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.connectionLost) throw error;
    return { refused: `the database refused to take it back: ${error.message}`, differs: [] };
  }
  const left = diffSchemas(await introspectAs(snapshot, context), snapshot.schema, database);
  return {
    refused: null,
    differs: left.map((change) => `${describe(change)} still differs from what was before`),
  };
}

/** The way back read anew: definitions name columns, and those have just been renamed. */
async function backFrom(snapshot: Snapshot, context: RunContext): Promise<readonly string[]> {
  const now = await introspectAs(snapshot, context);
  const changes = diffSchemas(now, snapshot.schema, context.database);
  return context.database.ddl.alter(changes, now, snapshot.schema, alterOptions).map(({ sql }) => sql);
}

/** Contents that the section itself has destroyed: of dropped tables, columns and sequences, of narrowed types. */
function forwardLosses(
  changes: readonly Change[],
  snapshot: Snapshot,
  now: Schema,
  database: Database,
): string[] {
  return changes.flatMap((change) => {
    if (change.kind === 'dropObject' && change.object.kind === 'sequence')
      return [`the sequence ${change.object.name} and where it stood are lost`];
    const table =
      change.kind === 'dropTable' ? change.table : change.kind === 'alterTable' ? change.before : null;
    if (table === null || heldNoRow(snapshot, table.schema, table.name)) return [];
    return alterSafely([change], snapshot.schema, now, database)
      .filter((statement) => statement.destructive !== null)
      .map((statement) => sentence(statement.destructive!));
  });
}

function alterSafely(
  changes: readonly Change[],
  from: Schema,
  to: Schema,
  database: Database,
): readonly DdlStatement[] {
  return database.ddl.alter(changes, from, to, alterOptions);
}

/** Tables that the section created and that hold rows now. */
async function filledLosses(back: readonly Change[], database: Database): Promise<string[]> {
  const losses: string[] = [];
  for (const change of back) {
    if (change.kind !== 'dropTable') continue;
    const { schema, name } = change.table;
    const table = schema === null ? database.identifier(name) : database.identifier(schema, name);
    const rows = await database.query(`SELECT 1 AS filled FROM ${table} LIMIT 1`);
    if (rows.length > 0) losses.push(`the table ${name}, which it created, holds rows`);
  }
  return losses;
}

/** What the model does not hold: it can only be dropped, where the section made it, and it counts like a table then. */
async function unmodelledLosses(
  changes: readonly Change[],
  from: Schema,
  to: Schema,
  database: Database,
): Promise<string[]> {
  const losses: string[] = [];
  for (const change of changes) {
    if (change.kind !== 'unmodelled') continue;
    const { before, after } = change;
    const drops = before === null || after !== null ? [] : alterSafely([change], from, to, database);
    if (before === null || drops.length === 0)
      losses.push(`${describe(change)} has changed and cannot be brought back by this tool`);
    else if (
      drops.some(({ destructive }) => destructive !== null) &&
      (await mayHoldRows(before.name, database))
    )
      losses.push(`${describe(change)}, which it created, holds rows`);
  }
  return losses;
}

/** What does not let itself be read may hold some. */
async function mayHoldRows(name: string, database: Database): Promise<boolean> {
  try {
    return (await database.query(`SELECT 1 AS filled FROM ${database.identifier(name)} LIMIT 1`)).length > 0;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.connectionLost) throw error;
    return true;
  }
}

function describe(change: Change): string {
  switch (change.kind) {
    case 'createTable':
    case 'dropTable':
      return `the table ${change.table.name}`;
    case 'alterTable':
      return `the table ${change.after.name}`;
    case 'createObject':
    case 'dropObject':
      return `the ${change.object.kind} ${change.object.name}`;
    case 'alterObject':
      return `the ${change.after.kind} ${change.after.name}`;
    case 'unmodelled': {
      const thing = (change.after ?? change.before)!;
      return `the ${thing.kind} ${thing.name}`;
    }
  }
}

function sentence(text: string): string {
  return text.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}
