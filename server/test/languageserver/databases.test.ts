import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { CodeLens } from 'vscode-languageserver-protocol';
import { Migrator } from '../../src/engine/index.ts';
import { databases, type FreshDatabase, query, sql, type TestDatabase } from '../servers/testDatabases.ts';
import { type Client, type ClientOptions, configuration, problemOf, startClient } from './client.ts';

const users =
  '-- migrate:up\nCREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(100));\n\n-- migrate:down\nDROP TABLE users;\n';
const orders =
  '-- migrate:up\nCREATE TABLE orders (id INTEGER PRIMARY KEY);\n\n-- migrate:down\nDROP TABLE orders;\n';
const items =
  '-- migrate:up\nCREATE TABLE items (id INTEGER PRIMARY KEY);\n\n-- migrate:down\nDROP TABLE items;\n';
const three = {
  'migrations/001_users.sql': users,
  'migrations/002_orders.sql': orders,
  'migrations/003_items.sql': items,
};

interface Connected extends Client {
  readonly id: string;
  readonly database: FreshDatabase;
  states(): Promise<string>;
}

/** A server whose project has one environment `dev` on a fresh database. */
async function connected(
  database: TestDatabase,
  files: Readonly<Record<string, string>> = three,
  options: ClientOptions & { readonly production?: boolean } = {},
): Promise<Connected> {
  const fresh = await database.create();
  onTestFinished(() => fresh.drop());
  const dev = { database: fresh.url, production: options.production ?? false };
  const client = await startClient({ 'migrate.config.json': configuration({ dev }), ...files }, options);
  const { id } = await client.project();
  const states = async () => {
    const { migrations } = await client.request('switchback/status', {
      project: id,
      environment: null,
      refresh: true,
    });
    return migrations.map(({ version, state }) => `${version} ${state}`).join(', ');
  };
  const environment = await client.request('switchback/connect', { project: id, environment: null });
  expect(environment).toMatchObject({ connection: 'connected', problem: null });
  return { ...client, id, database: fresh, states };
}

const run = (
  client: Connected,
  command: 'up' | 'down' | 'redo' | 'fresh' | 'repair' | 'init' | 'baseline' | 'resume' | 'recover',
  more: object = {},
) =>
  client.request('switchback/run', {
    project: client.id,
    environment: null,
    command,
    run: `${command}`,
    ...more,
  });

const titles = async (client: Client, path: string) => {
  const lenses = await client.ask<CodeLens[]>('textDocument/codeLens', {
    textDocument: { uri: client.uri(path) },
  });
  return lenses.map(({ command }) => command!.title);
};

