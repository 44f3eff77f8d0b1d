import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { query, type TestDatabase } from '../servers/testDatabases.ts';

/** The built program; another build of it by MIGRATE_PROGRAM. */
const program = process.env.MIGRATE_PROGRAM ?? resolve(import.meta.dirname, '../../../dist/cli.js');

/** How a run of the `migrate` program ended. */
export interface Run {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as one JSON document. */
  json(): unknown;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Permission bits count, also for root. */
  readonly unprivileged?: boolean;
  /** Runs on a terminal, where this is typed; both outputs are then one. */
  readonly typed?: string;
  /** Nobody reads standard output. */
  readonly closed?: boolean;
  /** Called once when the output holds the text. */
  readonly whenSaid?: readonly [text: string, then: (kill: (signal: NodeJS.Signals) => void) => void];
}

/** A folder with a `migrations` directory and an empty database, DATABASE_URL set to it. Both go with the test. */
export interface Workspace {
  readonly url: string;
  readonly folder: string;
  /** Takes path in the folder → text or bytes. */
  write(files: Readonly<Record<string, string | Uint8Array | null>>): void;
  /** Runs `migrate` with the arguments; fails when a password is in the output. */
  run(args: string, options?: RunOptions): Promise<Run>;
  /** All tables of the database, sorted. */
  tables(): Promise<readonly string[]>;
}

/** `files` are paths below `migrations/`. */
export async function createWorkspace(
  database: TestDatabase,
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<Workspace> {
  const fresh = await database.create();
  const folder = mkdtempSync(join(tmpdir(), 'switchback-cli-'));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true, force: true });
    await fresh.drop();
  });
  mkdirSync(join(folder, 'migrations'));
  const secrets = secretsOf(fresh.url);
  const workspace: Workspace = {
    url: fresh.url,
    folder,
    write: (more) => {
      for (const [path, content] of Object.entries(more)) {
        if (content === null) rmSync(join(folder, path));
        else {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          writeFileSync(join(folder, path), content);
        }
      }
    },
    run: async (args, options = {}) => {
      const run = await runProgram(words(args), {
        cwd: folder,
        ...options,
        env: { DATABASE_URL: fresh.url, ...options.env },
      });
      for (const secret of secrets) expect(run.stdout + run.stderr).not.toContain(secret);
      return run;
    },
    tables: async () =>
      (await query(fresh.url, tablesSql(database))).map((row) => String(Object.values(row)[0])),
  };
  workspace.write(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`migrations/${name}`, text])),
  );
  return workspace;
}

/** Starts the built program; a clean environment, no terminal. */
export function runProgram(
  args: readonly string[],
  options: RunOptions & { readonly cwd: string },
): Promise<Run> {
  const command = [process.execPath, program, ...args];
  if (options.unprivileged && process.getuid?.() === 0) {
    command.unshift('setpriv', '--bounding-set=-dac_override,-dac_read_search', '--');
  }
  if (options.typed !== undefined) {
    const line = command.map((word) => `'${word}'`).join(' ');
    command.splice(0, command.length, 'script', '-qec', line, '/dev/null');
  }
  const environment = Object.entries({
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TZ: 'UTC',
    ...options.env,
  });
  const child = spawn(command[0]!, command.slice(1), {
    cwd: options.cwd,
    env: Object.fromEntries(environment.filter(([, value]) => value !== undefined)) as Record<string, string>,
    stdio: 'pipe',
  });
  child.stdin.end(options.typed);
  let stdout = '';
  let stderr = '';
  let waiting = options.whenSaid;
  const listen = () => {
    if (waiting === undefined || !(stdout + stderr).includes(waiting[0])) return;
    const [, then] = waiting;
    waiting = undefined;
    then((signal) => child.kill(signal));
  };
  if (options.closed) child.stdout.destroy();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    listen();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    listen();
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (exit) => done({ exit, stdout, stderr, json: () => JSON.parse(stdout) as unknown }));
  });
}

/** Splits at spaces; a part in double quotes is one word. */
function words(args: string): string[] {
  return [...args.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
}

function secretsOf(url: string): string[] {
  const password = /^\w+:\/\/[^:/@]*:([^@]*)@/.exec(url)?.[1];
  return password === undefined ? [] : [password, decodeURIComponent(password)];
}

function tablesSql({ dialect }: TestDatabase): string {
  if (dialect === 'sqlite') {
    return "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by 1";
  }
  const schema = dialect === 'postgres' ? 'current_schema()' : 'database()';
  return `select table_name as name from information_schema.tables where table_schema = ${schema} order by 1`;
}

/** Both sections of a migration in one file. */
export function migration(up: string, down: string): string {
  return `-- migrate:up\n${up}\n\n-- migrate:down\n${down}\n`;
}

/** A migration that makes the table of that name. */
export function tableMigration(table: string): string {
  return migration(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY);`, `DROP TABLE ${table};`);
}
