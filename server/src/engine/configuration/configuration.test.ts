import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { MigrateError } from '../errors.ts';
import {
  type Flags,
  loadConfiguration,
  parseConfiguration,
  resolveSettings,
  type Variables,
} from './index.ts';
import { parseJson } from './jsonDocument.ts';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'switchback-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

async function errorOf(work: () => unknown): Promise<MigrateError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof MigrateError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const invalid: readonly (readonly [title: string, text: string, place: string, message: RegExp])[] = [
  ['no JSON', '{\n  "a": }', '2:8', /not valid JSON/],
  ['a comment', '{\n  // no\n}', '2:3', /double quotes/],
  ['a comma too many', '{ "table": "t", }', '1:17', /comma/],
  ['a key twice', '{ "table": "t",\n "table": "u" }', '2:2', /twice/],
  ['an unknown key', '{\n  "tabel": "t"\n}', '2:3', /"tabel" is not a key/],
  [
    'an unknown key inside',
    '{ "environments": { "dev": { "prodution": true } } }',
    '1:30',
    /environments\.dev\.prodution/,
  ],
  [
    'a wrong kind',
    '{ "environments": { "dev": {\n "production": "yes" } } }',
    '2:16',
    /must be true or false/,
  ],
  ['a wrong value', '{ "outOfOrder": "never" }', '1:17', /"warn", "error", "allow"/],
  ['a wrong time', '{ "lockTimeout": "soon" }', '1:18', /500ms, 5s or 1min/],
  ['a time of a wrong kind', '{ "lockTimeout": true }', '1:18', /a number or a text/],
  ['an environment of a wrong kind', '{ "environments": { "dev": 5 } }', '1:28', /a text or an object/],
  [
    'a default that is no environment',
    '{ "defaultEnvironment": "x", "environments": { "dev": {} } }',
    '1:25',
    /"x"/,
  ],
  ['a list', '[]', '1:1', /must be an object/],
];

test.each(invalid)('C2 the configuration is refused: %s', async (_, text, place, message) => {
  const error = await errorOf(() => parseConfiguration('/p/migrate.config.json', text));
  expect(error.code).toBe('config-invalid');
  expect(error.class).toBe('usage');
  expect(error.message).toMatch(message);
  expect(`${error.details.place!.line}:${error.details.place!.column}`).toBe(place);
});

test('C2 every mistake of a configuration is told', async () => {
  const error = await errorOf(() =>
    parseConfiguration('/p/c.json', '{ "tabel": 1, "retries": -1, "ignore": 3 }'),
  );
  expect([error, ...error.details.others!]).toHaveLength(3);
});

const environments = {
  dev: { database: 'sqlite:dev.db' },
  staging: 'postgres://staging/app',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the configuration's own form
  live: { database: 'postgres://${env:DB_USER}@live/app', production: true },
};

interface Case {
  readonly title: string;
  readonly config?: object;
  readonly dotEnv?: string;
  readonly flags?: Flags;
  readonly variables?: Variables;
  readonly database?: 'optional';
  /** `undefined`: no URL. */
  readonly url?: string;
  readonly error?: string;
  readonly production?: string;
}

