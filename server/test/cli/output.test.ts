import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectRaw, databases } from '../servers/testDatabases.ts';
import { createWorkspace, migration, runProgram, tableMigration, type Workspace } from './workspace.ts';

const sqlite = databases.at(-1)!;
const files = { '001_a.sql': tableMigration('a'), '003_c.sql': tableMigration('c') };

describe.each(databases)('$name: output', (database) => {
  test('U3 C4 a failure says which file, line and statement, and what the database said', async () => {
    const broken = migration(
      'CREATE TABLE b (id INTEGER);\nINSERT INTO nowhere\nVALUES (1);',
      'DROP TABLE b;',
    );
    const workspace = await createWorkspace(database, { ...files, '002_b.sql': broken });
    const { stdout, stderr } = await workspace.run('up');
    expect(stdout.replace(/\(.*?\)/g, '()').split('\n')).toEqual(
      expect.arrayContaining([
        'Applying 001_a... done ()',
        'Applying 002_b... failed',
        'Applied 1 migration, 1 failed, 1 skipped',
      ]),
    );
    expect(stderr).toMatch(/^error\[statement-failed\]: .*nowhere/m);
    expect(stderr).toContain('--> migrations/002_b.sql:3');
    expect(stderr).toContain('3 | INSERT INTO nowhere\n4 | VALUES (1)');
    expect(stderr).toMatch(/^ {2}database: \S+/m);
  });

  test('U5 -v prints each statement and its time, --quiet nothing', async () => {
    const workspace = await createWorkspace(database, files);
    const verbose = await workspace.run('up 1 -v');
    expect(verbose.stdout.replace(/\([\d.]+m?s\)/g, '(1ms)')).toContain(
      'Applying 001_a...\n  CREATE TABLE a (id INTEGER PRIMARY KEY); (1ms)\n  done (1ms)\nApplied 1 migration\n',
    );
    expect(await workspace.run('up -q')).toMatchObject({ exit: 0, stdout: '', stderr: '' });
    expect((await workspace.run('down 1 -v --dry-run')).stdout).toContain(
      'Would roll back: 003_c\n  DROP TABLE c;\n',
    );
  });

  test('U6 a second run waits for the first, and says so; --lock-timeout bounds the wait', async () => {
    const workspace = await createWorkspace(database, files);
    await workspace.run('init');
    const blocker = await createBlocker(workspace);
    try {
      const late = await workspace.run('up --lock-timeout 1');
      expect(late.exit).toBe(1);
      expect(late.stderr).toContain('error[lock-timeout]');
      expect((await workspace.run('up --lock-timeout 500ms --json')).json()).toMatchObject({
        error: { code: 'lock-timeout' },
      });
      const stopped = await workspace.run('up', { whenSaid: ['lock-waiting', (kill) => kill('SIGINT')] });
      expect(stopped.exit).toBe(1);
      expect(stopped.stderr).toContain('error[cancelled]');
    } finally {
      await blocker.end();
    }
    expect((await workspace.run('up')).exit).toBe(0);
  });

  test('U6 a signal ends a run clean: nothing is left, the lock neither', async () => {
    const workspace = await createWorkspace(database, {
      ...files,
      '002_b.sql': migration(`${slow(database)};`, 'SELECT 1;'),
    });
    const stopped = await workspace.run('up', {
      whenSaid: ['Applying 002_b...', (kill) => void whenRunning(workspace).then(() => kill('SIGTERM'))],
    });
    if (database.dialect === 'sqlite') {
      expect(stopped.exit).toBeNull();
    } else {
      expect(stopped.exit).toBe(1);
      expect(stopped.stderr).toContain('error[cancelled]');
      expect(stopped.stdout).toContain('Applied 1 migration, 1 failed, 1 skipped');
    }
    workspace.write({ 'migrations/002_b.sql': tableMigration('b') });
    expect(await workspace.run('up')).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('Applied 2 migrations') as string,
    });
  });
});

