import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { childrenOf, isAlive, processIdentity, signal } from './processes.ts';
import { query } from './rawQuery.ts';
import { noteServer } from './runDirectory.ts';
import type { ServerAddress, ServerName, TestServer } from './testServer.ts';

/** How to start a server whose data directory is ready. */
export interface Launch extends Omit<ServerAddress, 'version'> {
  readonly name: ServerName;
  readonly runDirectory: string;
  /** Everything the server writes; removed by stop(). */
  readonly directory: string;
  readonly command: readonly [string, ...string[]];
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  readonly environment?: Readonly<Record<string, string>>;
  readonly stopSignal: NodeJS.Signals;
}

const patience = 60_000;
const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
/** Has the kernel end the server when this process is gone, however it went. */
const dieWithParent = setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'KILL', '--'];

/**
 * Starts the server and waits until it answers.
 * @throws with the end of its log when it ends instead, or does not answer within a minute.
 */
export async function launch(how: Launch): Promise<TestServer> {
  let child = run(how);
  const version = await answer(how, child);
  const end = async (name: NodeJS.Signals): Promise<void> => {
    const gone = ended(child);
    // PostgreSQL's backends outlive its main process for a moment: they would hold the data directory.
    const family = name === 'SIGKILL' ? childrenOf(child.pid!).map(processIdentity) : [];
    child.kill(name);
    for (const member of family) signal(member.pid, name);
    await gone;
    while (family.some(isAlive)) await wait(5);
  };
  return {
    name: how.name,
    dialect: how.dialect,
    product: how.product,
    url: how.url,
    version,
    get pid() {
      return child.pid ?? null;
    },
    stop: async () => {
      if (!hasEnded(child)) await end(how.stopSignal);
      rmSync(how.directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
    kill: async (name) => {
      if (name === 'SIGKILL') await end(name);
      else child.kill(name);
    },
    restart: async () => {
      if (!hasEnded(child)) await end('SIGKILL');
      child = run(how);
      await answer(how, child);
    },
  };
}

function run(how: Launch): ChildProcess {
  const log = openSync(`${how.directory}/log`, 'a');
  const [program, ...args] = [...dieWithParent, ...how.command] as [string, ...string[]];
  const child = spawn(program, args, {
    ...how.user,
    cwd: how.directory,
    // A group of its own: Ctrl-C in a terminal must reach the harness, not the servers.
    detached: true,
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8', TZ: 'UTC', ...how.environment },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.on('error', () => {});
  child.unref();
  if (child.pid !== undefined) noteServer(how.runDirectory, how.name, child.pid);
  return child;
}

/** Asks for the version until there is one. */
async function answer(how: Launch, child: ChildProcess): Promise<string> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      const [row] = await query(how.url, 'select version() as version');
      return String(row?.version);
    } catch (error) {
      const late = performance.now() > deadline;
      if (hasEnded(child) || late) {
        const fate = late ? 'does not answer' : 'did not start';
        child.kill('SIGKILL');
        throw new Error(`${how.name} ${fate}: ${(error as Error).message}\n${endOfLog(how.directory)}`);
      }
      await wait(20);
    }
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function ended(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  // Waiting for it must keep this process alive, which its mere running must not.
  child.ref();
  await new Promise((resolve) => child.once('exit', resolve));
}

function endOfLog(directory: string): string {
  return readFileSync(`${directory}/log`, 'utf8').slice(-2000);
}
