import { setImmediate } from 'node:timers/promises';
import { DatabaseError, type Row, type ScriptOptions, type SqlValue } from '../database.ts';
import type { Handle } from './driver.ts';
import { guardDrop } from './dropGuard.ts';
import { databaseError, isBusy } from './errors.ts';
import { pragmaOf } from './pragma.ts';
import { bindable } from './quote.ts';
import type { Session } from './session.ts';
import { newViolationsSql } from './violations.ts';
import { pause, wait } from './wait.ts';

/** What a statement gave. `rows` is null when it can give none. */
export interface Outcome {
  readonly rows: readonly Row[] | null;
  readonly rowCount: number | null;
}

/** Milliseconds after which a script lets other work of the process have a turn. */
const turn = 20;

/**
 * Runs statements on one handle. The driver is synchronous: a statement occupies its thread until it ends, so
 * cancelling takes effect between two statements, and while one waits for another program's lock. A busy file is
 * waited for here and not by SQLite's own busy handler, so that the process stays responsive; `PRAGMA busy_timeout`
 * sets how long, as it does elsewhere.
 */
export class Execution {
  readonly #handle: Handle;
  readonly #session: Session;
  #running = 0;
  #cancelled = new AbortController();
  #lastTurn = performance.now();

  constructor(handle: Handle, session: Session) {
    this.#handle = handle;
    this.#session = session;
  }

  async run(sql: string, params: readonly SqlValue[], part?: number): Promise<Outcome> {
    return this.#begun(() => this.#patiently(sql, params, part));
  }

  async runScript(parts: readonly string[], options: ScriptOptions): Promise<void> {
    await this.#begun(async () => {
      for (const [index, sql] of parts.entries()) {
        options.signal?.throwIfAborted();
        const start = performance.now();
        const { rowCount } = await this.#patiently(sql, [], index);
        options.onDone?.(index, performance.now() - start, rowCount);
        await this.#takeTurn();
      }
    });
  }

  cancel(): void {
    if (this.#running > 0) this.#cancelled.abort();
  }

  async #begun<T>(work: () => Promise<T>): Promise<T> {
    this.#running++;
    try {
      return await work();
    } finally {
      this.#running--;
      if (this.#running === 0 && this.#cancelled.signal.aborted) this.#cancelled = new AbortController();
    }
  }

  async #takeTurn(): Promise<void> {
    if (performance.now() - this.#lastTurn < turn) return;
    await setImmediate();
    this.#lastTurn = performance.now();
  }

  async #patiently(sql: string, params: readonly SqlValue[], part: number | undefined): Promise<Outcome> {
    const deadline = performance.now() + this.#session.busyTimeoutMs;
    for (let tries = 0; ; tries++) {
      if (this.#cancelled.signal.aborted) throw interrupted(part);
      const inTransaction = this.#handle.inTransaction;
      try {
        return this.#statement(sql, params);
      } catch (error) {
        const mayRetry =
          isBusy(error) && this.#handle.inTransaction === inTransaction && performance.now() < deadline;
        if (!mayRetry) throw databaseError(error, this.#handle, sql, part);
      }
      await wait(pause(tries), this.#cancelled.signal);
    }
  }

  #statement(sql: string, params: readonly SqlValue[]): Outcome {
    if (sql === newViolationsSql) return this.#checkForeignKeys();
    const pragma = pragmaOf(sql);
    if (pragma !== null) this.#session.willRun(pragma);
    if (pragma?.name === 'busy_timeout')
      return { rows: [{ timeout: this.#session.busyTimeoutMs }], rowCount: null };
    // SQLite rolls back by itself on a full disk and the like; there is then nothing left for a ROLLBACK to do.
    if (/^\s*rollback\s*;?\s*$/i.test(sql) && !this.#handle.inTransaction)
      return { rows: null, rowCount: null };
    guardDrop(this.#handle, sql);
    if (params.length === 0 && returnsNothing.test(sql)) {
      this.#handle.exec(sql);
      return { rows: null, rowCount: null };
    }
    const statement = prepared(this.#handle, sql);
    if (statement === null) return { rows: null, rowCount: null };
    const values = params.map(bindable);
    if (!statement.reader) return { rows: null, rowCount: statement.run(...values).changes };
    const rows = statement.safeIntegers().all(...values) as Record<string, unknown>[];
    for (const row of rows) narrowIntegers(row);
    return { rows, rowCount: statement.readonly ? null : this.#changes() };
  }

  #checkForeignKeys(): Outcome {
    const problems = this.#session.newViolations().map(({ problem }) => problem);
    if (problems.length === 0) return { rows: [], rowCount: null };
    const message = `FOREIGN KEY constraint failed: ${problems.join('; ')}`;
    const hint = 'Mend or delete the rows that refer to nothing.';
    throw new DatabaseError({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY', message, hint });
  }

  #changes(): number {
    return this.#handle.prepare('SELECT changes()').pluck().get() as number;
  }
}

/**
 * Statements that give no rows and change none. They are not prepared: the driver frees a prepared statement only when
 * memory is collected, and SQLite goes through all of them at each change of the schema.
 */
const returnsNothing = /^\s*(?:create|drop|alter|begin|commit|end|rollback|savepoint|release|reindex)\b/i;

/** null for text that holds no statement. */
function prepared(handle: Handle, sql: string) {
  try {
    return handle.prepare<unknown[]>(sql);
  } catch (error) {
    if (error instanceof RangeError && error.message.includes('contains no statements')) return null;
    throw error;
  }
}

/** Integers come as `number` where that is exact, else as `bigint`. */
function narrowIntegers(row: Record<string, unknown>): void {
  for (const key in row) {
    const value = row[key];
    if (typeof value === 'bigint' && BigInt.asIntN(54, value) === value && value !== -(2n ** 53n))
      row[key] = Number(value);
  }
}

function interrupted(part: number | undefined): DatabaseError {
  return new DatabaseError(
    { code: 'SQLITE_INTERRUPT', message: 'interrupted' },
    part === undefined ? {} : { part },
  );
}