describe.each(databases)('$name', (database) => {
  test('E3 E5 a lens applies what it says, and the states follow', async () => {
    const client = await connected(database);
    client.open('migrations/002_orders.sql', orders);
    expect(await titles(client, 'migrations/002_orders.sql')).toEqual([
      'Pending on dev',
      'Apply 2 to dev',
      'Preview',
    ]);
    const lenses = await client.ask<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: client.uri('migrations/002_orders.sql') },
    });
    const changed = client.notification(
      'switchback/changed',
      ({ what }: { what: string }) => what === 'history',
    );
    const result = await client.request('switchback/run', {
      ...lenses[1]!.command!.arguments![0].run,
      run: 'lens',
    });
    expect(result).toMatchObject({ applied: [{ id: '001_users' }, { id: '002_orders' }], problem: null });
    expect(result.summary).toMatch(/^Applied 2 migrations to dev in .*s\.$/);
    await changed;
    expect(await client.states()).toBe('001 applied, 002 applied, 003 pending');
    expect((await titles(client, 'migrations/002_orders.sql')).slice(1)).toEqual([
      'Roll back from dev',
      'Preview',
    ]);
    const types = client.events.filter((one) => one.run === 'lens').map(({ event }) => event.type);
    expect(types).toEqual(expect.arrayContaining(['runStarted', 'migrationStarted', 'migrationDone']));

    const back = await run(client, 'down', { to: '001' });
    expect(back).toMatchObject({ rolledBack: [{ id: '002_orders' }], problem: null });
    expect(await client.states()).toBe('001 applied, 002 pending, 003 pending');
  });

  test('E3 a plan lists what would run and its preview can be read', async () => {
    const client = await connected(database);
    const request = { project: client.id, environment: null, command: 'up', to: '2' } as const;
    const plan = await client.request('switchback/plan', request);
    expect(plan.refused).toBe(null);
    expect(
      plan.migrations.map(({ id, direction, uri, statements }) => [id, direction, uri, statements.length]),
    ).toEqual([
      ['001_users', 'up', client.uri('migrations/001_users.sql'), 1],
      ['002_orders', 'up', client.uri('migrations/002_orders.sql'), 1],
    ]);
    const preview = await client.request('switchback/preview', request);
    expect(preview.text).toContain('-- migrate up --to 2 --env dev');
    expect(preview.text).toContain('CREATE TABLE orders (id INTEGER PRIMARY KEY);');
    expect(await client.states()).toBe('001 pending, 002 pending, 003 pending');
  });

  test('E3 a run from a preview is refused when something has changed since', async () => {
    const client = await connected(database);
    const { token } = await client.request('switchback/plan', {
      project: client.id,
      environment: null,
      command: 'up',
    });
    client.write({ 'migrations/003_items.sql': items.replace('items (id', 'items (other') });
    const refused = await run(client, 'up', { token });
    expect(refused).toMatchObject({ applied: [], problem: { code: 'plan-changed' } });
    const again = await client.request('switchback/plan', {
      project: client.id,
      environment: null,
      command: 'up',
    });
    expect(await run(client, 'up', { token: again.token })).toMatchObject({ problem: null });
  });

  test('E5 a failing statement is told with file and line, and leaves nothing', async () => {
    const broken =
      '-- migrate:up\nCREATE TABLE a (id INTEGER);\nINSERT INTO nobody VALUES (1);\n-- migrate:down\nDROP TABLE a;\n';
    const client = await connected(database, { ...three, 'migrations/002_orders.sql': broken });
    const result = await run(client, 'up');
    expect(result).toMatchObject({
      applied: [{ id: '001_users' }],
      skipped: ['003_items'],
      problem: { code: 'statement-failed', line: 3, uri: client.uri('migrations/002_orders.sql') },
    });
    expect(await client.states()).toBe('001 applied, 002 pending, 003 pending');
  });

  test('E1 E2 a changed file is shown, compared, restored and accepted', async () => {
    const client = await connected(database);
    await run(client, 'up');
    const edited = users.replace('VARCHAR(100)', 'VARCHAR(200)');
    client.open('migrations/001_users.sql', edited);
    const found = await client.until('migrations/001_users.sql', (all) =>
      all.some(({ code }) => code === 'checksum-mismatch'),
    );
    const mismatch = found.find(({ code }) => code === 'checksum-mismatch')!;
    expect(mismatch).toMatchObject({
      severity: 1,
      source: 'migrate',
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 13 } },
    });
    expect(mismatch.codeDescription!.href).toMatch(/#checksum-mismatch$/);
    const actions = await client.ask<{ title: string; command: { command: string } }[]>(
      'textDocument/codeAction',
      {
        textDocument: { uri: client.uri('migrations/001_users.sql') },
        range: mismatch.range,
        context: { diagnostics: [mismatch] },
      },
    );
    expect(actions.map(({ command }) => command.command)).toEqual([
      'migrate.restoreApplied',
      'migrate.repair',
      'migrate.showApplied',
    ]);
    // Unsaved, so what is on disk still holds.
    expect(await client.states()).toMatch('001 applied');
    const shown = await client.request('switchback/show', {
      project: client.id,
      environment: null,
      version: '1',
    });
    expect(shown).toMatchObject({
      source: 'history',
      restored: users,
      uri: client.uri('migrations/001_users.sql'),
    });
    client.change('migrations/001_users.sql', shown.restored);
    await client.until('migrations/001_users.sql', (all) => all.length === 0);

    client.write({ 'migrations/001_users.sql': edited });
    expect(await client.states()).toMatch('001 modified');
    expect(await run(client, 'repair', { to: '001' })).toMatchObject({
      changed: ['001_users'],
      problem: null,
    });
    expect(await client.states()).toMatch('001 applied');
  });

  test('E1 a pending migration before an applied one is told, and changes by others are seen', async () => {
    const client = await connected(database, three, {
      initializationOptions: { settings: { refreshInterval: 0.2 } },
    });
    await run(client, 'up');
    const seen = client.notification(
      'switchback/changed',
      ({ what }: { what: string }) => what === 'history',
    );
    await sql(client.database.url, `DELETE FROM schema_migrations WHERE version = '001'`);
    await seen;
    await client.until('migrations/001_users.sql', (all) => all.some(({ code }) => code === 'out-of-order'));
    const { migrations } = await client.request('switchback/status', {
      project: client.id,
      environment: null,
    });
    expect(migrations.map(({ state }) => state)).toEqual(['outOfOrder', 'applied', 'applied']);
  });

  test('E4 an applied migration without a file is shown as missing', async () => {
    const client = await connected(database);
    await run(client, 'up');
    client.write({ 'migrations/003_items.sql': null });
    expect(await client.states()).toBe('001 applied, 002 applied, 003 missing');
    const { counts } = await client.request('switchback/status', { project: client.id, environment: null });
    expect(counts).toMatchObject({ applied: 2, missing: 1, unknown: 0 });
    expect(await run(client, 'down', { fromHistory: true })).toMatchObject({
      rolledBack: [{ version: '003' }],
    });
  });

  test('E8 a production environment wants its name', async () => {
    const client = await connected(database, three, { production: true });
    expect(await problemOf(run(client, 'up'))).toMatchObject({ code: 'production-confirmation' });
    expect(await problemOf(run(client, 'up', { confirm: 'prod' }))).toMatchObject({
      code: 'production-confirmation',
    });
    expect(await client.states()).toMatch('001 pending');
    expect(await run(client, 'up', { confirm: 'dev' })).toMatchObject({ problem: null });
  });

  test('A1 E5 a fresh that was broken off shows at its environment, until fresh has run', async () => {
    const client = await connected(database);
    await run(client, 'up');
    await sql(
      client.database.url,
      "insert into schema_migrations_journal (entry, run, version, name, direction, state, checksum, total, position, position_done, started_at) values ('e', 'r', '', 'fresh', 'down', 'dropping', '', 0, -1, 0, '2026-01-01T00:00:00.000Z')",
    );
    const environment = async () => {
      await client.request('switchback/status', { project: client.id, environment: null, refresh: true });
      const [project] = await client.request('switchback/projects', null);
      return project!.environments.find(({ name }) => name === 'dev');
    };
    expect(await environment()).toMatchObject({
      connection: 'connected',
      problem: { code: 'fresh-unfinished', message: expect.stringContaining('Still there: table') },
    });
    expect(await run(client, 'up')).toMatchObject({ problem: { code: 'fresh-unfinished' } });
    expect(await run(client, 'fresh')).toMatchObject({ problem: null });
    expect(await environment()).toMatchObject({ connection: 'connected', problem: null });
  });

  test('E5 every command of the engine can be run', async () => {
    const client = await connected(database);
    expect(await run(client, 'init')).toMatchObject({
      summary: 'The history table is ready in dev.',
      problem: null,
    });
    expect(await run(client, 'baseline', { to: '1' })).toMatchObject({ changed: ['001_users'] });
    expect(await run(client, 'fresh')).toMatchObject({ applied: [{}, {}, {}], problem: null });
    expect(await run(client, 'redo')).toMatchObject({
      applied: [{ id: '003_items' }],
      rolledBack: [{ id: '003_items' }],
    });
    expect(await run(client, 'resume')).toMatchObject({ problem: { code: 'not-incomplete' } });
    expect(await run(client, 'recover')).toMatchObject({ problem: { code: 'not-incomplete' } });
    expect(await run(client, 'up')).toMatchObject({ summary: 'Nothing to do in dev.', problem: null });
    const plan = (command: 'redo' | 'fresh' | 'init' | 'resume') =>
      client.request('switchback/plan', { project: client.id, environment: 'dev', command });
    expect((await plan('redo')).migrations.map(({ direction }) => direction)).toEqual(['down', 'up']);
    expect((await plan('fresh')).migrations).toHaveLength(3);
    expect((await plan('init')).migrations).toEqual([]);
    expect((await plan('resume')).refused).toMatchObject({ code: 'not-incomplete' });
  });

  test('E6 a schema file becomes a migration that is saved and applied', async () => {
    const client = await connected(database);
    await run(client, 'up');
    client.write({
      'schema.sql':
        'CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(100), phone VARCHAR(20));\nCREATE TABLE orders (id INTEGER PRIMARY KEY);\n',
    });
    const source = { kind: 'schema', uri: client.uri('schema.sql') } as const;
    const params = { project: client.id, environment: null, source };
    const kept = await client.request('switchback/diff', params);
    expect(kept.items.map(({ mark, text }) => `${mark} ${text}`).sort()[0]).toMatch(/^! DROP TABLE items/);
    expect(kept).toMatchObject({ destructive: 1, files: [{ up: expect.stringContaining('phone') }] });
    const all = await client.request('switchback/diff', { ...params, allowDestructive: true });
    expect(all.files[0]!.up).toMatch(/^DROP TABLE .*items/m);
    const { migrations } = await client.request('switchback/saveMigration', {
      project: client.id,
      name: 'add phone',
      files: all.files,
    });
    expect(migrations).toMatchObject([
      { version: '004', id: '004_add_phone', files: [client.uri('migrations/004_add_phone.sql')] },
    ]);
    expect(await run(client, 'up')).toMatchObject({ applied: [{ id: '004_add_phone' }], problem: null });
    const after = await client.request('switchback/diff', params);
    expect(after).toMatchObject({ items: [], files: [], destructive: 0 });
    const dump = await client.request('switchback/dump', { project: client.id, environment: null });
    expect(dump.text).toContain('phone');
    expect(dump.text).not.toContain('schema_migrations');
    expect(await run(client, 'down')).toMatchObject({ rolledBack: [{ id: '004_add_phone' }], problem: null });
  });

  test('E5 a new migration is later than everything there is', async () => {
    const client = await connected(database);
    await run(client, 'up');
    client.write({ 'migrations/003_items.sql': null });
    const made = await client.request('switchback/new', { project: client.id, name: 'Add phone' });
    expect(made).toMatchObject({ version: '004', id: '004_add_phone' });
    expect(readdirSync(join(client.folder, 'migrations'))).toContain('004_add_phone.sql');
    expect(await client.states()).toBe('001 applied, 002 applied, 003 missing, 004 pending');
    expect(
      await problemOf(client.request('switchback/new', { project: client.id, name: '!!' })),
    ).toMatchObject({ code: 'name-invalid' });
  });

  test('E9 an editor with no commands of its own can apply and roll back', async () => {
    const client = await connected(database);
    expect(client.initialized.capabilities.executeCommandProvider!.commands).toContain('migrate.apply');
    const execute = (command: string, ...given: unknown[]) =>
      client.ask<{ problem: unknown }>('workspace/executeCommand', { command, arguments: given });
    const said = client.notification<{ message: string }>('window/showMessage');
    expect(await execute('migrate.apply')).toMatchObject({ problem: null });
    expect((await said).message).toMatch(/^Applied 3 migrations to dev/);
    expect(
      await execute('migrate.preview', {
        version: '001',
        run: { project: client.id, environment: 'dev', command: 'down' },
      }),
    ).toContain('DROP TABLE items');
    expect(await execute('migrate.showApplied', { version: '2' })).toBe(orders);
    expect(await execute('migrate.rollback')).toMatchObject({ problem: null });
    expect(await client.states()).toBe('001 applied, 002 applied, 003 pending');
  });
});

