import { describe, expect, onTestFinished, test } from 'vitest';
import { databases, sql } from '../servers/testDatabases.ts';
import { configuration, startClient } from './client.ts';

const users =
  '-- migrate:up\nCREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER);\n-- migrate:down\nDROP TABLE users;\n';
const path = 'migrations/002_age.sql';

interface Hazard {
  readonly up: string;
  readonly down: string;
  /** Behind the statement; null: nothing. */
  readonly label: RegExp | null;
  readonly analyse: string;
}

/** What a change of a type takes on each. */
const hazards: Readonly<Record<string, Hazard>> = {
  postgres: {
    up: 'ALTER TABLE users ALTER COLUMN age TYPE bigint',
    down: 'ALTER TABLE users ALTER COLUMN age TYPE integer',
    label: /^AccessExclusive on users · rewrites the table · about 9 rows$/,
    analyse: 'ANALYZE users',
  },
  mysql: {
    up: 'ALTER TABLE users MODIFY age BIGINT',
    down: 'ALTER TABLE users MODIFY age INTEGER',
    label: /^COPY on users · rewrites the table · about \d+ rows$/,
    analyse: 'ANALYZE TABLE users',
  },
  sqlite: {
    up: 'ALTER TABLE users RENAME COLUMN age TO years',
    down: 'ALTER TABLE users RENAME COLUMN years TO age',
    label: null,
    analyse: 'ANALYZE users',
  },
};

describe.each(databases)('$name: what a statement was measured to take', (database) => {
  test('is shown behind it with the rows of the connected environment, from the threshold on', async () => {
    const { up, down, label, analyse } = hazards[database.dialect] ?? hazards.mysql!;
    const text = `-- migrate:up\n${up};\n-- migrate:down\n${down};\n`;
    const [{ url, drop }, scratch] = [await database.create(), await database.create()];
    onTestFinished(async () => {
      await drop();
      await scratch.drop();
    });
    await sql(url, 'CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER)');
    await sql(url, `INSERT INTO users (id) VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9)`);
    await sql(url, analyse);
    const client = await startClient(
      {
        'migrate.config.json': configuration({ dev: { database: url, scratch: scratch.url } }),
        'migrations/001_users.sql': users,
        [path]: text,
      },
      {
        initializationOptions: { trusted: true, settings: { hazardRows: 5, refreshInterval: 0 } },
        capabilities: { workspace: { inlayHint: { refreshSupport: true } } },
      },
    );
    const hints = async () => {
      const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
      const textDocument = { uri: client.uri(path) };
      const found = await client.ask<{ label: string; position: { line: number; character: number } }[]>(
        'textDocument/inlayHint',
        { textDocument, range },
      );
      return found.map((hint) => [hint.label, hint.position]);
    };
    const end = { line: 1, character: up.length + 1 };
    const { id: project } = await client.project();
    client.open(path, text);
    // Tried by itself; nothing is shown while it is not known how large the table is.
    await client.request('switchback/check', { project, run: 'r', versions: ['002'] });
    expect(await hints()).toEqual([]);
    await client.request('switchback/connect', { project, environment: 'dev' });
    if (label === null) {
      expect(await hints()).toEqual([]);
      return;
    }
    await expect.poll(hints, { timeout: 20_000 }).toEqual([[expect.stringMatching(label), end]]);
    client.notify('workspace/didChangeConfiguration', { settings: { migrate: { hazardRows: 1000 } } });
    await expect.poll(hints, { timeout: 20_000 }).toEqual([]);
  });
});