/** Ends as soon as the server says that it runs the slow statement; at once where there is no server. */
async function whenRunning({ url }: Workspace): Promise<void> {
  const busy = url.startsWith('postgres')
    ? "select 1 from pg_stat_activity where query like 'SELECT pg_sleep(60)%' and pid <> pg_backend_pid()"
    : "select 1 from information_schema.processlist where info like 'INSERT INTO a SELECT COUNT%' and id <> connection_id()";
  if (url.startsWith('sqlite')) return;
  const connection = await connectRaw(url);
  try {
    while ((await connection.query(busy)).length === 0);
  } finally {
    await connection.close();
  }
}

/** A statement that runs for minutes; MySQL's SLEEP would not do, since it ends without an error when it is stopped. */
function slow({ dialect }: (typeof databases)[number]): string {
  if (dialect === 'postgres') return 'SELECT pg_sleep(60)';
  if (dialect !== 'sqlite')
    return 'INSERT INTO a SELECT COUNT(*) FROM information_schema.columns slow, information_schema.columns b, information_schema.columns c';
  return 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000000) INSERT INTO a SELECT max(i) FROM n';
}

/** Another `migrate up` that holds the lock until it is let go. */
async function createBlocker(workspace: Workspace) {
  const go = join(workspace.folder, 'go');
  workspace.write({
    'slow/000_slow.mjs': `import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
export async function up() {
  process.stderr.write('holding\\n');
  while (!existsSync(${JSON.stringify(go)})) await setTimeout(20);
}
export function down() {}`,
  });
  let holds: () => void = () => undefined;
  const ready = new Promise<void>((done) => {
    holds = done;
  });
  const run = workspace.run('up --dir slow', { whenSaid: ['holding', holds] });
  await Promise.race([ready, run.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
  return {
    end: async () => {
      workspace.write({ go: '' });
      expect((await run).exit).toBe(0);
    },
  };
}

test('C1 global options stand before or after the command', async () => {
  const workspace = await createWorkspace(sqlite, files);
  const env = { DATABASE_URL: undefined };
  await workspace.run('init');
  for (const args of [
    `--database ${workspace.url} status --json`,
    `status --json --database ${workspace.url}`,
    `--json status --database=${workspace.url}`,
  ]) {
    expect((await workspace.run(args, { env })).json()).toHaveProperty('migrations');
  }
  expect((await workspace.run('up --table history_of_mine --dir ./migrations')).exit).toBe(0);
  expect(await workspace.tables()).toContain('history_of_mine');
});

test('C1 --version and --help', async () => {
  const cwd = process.cwd();
  const version = await runProgram(['--version'], { cwd });
  expect(version).toMatchObject({
    exit: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    stderr: '',
  });
  const help = await runProgram(['--help'], { cwd });
  expect([help.exit, help.stderr]).toEqual([0, '']);
  for (const word of ['init', 'up', 'down', 'fresh', '--database', '--json', '--quiet'])
    expect(help.stdout).toContain(word);
  expect((await runProgram(['up', '--help'], { cwd })).stdout).toContain('--single-transaction');
  expect((await runProgram([], { cwd })).exit).toBe(2);
});

test('C4 colour on a terminal, unless NO_COLOR or --no-color', async () => {
  const workspace = await createWorkspace(sqlite, files);
  await workspace.run('init');
  const colour = '\u001b[';
  expect((await workspace.run('status', { typed: '' })).stdout).toContain(colour);
  expect((await workspace.run('status --no-color', { typed: '' })).stdout).not.toContain(colour);
  expect((await workspace.run('status', { typed: '', env: { NO_COLOR: '1' } })).stdout).not.toContain(colour);
  expect((await workspace.run('status')).stdout).not.toContain(colour);
});

test.each([
  ['live\n', 0],
  ['dev\n', 4],
])('R6 on a terminal fresh asks for the name of production: %j', async (typed, exit) => {
  const workspace = await createWorkspace(sqlite, files);
  workspace.write({
    'migrate.config.json': JSON.stringify({
      environments: { live: { database: workspace.url, production: true } },
    }),
  });
  const run = await workspace.run('fresh', { typed, env: { DATABASE_URL: undefined } });
  expect(run.stdout).toContain('Type its name');
  expect(run.exit).toBe(exit);
});

test('C4 there is no colour and no question without a terminal', async () => {
  const workspace = await createWorkspace(sqlite, files);
  const run = await workspace.run('fresh', { env: { NODE_ENV: 'production', FORCE_COLOR: undefined } });
  expect([run.exit, run.stdout]).toEqual([4, '']);
  expect(run.stderr).not.toContain('\u001b');
});

test('U8 a relative SQLite file of the configuration lies beside it', async () => {
  const workspace = await createWorkspace(sqlite, files);
  const options = { env: { DATABASE_URL: undefined }, cwd: join(workspace.folder, 'sub') };
  workspace.write({
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the configuration's own form
    'migrate.config.json': JSON.stringify({ environments: { dev: 'sqlite:${env:NAME}.db' } }),
    '.env': 'NAME=mine\n',
    '.git/HEAD': '',
    'sub/.keep': '',
  });
  expect((await workspace.run('up', options)).exit).toBe(0);
  expect(existsSync(join(workspace.folder, 'mine.db'))).toBe(true);
  expect((await workspace.run('status --env dev', options)).stdout).toContain('applied');
});

test('C4 a reader that goes away breaks no run off', async () => {
  const workspace = await createWorkspace(sqlite, { '001_a.sql': tableMigration('a') });
  expect(await workspace.run('up -v', { closed: true })).toMatchObject({ exit: 0, stderr: '' });
  expect((await workspace.run('status --check')).exit).toBe(0);
});

test('D10 code migrations run without a build step', async () => {
  const body = (table: string) =>
    `await db.execute('CREATE TABLE ${table} (id INTEGER)'); await db.execute('INSERT INTO ${table} VALUES (?)', [7]); const rows = await db.query('SELECT id FROM ${table}'); if (rows[0].id !== 7) throw new Error('no row');`;
  const workspace = await createWorkspace(sqlite, {
    '1_ts.ts': `type Db = { execute(sql: string, params?: unknown[]): Promise<unknown>; query(sql: string): Promise<{ id: number }[]> };\nenum Kind { A }\nexport async function up(db: Db): Promise<void> { void Kind.A; ${body('t1').replace("'SELECT id FROM t1'", "'SELECT id FROM t1'")} }\nexport async function down(db: Db) { await db.execute('DROP TABLE t1'); }`,
    '2_esm.mjs': `import { sep } from 'node:path';\nexport const up = async (db) => { if (!sep) return; ${body('t2')} };\nexport const down = (db) => db.execute('DROP TABLE t2');`,
    '3_cjs.js': `exports.up = async (db) => { ${body('t3')} };\nmodule.exports.down = (db) => db.execute('DROP TABLE t3');`,
    '4_default.cjs': `module.exports = { up: async (db) => { ${body('t4')} }, down: (db) => db.execute('DROP TABLE t4') };`,
    '5_mts.mts': `import { table } from './names/table.ts';\nexport const up = (db: any) => db.execute(\`CREATE TABLE \${table} (id INTEGER)\`);\nexport const down = (db: any) => db.execute(\`DROP TABLE \${table}\`);`,
  });
  workspace.write({
    'migrations/names/table.ts': "export const table: string = 't5';\n",
    'migrate.config.json': '{ "ignore": ["names"] }',
  });
  const up = await workspace.run('up');
  expect([up.exit, up.stderr]).toEqual([0, '']);
  expect(await workspace.tables()).toEqual(expect.arrayContaining(['t1', 't2', 't3', 't4', 't5']));
  expect((await workspace.run('down 9')).exit).toBe(0);
  expect(await workspace.tables()).not.toContain('t1');
});

test.each([
  ['export const up = 5;', /exports no function "up"/, '1_a.ts:1:1'],
  ['export function up() {\n  const x = ;\n}', /cannot be loaded/, '1_a.ts:2:'],
  ["\nthrow new Error('at load');", /at load/, '1_a.ts:2:'],
  ["import x from './nowhere.ts';\nexport function up() { x(); }", /nowhere/, '1_a.ts:1'],
])('D10 a module that cannot run: %j', async (text, message, place) => {
  const workspace = await createWorkspace(sqlite, { '1_a.ts': text });
  const run = await workspace.run('up');
  expect(run.exit).toBe(4);
  expect(run.stderr).toMatch(/error\[invalid-code-migration\]/);
  expect(run.stderr).toMatch(message);
  expect(run.stderr).toContain(place);
});
