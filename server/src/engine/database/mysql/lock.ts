import { createHash } from 'node:crypto';
import { MigrateError } from '../../errors.ts';
import type { Lock, LockHolder, LockOptions, Row, SqlValue } from '../database.ts';

type Query = (sql: string, params?: readonly SqlValue[]) => Promise<readonly Row[]>;

/**
 * One wait inside the server, whose queue is first come, first served: who comes back for another turn stands at its end.
 * A signal ends the wait by way of `cancel`.
 */
const turnSeconds = 20;

/**
 * The lock's name: locks are the server's, not a database's, and a name has 64 characters at most. The database's name
 * counts as the server spells it.
 */
export function lockName(database: string, key: string): string {
  const hash = createHash('sha256').update(`${database}\0${key}`).digest('hex').slice(0, 32);
  return `switchback:${hash}`;
}

/**
 * Takes the lock on this connection, waiting in turns. Throws `lock-timeout` (with the holder) when the time is up,
 * `cancelled` when the signal comes first.
 */
export async function acquireLock(name: string, options: LockOptions, query: Query): Promise<Lock> {
  const deadline = Date.now() + options.timeoutMs;
  let shown: string | null = null;
  for (let first = true; ; first = false) {
    if (options.signal?.aborted)
      throw new MigrateError('cancelled', 'Cancelled while waiting for the migration lock.');
    const left = deadline - Date.now();
    const wait = first ? 0 : Math.max(0, Math.min(turnSeconds, Math.floor(left / 1000)));
    const [row] = await query('SELECT GET_LOCK(?, ?) AS got', [name, wait]).catch((error: unknown) => {
      if (options.signal?.aborted) return [];
      throw error;
    });
    if (Number(row?.got ?? 0) === 1) return heldLock(name, query);
    const holder = await holderOf(name, query);
    if (deadline <= Date.now()) throw lockTimeout(options.timeoutMs, holder);
    // Told once for each holder, whatever it does meanwhile.
    const who = holder?.description.replace(/ \(.*/, '') ?? null;
    if (first || who !== shown) options.onWait?.(holder);
    shown = who;
    if (!first && wait === 0) await pause(Math.max(1, Math.min(50, deadline - Date.now())), options.signal);
  }
}

function heldLock(name: string, query: Query): Lock {
  let held = true;
  return {
    async release() {
      if (!held) return;
      held = false;
      // On a lost connection the server has let go of it already.
      await query('SELECT RELEASE_LOCK(?) AS released', [name]).catch(() => {});
    },
  };
}

function lockTimeout(timeoutMs: number, holder: LockHolder | null): MigrateError {
  const who = holder === null ? 'another run' : holder.description;
  return new MigrateError(
    'lock-timeout',
    `The migration lock is held by ${who}, and was not free within ${timeoutMs / 1000} s.`,
    {
      hint: 'Wait for the other run to end, or wait longer with --lock-timeout SECONDS.',
    },
  );
}

/**
 * Who holds the lock, as far as the rights go: the connection's number always, the rest with PROCESS. `since` is when it
 * began what it does now (a statement, or doing nothing): no server keeps when a lock was taken.
 */
export async function holderOf(name: string, query: Query): Promise<LockHolder | null> {
  const [used] = await query('SELECT IS_USED_LOCK(?) AS id', [name]).catch(() => []);
  if (used?.id === null || used?.id === undefined) return null;
  const id = Number(used.id);
  const sql = `SELECT user AS user, host AS host, command AS command, time AS time FROM information_schema.processlist WHERE id = ${id}`;
  const [row] = await query(sql).catch(() => []);
  if (row === undefined) return { description: `connection ${id}`, since: null };
  const doing = row.command === 'Sleep' ? 'between two statements' : 'running a statement';
  const since = new Date(Date.now() - Number(row.time ?? 0) * 1000);
  const clock = since.toTimeString().slice(0, 8);
  return { description: `connection ${id} (${row.user}@${row.host}, ${doing} since ${clock})`, since };
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}