const postgres = databases.find(({ dialect }) => dialect === 'postgres')!;
const sqlite = databases.find(({ dialect }) => dialect === 'sqlite')!;

/** A statement that takes long, by itself. */
const slow: Readonly<Record<string, string>> = {
  postgres: 'SELECT pg_sleep(600)',
  mysql: 'SELECT sleep(600)',
  mariadb: 'SELECT sleep(600)',
  sqlite:
    'INSERT INTO t WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000000000) SELECT x FROM n',
};

describe.each(databases)('$name', (database) => {
  test('E5 cancel really cancels, and the editor is answered all the while', async () => {
    const client = await connected(database, {
      'migrations/001_t.sql': '-- migrate:up\nCREATE TABLE t (x INTEGER);\n',
      'migrations/002_slow.sql': `-- migrate:up\nINSERT INTO t VALUES (1);\n${slow[database.dialect]};\n-- migrate:down\nDELETE FROM t;\n`,
    });
    client.open('migrations/002_slow.sql', '-- migrate:up\nSELECT * FROM t;\n');
    const source = new CancellationTokenSource();
    const running = client.notification(
      'switchback/event',
      ({ event }: { event: { type: string; id?: string } }) =>
        event.type === 'migrationStarted' && event.id === '002_slow',
    );
    const result = client
      .request(
        'switchback/run',
        { project: client.id, environment: null, command: 'up', run: 'slow' },
        source.token,
      )
      .catch((error: { data: unknown }) => ({ problem: error.data }));
    await running;
    const hover = await client.ask('textDocument/hover', {
      textDocument: { uri: client.uri('migrations/002_slow.sql') },
      position: { line: 1, character: 15 },
    });
    expect(JSON.stringify(hover)).toContain('table t');
    source.cancel();
    expect(await result).toMatchObject({ problem: { code: 'cancelled' } });
    expect(await client.states()).toBe('001 applied, 002 pending');
    expect(await query(client.database.url, 'SELECT x FROM t')).toEqual([]);
  });
});

