import { describe, expect, test } from 'vitest';
import { configuration, problemOf, startClient } from './client.ts';
import { files, first } from './unreachable.ts';

describe('E7 an untrusted workspace', () => {
  test('connects to nothing and runs nothing, and its files are still looked at', async () => {
    const client = await startClient(
      {
        ...files,
        'migrate.config.json': configuration({ dev: 'sqlite:app.db' }),
        'migrations/003_x.sql': '-- migrate:wrong\n',
      },
      { initializationOptions: { trusted: false } },
    );
    const { id } = await client.project();
    await client.until('migrations/003_x.sql', (all) => all.some(({ code }) => code === 'unknown-directive'));
    client.open('migrations/001_users.sql', first);
    expect(
      await client.ask('textDocument/codeLens', {
        textDocument: { uri: client.uri('migrations/001_users.sql') },
      }),
    ).toEqual([]);
    expect(await client.request('switchback/connect', { project: id, environment: null })).toMatchObject({
      connection: 'disconnected',
      problem: { code: 'untrusted' },
    });
    const request = { project: id, environment: null, command: 'up' } as const;
    expect(await problemOf(client.request('switchback/plan', request))).toMatchObject({ code: 'untrusted' });
    expect(await problemOf(client.request('switchback/run', { ...request, run: '1' }))).toMatchObject({
      code: 'untrusted',
    });
    expect(
      await problemOf(client.request('switchback/dump', { project: id, environment: null })),
    ).toMatchObject({ code: 'untrusted' });
    client.notify('switchback/trust', { trusted: true });
    client.write({ 'migrations/003_x.sql': null });
    expect(await client.request('switchback/connect', { project: id, environment: null })).toMatchObject({
      connection: 'connected',
    });
    expect(await client.request('switchback/run', { ...request, command: 'init', run: '1' })).toMatchObject({
      problem: null,
    });
  });

  test('opening files connects to nothing, unless the setting says so, and never to production', async () => {
    const client = await startClient({
      ...files,
      'migrate.config.json': configuration({ dev: 'sqlite:dev.db' }),
    });
    client.open('migrations/001_users.sql', first);
    await client.ask('textDocument/codeLens', {
      textDocument: { uri: client.uri('migrations/001_users.sql') },
    });
    expect((await client.project()).environments[0]).toMatchObject({ connection: 'disconnected' });

    const settings = { connectAutomatically: true };
    const eager = await startClient(
      { ...files, 'migrate.config.json': configuration({ dev: 'sqlite:dev.db' }) },
      { initializationOptions: { settings } },
    );
    await eager.notification('switchback/changed', ({ what }: { what: string }) => what === 'history');
    expect((await eager.project()).environments[0]).toMatchObject({ connection: 'connected' });

    const careful = await startClient(
      { ...files, 'migrate.config.json': configuration({ prod: 'sqlite:prod.db' }) },
      { initializationOptions: { settings } },
    );
    expect((await careful.project()).environments[0]).toMatchObject({
      connection: 'disconnected',
      production: true,
    });
  });
});
