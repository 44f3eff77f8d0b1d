import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import type { Database, LockHolder } from '../database.ts';
import { connect } from './connection.ts';

const root = mkdtempSync(join(tmpdir(), 'switchback-lock-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder = () => mkdtempSync(join(root, 'f-'));
const key = 'schema_migrations';

/** Another process that runs `body` with `database` (which it creates) and `lock(timeoutMs)`. */
function processOn(path: string, body: string): ChildProcess {
  const script = `
    import { connect } from ${JSON.stringify(join(import.meta.dirname, 'connection.ts'))};
    const database = await connect(${JSON.stringify(`sqlite:${path}`)}, { create: true });
    const lock = (timeoutMs) => database.acquireLock({ key: '${key}', timeoutMs });
    ${body}
    await database.close();`;
  return spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

async function ended(child: ChildProcess): Promise<void> {
  const errors = await text(child.stderr!);
  const code = child.exitCode ?? (await new Promise((resolve) => child.once('close', resolve)));
  expect(errors).toBe('');
  expect(code).toBe(0);
}

/** A process that holds the lock until it is killed. */
async function holderOf(path: string): Promise<ChildProcess> {
  const child = processOn(
    path,
    `await lock(60_000); console.log('held'); process.stdin.resume(); await new Promise(() => {});`,
  );
  await new Promise((resolve) => child.stdout!.once('data', resolve));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
}

async function opened<T>(path: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await connect(`sqlite:${path}`, { create: true });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

test.each(['delete', 'wal'])(
  'U6 eight processes on a file that is not there yet come one after the other (%s)',
  async (journal) => {
    const path = join(folder(), 'app.db');
    const body = `
    const held = await lock(60_000);
    await database.execute('PRAGMA journal_mode = ${journal}');
    await database.execute('CREATE TABLE IF NOT EXISTS t (n)');
    const [{ n }] = await database.query('SELECT count(*) AS n FROM t');
    await new Promise((resolve) => setImmediate(resolve));
    await database.execute('INSERT INTO t VALUES (?)', [n]);
    await held.release();`;
    await Promise.all(Array.from({ length: 8 }, () => ended(processOn(path, body))));
    await opened(path, async (database) => {
      const rows = await database.query<{ n: number }>('SELECT n FROM t ORDER BY rowid');
      expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 8 }, (_, index) => index));
    });
    expect(readdirSync(join(path, '..'))).toEqual(['app.db']);
  },
);

test('U6 who waits hears who holds the lock, readers read on, and a killed holder leaves nothing behind', async () => {
  const path = join(folder(), 'app.db');
  const holder = await holderOf(path);
  await opened(path, async (database) => {
    expect(await database.query('SELECT count(*) AS n FROM sqlite_schema')).toEqual([{ n: 0 }]);
    await expect(database.acquireLock({ key, timeoutMs: 20 })).rejects.toMatchObject({
      code: 'lock-timeout',
      message: expect.stringContaining(`process ${holder.pid} since 20`),
    });
    const heard: (LockHolder | null)[] = [];
    const waiting = database.acquireLock({ key, timeoutMs: 60_000, onWait: (by) => heard.push(by) });
    await kill(holder);
    await (await waiting).release();
    expect(heard.map((by) => by?.description.split(' since')[0])).toEqual([`process ${holder.pid}`]);
    expect(heard[0]!.since!.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });
  expect(readdirSync(join(path, '..'))).toEqual(['app.db']);
});

test('U6 another history table has another lock', async () => {
  await opened(join(folder(), 'app.db'), async (database) => {
    const first = await database.acquireLock({ key, timeoutMs: 0 });
    const second = await database.acquireLock({ key: 'other/table', timeoutMs: 0 });
    await first.release();
    await first.release();
    await second.release();
  });
});

test('U6 the wait can be cancelled, and closing gives the lock up', async () => {
  const path = join(folder(), 'app.db');
  const first = await connect(`sqlite:${path}`, { create: true });
  await first.acquireLock({ key, timeoutMs: 0 });
  await opened(path, async (second) => {
    const cancelling = new AbortController();
    const waiting = second.acquireLock({
      key,
      timeoutMs: 60_000,
      signal: cancelling.signal,
      onWait: () => cancelling.abort(),
    });
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await first.close();
    await (await second.acquireLock({ key, timeoutMs: 0 })).release();
  });
});

test('U6 connections of one process take turns', async () => {
  const path = join(folder(), 'app.db');
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 8 }, () =>
      opened(path, async (database) => {
        const lock = await database.acquireLock({ key, timeoutMs: 60_000 });
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside--;
        await lock.release();
      }),
    ),
  );
  expect(most).toBe(1);
});
