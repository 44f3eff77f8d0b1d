import { type Database, DatabaseError } from '../database/database.ts';
import { type Measured, type Meter, timed } from '../database/meter.ts';
import { MigrateError } from '../errors.ts';
import type { CodeDatabase } from '../migrations/index.ts';
import type { Step } from '../plan/step.ts';
import { confinedCode } from '../scratch/confinedCode.ts';
import { isServerWide, refuseLeaving } from '../scratch/scriptStatements.ts';
import { classify, lineIndex, type Statement, type StatementKind } from '../sql/index.ts';

/** A statement of a section did not run. */
export interface StepFailure {
  /** The one that failed; the last one for what is only seen at the end; undefined for code. */
  readonly statement: Statement | undefined;
  readonly error: DatabaseError | MigrateError;
}

export interface StepRun {
  /** Null: only run, in as few messages as the database takes. */
  readonly meter: Meter | null;
  readonly onMeasured?: (statement: Statement, measured: Measured) => void;
  /** Names of what was passed over so far on this scratch database; added to. */
  readonly elsewhere: Set<string>;
  readonly signal: AbortSignal | undefined;
}

/**
 * Runs a step on a scratch database in the transactions that a real run would use, without history. Null when all of
 * it ran. What failed is rolled back as far as the database can. What is about roles, databases or the server is
 * passed over, and with it what refers to it: a scratch database shares them with real ones.
 */
export async function runStep(database: Database, step: Step, run: StepRun): Promise<StepFailure | null> {
  try {
    await database.runScript(await database.sessionReset(true));
    if (step.mode === 'code') await runCode(database, step, run);
    else await runStatements(database, step, run);
    return null;
  } catch (thrown) {
    await database.execute('ROLLBACK').catch(() => undefined);
    run.signal?.throwIfAborted();
    if (!(thrown instanceof Failed)) throw thrown;
    const { error, statement } = thrown;
    if (error instanceof DatabaseError && error.connectionLost) throw error;
    return { error, statement };
  }
}

class Failed extends Error {
  readonly error: DatabaseError | MigrateError;
  readonly statement: Statement | undefined;

  constructor(error: DatabaseError | MigrateError, statement: Statement | undefined) {
    super(error.message);
    this.error = error;
    this.statement = statement;
  }
}

async function runStatements(database: Database, step: Step, run: StepRun): Promise<void> {
  const { statements, kinds } = allowed(database, step, run.elsewhere);
  const all = statements.map((_, index) => index);
  const layout =
    step.mode === 'transaction' ? database.layout(statements) : { outside: all, inside: [], checks: [] };
  const meter = run.meter ?? { begin: async () => undefined, run: (sql: string) => timed(database, sql) };
  const one = async (index: number) => {
    run.signal?.throwIfAborted();
    const statement = statements[index]!;
    const measured = await attempt(statement, () => meter.run(statement.text));
    run.onMeasured?.(statement, measured);
  };
  const ownTransactions = kinds.some(({ transaction }) => transaction !== null);
  for (const index of layout.outside) {
    const paired =
      step.mode === 'statements' && !ownTransactions && joinsTransaction(kinds[index]!) && run.meter !== null;
    if (paired) await database.execute(database.beginSql);
    await meter.begin();
    await one(index);
    if (paired) await attempt(statements[index], () => database.execute('COMMIT'));
  }
  if (layout.inside.length === 0) return;
  const last = statements[layout.inside.at(-1)!];
  if (run.meter === null && layout.checks.length === 0) {
    const parts = layout.inside.map((index) => statements[index]!);
    await attempt(last, () =>
      database.runScript([database.beginSql, ...parts.map(({ text }) => text), 'COMMIT']),
    ).catch((thrown: unknown) => {
      if (!(thrown instanceof Failed) || !(thrown.error instanceof DatabaseError)) throw thrown;
      throw new Failed(thrown.error, parts[(thrown.error.part ?? 0) - 1] ?? last);
    });
    return;
  }
  await database.execute(database.beginSql);
  await meter.begin();
  for (const index of layout.inside) await one(index);
  for (const sql of layout.checks) {
    const [row] = await attempt(last, () => database.query(sql));
    if (row === undefined) continue;
    const found = Object.entries(row).map(([column, value]) => `${column} ${value}`);
    throw new Failed(new DatabaseError({ code: 'CHECK', message: `${sql} found ${found.join(', ')}` }), last);
  }
  await attempt(last, () => database.execute('COMMIT'));
}

function joinsTransaction(kind: StatementKind): boolean {
  if (kind.refusedInTransaction || kind.implicitCommit || kind.session) return false;
  return kind.class === 'ddl' || kind.class === 'dml';
}

async function attempt<R>(statement: Statement | undefined, work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseError || error instanceof MigrateError) throw new Failed(error, statement);
    throw error;
  }
}

/** The statements of a step that stay inside the scratch database; throws for one that would change another. */
function allowed(database: Database, step: Step, elsewhere: Set<string>) {
  const lines = lineIndex(step.text);
  const statements: Statement[] = [];
  const kinds: StatementKind[] = [];
  for (const statement of step.statements) {
    const kind = classify(statement, database.syntax);
    if (isServerWide(kind)) {
      if (kind.name !== null) elsewhere.add(kind.name.at(-1)!.toLowerCase());
      continue;
    }
    if (elsewhere.size > 0 && /^(GRANT|REVOKE|REASSIGN)$/.test(kind.verb)) {
      const words = statement.text.toLowerCase().match(/[\w$]+/g) ?? [];
      if (words.some((word) => elsewhere.has(word))) continue;
    }
    const place = {
      file: step.file ?? step.id,
      ...lines.place(statement.start),
      ...{ start: statement.start, end: statement.end },
    };
    try {
      refuseLeaving(statement, kind, place, scriptOptions(database));
    } catch (error) {
      throw error instanceof MigrateError ? new Failed(error, statement) : error;
    }
    statements.push(statement);
    kinds.push(kind);
  }
  return { statements, kinds };
}

function scriptOptions(database: Database) {
  return { namespaces: database.capabilities.namespaces, database: database.server.database };
}

async function runCode(database: Database, step: Step, run: StepRun): Promise<void> {
  const file = step.file ?? step.id;
  const given: CodeDatabase = {
    execute: async (sql, params) => {
      run.signal?.throwIfAborted();
      return database.execute(sql, params);
    },
    query: async (sql, params) => {
      run.signal?.throwIfAborted();
      return database.query(sql, params) as never;
    },
  };
  if (step.wantsTransaction) await database.execute(database.beginSql);
  try {
    await confinedCode(step.code!, file, database)(given);
    if (step.wantsTransaction) await database.execute('COMMIT');
  } catch (error) {
    run.signal?.throwIfAborted();
    if (error instanceof DatabaseError || error instanceof MigrateError) throw new Failed(error, undefined);
    const message = error instanceof Error ? error.message : String(error);
    const place = { file, line: 1, column: 1, start: 0, end: 0 };
    throw new Failed(new MigrateError('statement-failed', message, { place }), undefined);
  }
}
