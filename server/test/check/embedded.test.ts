import type { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import type { ToWorker } from '../../src/engine/database/postgres/embedded/messages.ts';
import { BaseCache, type CheckReport } from '../../src/engine/index.ts';
import { createFolder, type Folder } from './folder.ts';

const users = `-- migrate:up
CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL);
INSERT INTO users VALUES (1, 'ann@example.org');
-- migrate:down
DROP TABLE users;
`;
const next = (up: string, down: string, how = '') =>
  `-- migrate:up${how}\n${up};\n-- migrate:down${how}\n${down};\n`;
const outside = ' transaction:false';

let folder: Folder;
afterEach(() => folder.remove());

/** Tries 002 in the built-in PostgreSQL, on top of 001. */
function check(text: string, more: Parameters<Folder['check']>[0] = {}): Promise<CheckReport> {
  folder = createFolder({ '001_users.sql': users, '002_next.sql': text });
  return folder.check({ version: '2', scratchUrl: 'pglite:', ...more });
}

describe('the built-in PostgreSQL', () => {
  const good: readonly (readonly [name: string, text: string])[] = [
    ['a column', next('ALTER TABLE users ADD age int', 'ALTER TABLE users DROP age')],
    [
      'an index built concurrently',
      next('CREATE INDEX CONCURRENTLY i ON users (email)', 'DROP INDEX CONCURRENTLY i', outside),
    ],
    [
      'an extension that it has',
      next(
        'CREATE EXTENSION citext; ALTER TABLE users ADD mail citext',
        'ALTER TABLE users DROP mail; DROP EXTENSION citext',
      ),
    ],
    ['an enum value', next("CREATE TYPE mood AS ENUM ('sad')", 'DROP TYPE mood')],
  ];
  test.each(good)('nothing is found: %s', async (_, text) => {
    expect((await check(text)).diagnostics).toEqual([]);
  });

  const broken: readonly (readonly [name: string, text: string, code: string, at: string, words: RegExp])[] =
    [
      [
        'a column that is not there',
        next('CREATE INDEX i ON users (mail)', 'DROP INDEX i'),
        'check-failed',
        'mail',
        /42703/,
      ],
      [
        'a type that does not fit',
        next('ALTER TABLE users ALTER email TYPE int USING email::int', 'SELECT 1'),
        'check-failed',
        'ALTER',
        /22P02/,
      ],
      [
        'what others need',
        next('CREATE VIEW v AS SELECT id FROM users; ALTER TABLE users DROP id', 'DROP VIEW v'),
        'check-failed',
        'id',
        /2BP01/,
      ],
      [
        'a row that breaks a constraint',
        next("INSERT INTO users VALUES (1, 'bob')", 'SELECT 1'),
        'check-failed',
        'INSERT',
        /23505/,
      ],
      [
        'an enum value that is used at once',
        next(
          "CREATE TYPE mood AS ENUM ('sad'); ALTER TYPE mood ADD VALUE 'ok'; ALTER TABLE users ADD m mood DEFAULT 'nope'",
          'SELECT 1',
        ),
        'check-failed',
        "'nope'",
        /22P02/,
      ],
      [
        'a statement that does not parse',
        next('CREATE TABEL a (id int)', 'SELECT 1'),
        'check-failed',
        'TABEL',
        /42601/,
      ],
      [
        'an up that cannot run again',
        next("INSERT INTO users VALUES (2, 'bob')", 'SELECT 1'),
        'up-not-repeatable',
        'INSERT',
        /23505/,
      ],
      [
        'a down that does not run',
        next('CREATE TABLE a (id int)', 'DROP TABLE b'),
        'down-failed',
        'b',
        /42P01/,
      ],
      [
        'a down that leaves something',
        next('CREATE INDEX i ON users (email)', 'SELECT 1'),
        'down-differs',
        'SELECT 1',
        /DROP INDEX|ADD INDEX|i/,
      ],
    ];
  test.each(broken)('%s', async (_, text, code, at, words) => {
    const { diagnostics } = await check(text);
    expect(diagnostics).toEqual([expect.objectContaining({ code, message: expect.stringMatching(words) })]);
    const { start = 0 } = diagnostics[0]!.place;
    expect(text.slice(start)).toMatch(new RegExp(`^"?${at}`));
  });

  test('an extension that it lacks is no fault of the migration', async () => {
    const { diagnostics } = await check(next('CREATE EXTENSION postgis', 'DROP EXTENSION postgis'));
    expect(diagnostics).toEqual([expect.objectContaining({ code: 'not-checked', severity: 'information' })]);
    folder.write('003_after.sql', next('CREATE TABLE a (id int)', 'DROP TABLE a'));
    await expect(folder.check({ version: '3', scratchUrl: 'pglite:' })).rejects.toMatchObject({
      code: 'scratch-failed',
      details: { hint: expect.stringContaining('"scratch"') },
    });
  });

  test('locks and rewrites are those of PostgreSQL', async () => {
    const text = next('ALTER TABLE users ALTER id TYPE bigint', 'ALTER TABLE users ALTER id TYPE int');
    const [statement] = (await check(text)).migrations[0]!.statements;
    expect(statement).toMatchObject({
      locks: [{ relation: 'users', mode: 'AccessExclusive' }],
      rewrites: expect.arrayContaining(['users']),
    });
  });

  test('a statement without an end is ended with its server, and the next check finds another', async () => {
    const abort = new AbortController();
    const events: string[] = [];
    const ended = new Promise<void>((resolve) => {
      const watch = (worker: Worker) => {
        process.off('worker', watch);
        const send = worker.postMessage.bind(worker);
        worker.postMessage = (message: ToWorker) => {
          send(message);
          if (message.kind !== 'wire' || !Buffer.from(message.bytes).includes('generate_series')) return;
          events.push('begins');
          abort.abort();
        };
        worker.once('exit', () => {
          events.push('its server is gone');
          resolve();
        });
      };
      process.on('worker', watch);
    });
    const endless = next('SELECT count(*) FROM generate_series(1, 1000000000000)', 'SELECT 1');
    await expect(check(endless, { signal: abort.signal })).rejects.toThrow();
    await ended;
    expect(events).toEqual(['begins', 'its server is gone']);
    folder.write('002_next.sql', next('CREATE TABLE a (id int)', 'DROP TABLE a'));
    expect((await folder.check({ version: '2', scratchUrl: 'pglite:' })).diagnostics).toEqual([]);
  });

  test('an edit begins where the migrations before it have ended', async () => {
    const cache = new BaseCache();
    const first = await check(next('ALTER TABLE users ADD a int', 'SELECT 1'), { cache });
    expect(first.diagnostics.map(({ code }) => code)).toEqual(['down-differs']);
    expect(cache.size).toBeGreaterThan(0);
    // As it is, a cluster would be 40 MB, and that of a long history over what the cache may hold.
    expect(cache.size).toBeLessThan(16 * 1024 * 1024);
    const { size } = cache;
    folder.write(
      '002_next.sql',
      next("UPDATE users SET email = 'x' WHERE id = 1", 'SELECT 1 / (SELECT count(*) FROM users)'),
    );
    const second = await folder.check({ version: '2', scratchUrl: 'pglite:', cache });
    expect(second.diagnostics).toEqual([]);
    expect(cache.size).toBe(size);
  });
});