const cases: readonly Case[] = [
  {
    title: 'U8 --database wins',
    config: { environments, defaultEnvironment: 'dev' },
    flags: { database: 'mysql://flag/a' },
    variables: { DATABASE_URL: 'mysql://var/a' },
    url: 'mysql://flag/a',
  },
  {
    title: 'U8 then DATABASE_URL',
    config: { environments, defaultEnvironment: 'dev' },
    variables: { DATABASE_URL: 'mysql://var/a' },
    url: 'mysql://var/a',
  },
  {
    title: 'U8 then the default environment',
    config: { environments, defaultEnvironment: 'staging' },
    url: 'postgres://staging/app',
  },
  {
    title: 'U8 then the only environment',
    config: { environments: { one: 'sqlite:one.db' } },
    url: 'sqlite:one.db',
  },
  {
    title: 'U8 --env chooses',
    config: { environments, defaultEnvironment: 'dev' },
    flags: { environment: 'staging' },
    url: 'postgres://staging/app',
  },
  { title: 'U8 several and no default', config: { environments }, error: 'usage' },
  { title: 'U8 nothing at all', error: 'no-database-url' },
  { title: 'U8 nothing at all, and none needed', database: 'optional' },
  { title: 'U8 several and no default, and none needed', config: { environments }, database: 'optional' },
  {
    title: 'U8 an unknown environment',
    config: { environments },
    flags: { environment: 'prod' },
    error: 'unknown-environment',
  },
  {
    title: 'U8 an environment without configuration',
    flags: { environment: 'prod' },
    error: 'unknown-environment',
  },
  {
    title: 'U8 a variable is put in',
    config: { environments },
    flags: { environment: 'live' },
    variables: { DB_USER: 'ann' },
    url: 'postgres://ann@live/app',
    production: 'live',
  },
  {
    title: 'U8 .env adds variables',
    config: { environments },
    dotEnv: 'DB_USER=ann\n',
    flags: { environment: 'live' },
    url: 'postgres://ann@live/app',
    production: 'live',
  },
  {
    title: 'U8 the real environment beats .env',
    dotEnv: 'DATABASE_URL=sqlite:env.db',
    variables: { DATABASE_URL: 'sqlite:real.db' },
    url: 'sqlite:real.db',
  },
  {
    title: 'U8 .env counts without a configuration',
    dotEnv: 'DATABASE_URL=sqlite:env.db',
    url: 'sqlite:env.db',
  },
  {
    title: 'U8 a missing variable',
    config: { environments },
    flags: { environment: 'live' },
    error: 'variable-missing',
  },
  {
    title: 'U8 a missing variable, where no database is needed',
    config: { environments: { live: environments.live } },
    database: 'optional',
    production: 'live',
  },
  {
    title: 'U8 a missing variable of a named environment',
    config: { environments },
    flags: { environment: 'live' },
    database: 'optional',
    error: 'variable-missing',
  },
  {
    title: 'R6 a marked environment',
    config: { environments: { x: { database: 'sqlite:a', production: true } } },
    url: 'sqlite:a',
    production: 'x',
  },
  {
    title: 'R6 an environment named prod',
    config: { environments: { prod: 'sqlite:a' } },
    url: 'sqlite:a',
    production: 'prod',
  },
  {
    title: 'R6 unless it says otherwise',
    config: { environments: { prod: { database: 'sqlite:a', production: false } } },
    url: 'sqlite:a',
  },
  {
    title: 'R6 NODE_ENV',
    flags: { database: 'sqlite:a' },
    variables: { NODE_ENV: 'production' },
    url: 'sqlite:a',
    production: 'production',
  },
  {
    title: 'R6 MIGRATE_ENV',
    flags: { database: 'sqlite:a' },
    variables: { MIGRATE_ENV: 'Prod' },
    url: 'sqlite:a',
    production: 'Prod',
  },
  {
    title: 'R6 another NODE_ENV',
    flags: { database: 'sqlite:a' },
    variables: { NODE_ENV: 'test' },
    url: 'sqlite:a',
  },
  {
    title: "R6 the URL of a production environment is production's",
    config: { environments },
    flags: { database: 'postgres://ann@live/app' },
    variables: { DB_USER: 'ann' },
    url: 'postgres://ann@live/app',
    production: 'live',
  },
];

test.each(cases)(
  '$title',
  async ({ config, dotEnv, flags = {}, variables = {}, database, url, error, production }) => {
    const folder = folderWith({
      ...(config === undefined ? {} : { 'migrate.config.json': JSON.stringify(config) }),
      ...(dotEnv === undefined ? {} : { '.env': dotEnv }),
    });
    const configuration = await loadConfiguration({ workingDirectory: folder, variables });
    const resolve = () =>
      resolveSettings(configuration, flags, { workingDirectory: folder, database: database ?? 'required' });
    if (error !== undefined) {
      expect((await errorOf(resolve)).code).toBe(error);
      return;
    }
    const settings = resolve();
    expect([settings.url, settings.production]).toEqual([url, production]);
  },
);