test.each(databases)('E5 closing the editor leaves nothing half done: $name', async (database) => {
  const client = await connected(database, {
    'migrations/001_slow.sql': `-- migrate:up\nCREATE TABLE t (x INTEGER);\n${slow[database.dialect]};\n-- migrate:down\nDROP TABLE t;\n`,
  });
  const running = client.notification(
    'switchback/event',
    ({ event }: { event: { type: string } }) => event.type === 'migrationStarted',
  );
  void run(client, 'up').catch(() => undefined);
  await running;
  await client.end();
  const tables = async () => {
    const { migrations } = await new Migrator({
      url: client.database.url,
      directory: join(client.folder, 'migrations'),
    }).status();
    const exists = await query(client.database.url, 'SELECT x FROM t').then(
      () => true,
      () => false,
    );
    return `${migrations[0]!.state}, ${exists ? 't is there' : 'no table'}`;
  };
  await expect.poll(tables, { timeout: 30_000 }).toBe('pending, no table');
});

test('E7 the password is asked for, kept, and never shown', async () => {
  const fresh = await postgres.create();
  onTestFinished(() => fresh.drop());
  const address = new URL(fresh.url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  const asked: unknown[] = [];
  const answers = ['wrong', password];
  const client = await startClient(
    { 'migrate.config.json': configuration({ dev: address.href }), ...three },
    {
      initializationOptions: { passwords: true },
      answer: (method, params) => {
        if (method !== 'switchback/password') return null;
        asked.push(params);
        return answers.shift() ?? null;
      },
    },
  );
  const { id } = await client.project();
  const environment = await client.request('switchback/connect', { project: id, environment: 'dev' });
  expect(environment).toMatchObject({
    connection: 'connected',
    product: expect.stringContaining('PostgreSQL'),
  });
  const about = { project: id, environment: 'dev', location: environment.location };
  expect(asked).toEqual([
    { ...about, rejected: false },
    { ...about, rejected: true },
  ]);
  expect(
    (await client.request('switchback/run', { project: id, environment: null, command: 'up', run: '1' }))
      .problem,
  ).toBe(null);
  expect(client.received.join('\n')).not.toContain(password);
});

test('E7 without a password to be had the environment says why', async () => {
  const fresh = await postgres.create();
  onTestFinished(() => fresh.drop());
  const address = new URL(fresh.url);
  address.password = '';
  const client = await startClient(
    { 'migrate.config.json': configuration({ dev: address.href }), ...three },
    { initializationOptions: { passwords: true } },
  );
  const { id } = await client.project();
  const environment = await client.request('switchback/connect', { project: id, environment: null });
  expect(environment).toMatchObject({ connection: 'failed', problem: { code: 'authentication-failed' } });
  expect(
    await problemOf(client.request('switchback/plan', { project: id, environment: null, command: 'up' })),
  ).toMatchObject({ code: 'authentication-failed' });
});

test('E7 a password in the configuration is in no message of the server', async () => {
  const client = await connected(postgres, {
    ...three,
    'migrations/002_orders.sql': '-- migrate:up\nSELECT nonsense;\n',
  });
  await run(client, 'up');
  await client.request('switchback/preview', { project: client.id, environment: null, command: 'down' });
  const { password } = new URL(client.database.url);
  expect(password).not.toBe('');
  for (const secret of [password, decodeURIComponent(password)])
    expect(client.received.join('\n')).not.toContain(secret);
});

test('E4 a database that goes away and comes back is seen', async () => {
  const client = await connected(sqlite, three, {
    initializationOptions: { settings: { refreshInterval: 0.2 } },
  });
  await run(client, 'up');
  const state = async () => (await client.project()).environments[0]!.connection;
  const config = JSON.parse(readFileSync(join(client.folder, 'migrate.config.json'), 'utf8')) as {
    environments: { dev: { database: string } };
  };
  const file = config.environments.dev.database.replace('sqlite:', '');
  const { renameSync, writeFileSync } = await import('node:fs');
  const lost = client.notification(
    'switchback/changed',
    ({ what }: { what: string }) => what === 'connection',
  );
  renameSync(file, `${file}.away`);
  writeFileSync(file, 'this is no database, but long enough to be looked at as one. '.repeat(40));
  await lost;
  expect(await state()).toBe('failed');
  expect(
    (await client.request('switchback/status', { project: client.id, environment: null })).counts.unknown,
  ).toBe(3);
  const back = client.notification(
    'switchback/changed',
    ({ what }: { what: string }) => what === 'connection',
  );
  renameSync(`${file}.away`, file);
  await back;
  expect(await state()).toBe('connected');
  expect(await client.states()).toBe('001 applied, 002 applied, 003 applied');
});
