import { spawn } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { containers } from './servers/containers.ts';
import { checkout, dataRoot } from './servers/directories.ts';
import { removeLeftovers } from './servers/runDirectory.ts';
import { everyServer } from './servers/servers.ts';
import { allServers, databases, query, sql, startPrivate } from './servers/testDatabases.ts';

const saysItsProduct = {
  PostgreSQL: /^PostgreSQL \d/,
  MySQL: /^[89]\.\d+\.\d+(?!.*MariaDB)/,
  MariaDB: /^1\d\.\d+\.\d+-MariaDB/,
  SQLite: /^3\.\d+\.\d+$/,
} as const;

test('the suites loop over all four products', () => {
  expect(databases.map(({ product }) => product).sort()).toEqual([
    'MariaDB',
    'MySQL',
    'PostgreSQL',
    'SQLite',
  ]);
});

const everyDatabase = [...allServers, ...databases.filter(({ adminUrl }) => adminUrl === null)];

describe.each(everyDatabase)('$name', (database) => {
  test('says its product and version', async () => {
    const version = database.adminUrl === null ? 'sqlite_version()' : 'version()';
    const fresh = await database.create();
    expect(await query(fresh.url, `select ${version} as version`)).toEqual([
      { version: expect.stringMatching(saysItsProduct[database.product]) },
    ]);
    await fresh.drop();
  });

  test('two fresh databases know nothing of each other, and are gone when dropped', async () => {
    const [one, other] = await Promise.all([database.create(), database.create()]);
    await sql(one.url, 'create table t (id int); insert into t values (1); insert into t values (2)');
    await sql(other.url, 'create table t (id int)');
    expect(await query(one.url, 'select id from t order by id')).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await query(other.url, 'select id from t')).toEqual([]);
    await Promise.all([one.drop(), other.drop(), one.drop()]);
    if (database.adminUrl === null) expect(existsSync(one.url.slice('sqlite:'.length))).toBe(false);
    else await expect(query(one.url, 'select 1')).rejects.toThrow(/does not exist|unknown database/i);
  });
});

test.each(allServers)('$name refuses a wrong password', async ({ adminUrl }) => {
  const wrong = new URL(adminUrl ?? '');
  wrong.password = 'guessed';
  await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password/);
});

describe.each(everyServer.map((name) => ({ name })))('a private $name', ({ name }) => {
  test('keeps what was committed when it is killed and started again', async () => {
    const server = await startPrivate(name);
    await sql(server.url, 'create table kept (id int primary key)');
    await sql(server.url, 'insert into kept values (1)');
    await server.kill('SIGKILL');
    await expect(query(server.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
    await server.restart();
    expect(await query(server.url, 'select id from kept')).toEqual([{ id: 1 }]);
    await server.stop();
    await expect(query(server.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('servers started by `npm run servers`', (signal) => {
  test(`end when it gets ${signal}, and leave nothing to a later run`, async () => {
    const program = join(import.meta.dirname, 'servers/main.ts');
    const own = Object.entries(process.env).filter(([name]) => !/^TEST_.*_URL$/.test(name));
    const child = spawn(process.execPath, [program, 'mariadb10'], { env: Object.fromEntries(own) });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    let url = '';
    for await (const line of createInterface(child.stdout)) {
      url = /^export TEST_MARIADB10_URL='(.*?)'/.exec(line)?.[1] ?? '';
      break;
    }
    await query(url, 'select 1');
    child.kill(signal);
    await exited;
    const answer = () => query(url, 'select 1').then(String, String);
    await expect.poll(answer, { timeout: 60_000 }).toMatch(/ECONNREFUSED/);
    removeLeftovers();
    expect(globSync(`switchback-test-*/mariadb10-${new URL(url).port}`, { cwd: dataRoot() })).toEqual([]);
  });
});

test.each(Object.entries(containers))(
  '%s as docker:up prints it is in docker-compose.yml',
  (_variable, url) => {
    const compose = readFileSync(join(checkout, 'docker-compose.yml'), 'utf8');
    const { hostname, port, password } = new URL(url);
    expect(compose).toContain(`'${hostname}:${port}:`);
    expect(compose).toContain(`PASSWORD: '${decodeURIComponent(password)}'`);
  },
);