test('U8 the usage error lists the environments', async () => {
  const folder = folderWith({ 'migrate.config.json': JSON.stringify({ environments }) });
  const configuration = await loadConfiguration({ workingDirectory: folder, variables: {} });
  const error = await errorOf(() =>
    resolveSettings(configuration, {}, { workingDirectory: folder, database: 'required' }),
  );
  expect(error.details.hint).toContain('dev, staging, live');
});

test('C1 flags beat the environment, which beats the rest of the file', async () => {
  const config = {
    migrations: 'db',
    table: 'top',
    outOfOrder: 'allow',
    lockTimeout: 5,
    tableLockTimeout: '2s',
    ignore: ['*.md'],
    environments: { dev: { database: 'sqlite:a', table: 'own', lockTimeout: '1min', retries: 2 } },
  };
  const folder = folderWith({ 'migrate.config.json': JSON.stringify(config) });
  const configuration = await loadConfiguration({ workingDirectory: folder, variables: {} });
  const request = { workingDirectory: '/w', database: 'required' } as const;
  expect(resolveSettings(configuration, {}, request)).toMatchObject({
    directory: join(folder, 'db'),
    table: 'own',
    outOfOrder: 'allow',
    lockTimeoutMs: 60_000,
    limits: { lockTimeoutMs: 2000 },
    retries: 2,
    ignore: ['*.md'],
    environment: 'dev',
    workingDirectory: folder,
  });
  expect(
    resolveSettings(configuration, { directory: 'm', table: 'flag', lockTimeoutMs: 1 }, request),
  ).toMatchObject({
    directory: '/w/m',
    table: 'flag',
    lockTimeoutMs: 1,
  });
});

test('U8 the configuration is found upwards inside a repository, and only there', async () => {
  const folder = folderWith({
    'migrate.config.json': '{}',
    'sub/deep/file': '',
    'repo/.git/HEAD': '',
    'repo/inner/file': '',
    'other/migrate.config.json': '{ "table": "other" }',
    'other/.git/HEAD': '',
    'other/inner/file': '',
  });
  const fileFrom = async (path: string) =>
    (await loadConfiguration({ workingDirectory: join(folder, path), variables: {} })).file;
  expect(await fileFrom('.')).toBe(join(folder, 'migrate.config.json'));
  expect(await fileFrom('sub/deep')).toBeNull();
  expect(await fileFrom('repo/inner')).toBeNull();
  expect(await fileFrom('other/inner')).toBe(join(folder, 'other/migrate.config.json'));
});

test('C2 a configuration that is named must be there', async () => {
  const load = () => loadConfiguration({ workingDirectory: '/', file: 'nowhere.json', variables: {} });
  expect((await errorOf(load)).code).toBe('config-missing');
});

test('U8 no message holds the value of a variable', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the configuration's own form
  const config = { environments: { a: '${env:SECRET}${env:NONE}' } };
  const folder = folderWith({ 'migrate.config.json': JSON.stringify(config) });
  const configuration = await loadConfiguration({
    workingDirectory: folder,
    variables: { SECRET: 'hunter2' },
  });
  const error = await errorOf(() =>
    resolveSettings(configuration, {}, { workingDirectory: folder, database: 'required' }),
  );
  expect(error.message).toContain('NONE');
  expect(JSON.stringify([error.message, error.details])).not.toContain('hunter2');
});

test('C2 JSON is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), fc.nat(3), (text, indent) => {
      const value: unknown = JSON.parse(text);
      expect(parseJson(JSON.stringify(value, null, indent)).value).toEqual(value);
    }),
  );
});

test('C2 what is no JSON is refused, never read', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"a"',
    ':',
    ',',
    '1',
    'true',
    'nul',
    ' ',
    '"',
    '\\',
    '//',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (parts) => {
      const text = parts.join('');
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      if (!valid) expect(() => parseJson(text)).toThrow();
    }),
  );
});
