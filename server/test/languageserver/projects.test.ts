import { describe, expect, test } from 'vitest';
import { configuration, problemOf, startClient } from './client.ts';
import { files, first, variable } from './unreachable.ts';

describe('projects', () => {
  test('E5 environments are listed without passwords, and switched', async () => {
    const client = await startClient({
      ...files,
      '.env': 'SECRET=pa55\n',
      'migrate.config.json': configuration({
        dev: 'postgres://ann:pa55@h/a',
        other: { database: 'sqlite:o.db', migrations: 'more' },
        late: `mysql://${variable('NOT_SET')}/x`,
        dotted: `postgres://ann:${variable('SECRET')}@h/b`,
      }),
      'more/001_x.sql': first,
    });
    const project = await client.project();
    expect(
      project.environments.map(({ name, location, problem }) => [name, location, problem?.code ?? null]),
    ).toEqual([
      ['dev', 'postgres://ann@h/a', null],
      ['other', 'sqlite:o.db', null],
      ['late', null, 'variable-missing'],
      ['dotted', 'postgres://ann@h/b', null],
    ]);
    expect(client.received.join()).not.toContain('pa55');
    const other = await client.request('switchback/selectEnvironment', {
      project: project.id,
      environment: 'other',
    });
    expect(other).toMatchObject({ activeEnvironment: 'other', directory: client.uri('more') });
    const status = await client.request('switchback/status', { project: project.id, environment: null });
    expect(status.migrations.map(({ id, state }) => [id, state])).toEqual([['001_x', 'unknown']]);
    expect(
      await problemOf(
        client.request('switchback/selectEnvironment', { project: project.id, environment: 'nowhere' }),
      ),
    ).toMatchObject({ code: 'unknown-environment' });
    expect(
      await client.request('switchback/connect', { project: project.id, environment: 'late' }),
    ).toMatchObject({ problem: { code: 'variable-missing' } });
  });

  test('several folders and configurations are several projects', async () => {
    const client = await startClient({
      'a/migrate.config.json': configuration({ dev: 'sqlite:a.db' }),
      'a/migrations/001_x.sql': first,
      'b/c/migrate.config.json': configuration({ dev: 'sqlite:b.db' }),
      'node_modules/d/migrate.config.json': '{}',
    });
    const names = async () => (await client.request('switchback/projects', null)).map(({ name }) => name);
    expect(await names()).toEqual(['a', 'c']);
    const changed = client.notification(
      'switchback/changed',
      ({ what }: { what: string }) => what === 'projects',
    );
    client.write({ 'e/migrate.config.json': '{}' });
    await changed;
    expect(await names()).toEqual(['a', 'c', 'e']);
  });

  test('folders of the workspace come and go', async () => {
    const client = await startClient(
      { 'migrate.config.json': '{}', 'later/x/migrations/001_x.sql': '-- migrate:wrong\n' },
      { capabilities: { workspace: { workspaceFolders: true } } },
    );
    const folder = { uri: client.uri('later/x'), name: 'x' };
    const names = async () => (await client.request('switchback/projects', null)).map(({ name }) => name);
    const change = async (event: object) => {
      const changed = client.notification(
        'switchback/changed',
        ({ what }: { what: string }) => what === 'projects',
      );
      client.notify('workspace/didChangeWorkspaceFolders', { event });
      await changed;
      return names();
    };
    expect(await names()).toHaveLength(1);
    expect(await change({ added: [folder], removed: [] })).toHaveLength(2);
    await client.until('later/x/migrations/001_x.sql', (all) => all.length > 0);
    expect(await change({ added: [], removed: [folder] })).toHaveLength(1);
    await client.until('later/x/migrations/001_x.sql', (all) => all.length === 0);
  });

  test('a folder with migrations and no configuration is a project; DATABASE_URL is its environment', async () => {
    const client = await startClient(
      { 'migrations/001_x.sql': first },
      { environment: { DATABASE_URL: 'sqlite:x.db' } },
    );
    expect(await client.project()).toMatchObject({
      configuration: null,
      activeEnvironment: 'DATABASE_URL',
      environments: [{ location: 'sqlite:x.db' }],
    });
  });

  test('an empty folder has no project, and gets one with its configuration', async () => {
    const client = await startClient({ 'README.md': '' });
    expect(await client.request('switchback/projects', null)).toEqual([]);
    const changed = client.notification(
      'switchback/changed',
      ({ what }: { what: string }) => what === 'projects',
    );
    client.write({ 'migrate.config.json': '{}' });
    await changed;
    expect(await client.project()).toMatchObject({
      activeEnvironment: null,
      directoryExists: false,
      environments: [],
    });
  });

  test('E5 copy as command line', async () => {
    const client = await startClient({
      ...files,
      'migrate.config.json': configuration({ 'my env': 'sqlite:a.db' }),
    });
    const { id: project } = await client.project();
    const line = (request: object) =>
      client.request('switchback/commandLine', { project, environment: null, command: 'up', ...request });
    expect(await line({ to: '002' })).toBe("migrate up --to 002 --env 'my env'");
    expect(await line({ command: 'down', count: 2, force: true })).toBe(
      "migrate down 2 --force --env 'my env'",
    );
    expect(await line({ command: 'baseline', to: '1' })).toBe("migrate baseline 1 --env 'my env'");
  });

  test('E11 the schema at a version, and everything that is wrong', async () => {
    const client = await startClient({ ...files, 'migrations/003_x.sql': '-- migrate:up\nSELEC 1;\n' });
    const { id: project } = await client.project();
    // The built-in PostgreSQL has replayed it; what does not run is read as far as it goes.
    expect((await client.request('switchback/schemaAt', { project, version: '1' })).text).toBe(
      'CREATE TABLE users (\n    id integer\n);\n',
    );
    expect((await client.request('switchback/schemaAt', { project, version: null })).text).toMatch(
      /^-- [^\n]*003_x[^\n]*\n-- Read from the files alone[^\n]*\n\nCREATE TABLE users \([^;]*name text/,
    );
    expect(await problemOf(client.request('switchback/schemaAt', { project, version: '77' }))).toMatchObject({
      code: 'unknown-version',
    });
    const { problems } = await client.request('switchback/verify', { project, environment: null });
    expect(problems.map(({ code, line, uri }) => [code, line, uri])).toEqual([
      ['missing-down', 1, client.uri('migrations/003_x.sql')],
      ['syntax-error', 2, client.uri('migrations/003_x.sql')],
    ]);
  });

  test('a request about nothing is refused with a sentence', async () => {
    const client = await startClient(files);
    expect(
      await problemOf(client.request('switchback/status', { project: 'nothing', environment: null })),
    ).toMatchObject({ code: 'config-missing' });
    expect(await problemOf(client.ask('switchback/status', { nonsense: 1 }))).toMatchObject({
      code: 'config-missing',
    });
    expect(await problemOf(client.ask('switchback/run', undefined))).toHaveProperty('message');
    expect(await client.ask('switchback/projects', undefined)).toHaveLength(1);
  });
});
