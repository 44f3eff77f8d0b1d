import { createHash } from 'node:crypto';
import { MigrateError } from '../../errors.ts';
import type { Lock, LockHolder, LockOptions, Row, SqlValue } from '../database.ts';

type Query = (sql: string, params?: readonly SqlValue[]) => Promise<readonly Row[]>;

const firstPauseMs = 20;
const longestPauseMs = 250;

/** The lock's 64-bit key, as the server writes it. Advisory locks are a database's own; its name is in the key all the same. */
export function lockKey(database: string, key: string): string {
  return String(createHash('sha256').update(`switchback\0${database}\0${key}`).digest().readBigInt64BE());
}

/**
 * Takes the session's advisory lock by asking again and again. Never by waiting in the server: a session that waits in
 * pg_advisory_lock() holds a snapshot, and the holder's CREATE INDEX CONCURRENTLY then deadlocks with it.
 * Throws `lock-timeout` (with the holder) when the time is up, `cancelled` when the signal comes first.
 */
export async function acquireLock(key: string, options: LockOptions, query: Query): Promise<Lock> {
  const deadline = Date.now() + options.timeoutMs;
  let shown: string | null | undefined;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    if (options.signal?.aborted)
      throw new MigrateError('cancelled', 'Cancelled while waiting for the migration lock.');
    const [row] = await query(`SELECT pg_catalog.pg_try_advisory_lock(${key}) AS got`);
    if (row?.got === true) return heldLock(key, query);
    const holder = await holderOf(key, query);
    const left = deadline - Date.now();
    if (left <= 0) throw lockTimeout(options.timeoutMs, holder);
    const description = holder?.description ?? null;
    if (shown !== description) options.onWait?.(holder);
    shown = description;
    await pause(Math.min(pauseMs, left), options.signal);
  }
}

function heldLock(key: string, query: Query): Lock {
  let held = true;
  return {
    async release() {
      if (!held) return;
      held = false;
      // On a lost connection the server has let go of it already.
      await query(`SELECT pg_catalog.pg_advisory_unlock(${key}) AS released`).catch(() => {});
    },
  };
}

function lockTimeout(timeoutMs: number, holder: LockHolder | null): MigrateError {
  const who = holder === null ? 'another run' : holder.description;
  return new MigrateError(
    'lock-timeout',
    `The migration lock is held by ${who}, and was not free within ${timeoutMs / 1000} s.`,
    { hint: 'Wait for the other run to end, or wait longer with --lock-timeout SECONDS.' },
  );
}

/** Who holds the lock, as far as the rights go; null when nobody does any more. `since` is when that session began. */
export async function holderOf(key: string, query: Query): Promise<LockHolder | null> {
  const [row] =
    await query(`SELECT a.pid, a.usename AS "user", a.application_name AS program, a.client_addr::text AS address, a.state,
  a.backend_start AS since, to_char(a.backend_start, 'HH24:MI:SS') AS clock
FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
  AND ((l.classid::bigint << 32) | l.objid::bigint) = ${key}`);
  if (row === undefined) return null;
  const program = row.program === null || row.program === '' ? '' : `${row.program}, `;
  const from =
    row.address === null || row.address === undefined
      ? ''
      : ` from ${String(row.address).replace(/\/\d+$/, '')}`;
  const since = row.clock === null || row.clock === undefined ? '' : ` since ${row.clock}`;
  return {
    description: `process ${row.pid} (${program}user ${row.user}${from})${since}`,
    since: row.since instanceof Date ? row.since : null,
  };
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
