import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkout, isOpenToOthers, moveIntoPlace } from './directories.ts';
import { freePort } from './freePort.ts';
import { launch } from './launch.ts';
import {
  adminPassword,
  adminUrl,
  type ServerName,
  type StartOptions,
  type TestServer,
} from './testServer.ts';

const run = promisify(execFile);

/** npm packages with the binaries; PostgreSQL 15 is Debian 12's own. */
const packages: Readonly<Record<string, string>> = {
  postgres18: 'pg18-bin',
  postgres17: 'pg17-bin',
  postgres16: 'pg16-bin',
  postgres14: 'pg14-bin',
  postgres13: 'pg13-bin',
};
const debian15 = '/usr/lib/postgresql/15/bin';

/** Debian's nobody. PostgreSQL refuses to run as root, and wants a user that exists. */
const nobody = { uid: 65534, gid: 65534 };

/** Quick, and still nothing is lost when the server alone is killed: what it wrote stays with the system. */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  shared_buffers: '32MB',
  max_connections: '200',
  max_locks_per_transaction: '256',
  autovacuum: 'off',
  jit: 'off',
  // Inside the data directory, so that nothing stays behind when the server is killed.
  dynamic_shared_memory_type: 'mmap',
};

/** Whether the system has PostgreSQL 15; the other majors come with `npm ci`. */
export function hasPostgres15(): boolean {
  return existsSync(join(debian15, 'postgres'));
}

/**
 * A fresh PostgreSQL cluster with a password for its superuser `postgres`.
 * @throws one sentence that says what to install or set when its binaries are not there.
 */
export async function startPostgres(name: ServerName, options: StartOptions): Promise<TestServer> {
  const user = process.getuid?.() === 0 ? nobody : undefined;
  const binaries = await binariesOf(name, user !== undefined);
  const port = options.port ?? (await freePort());
  const directory = join(options.runDirectory, `${name}-${port}`);
  const data = join(directory, 'data');
  const passwordFile = join(directory, 'password');
  mkdirSync(directory);
  writeFileSync(passwordFile, adminPassword);
  if (user) for (const path of [directory, passwordFile]) chownSync(path, user.uid, user.gid);
  const access = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  await run(join(binaries, 'initdb'), ['-D', data, ...access, '-E', 'UTF8', '--locale=C.UTF-8', '-N'], {
    ...user,
    cwd: directory,
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
  });
  const configuration = Object.entries({ ...settings, ...options.settings });
  return launch({
    name,
    dialect: 'postgres',
    product: 'PostgreSQL',
    url: adminUrl('postgres', 'postgres', port, 'postgres'),
    runDirectory: options.runDirectory,
    directory,
    command: [
      join(binaries, 'postgres'),
      ...['-D', data, '-p', String(port)],
      ...configuration.flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ],
    user,
    stopSignal: 'SIGINT',
  });
}

/** The folder of initdb and postgres, in a place where an unprivileged user can run them. */
async function binariesOf(name: ServerName, unprivileged: boolean): Promise<string> {
  if (packages[name] === undefined) {
    if (hasPostgres15()) return debian15;
    throw new Error('this system has none; install it with `apt-get install postgresql-15`.');
  }
  const folder = join(checkout, 'node_modules', packages[name]);
  if (!existsSync(join(folder, 'native/bin/postgres'))) {
    throw new Error(
      `its npm package ${packages[name]} is not installed; run \`npm ci\` on 64-bit Intel Linux.`,
    );
  }
  await linkLibraries(folder);
  const native = join(folder, 'native');
  if (!unprivileged || isOpenToOthers(native)) return join(native, 'bin');
  return join(openCopy(native), 'bin');
}

/**
 * A copy that any user can reach, kept for later runs. Not with the data: /dev/shm may be mounted so that nothing in
 * it can be run.
 */
function openCopy(native: string): string {
  const identity = createHash('sha256')
    .update(native + statSync(native).mtimeMs)
    .digest('hex')
    .slice(0, 12);
  const place = join(tmpdir(), `switchback-postgres-${identity}`);
  if (!existsSync(place)) {
    const work = mkdtempSync(join(tmpdir(), 'switchback-postgres-copy-'));
    cpSync(native, work, { recursive: true, verbatimSymlinks: true });
    chmodSync(work, 0o755);
    moveIntoPlace(work, place);
  }
  if (statSync(place).uid !== process.getuid?.())
    throw new Error(`${place} belongs to another user; remove it.`);
  return place;
}

/** The npm package cannot hold symbolic links; its own script makes them, unless it was installed without scripts. */
async function linkLibraries(folder: string): Promise<void> {
  const links = JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8')) as {
    target: string;
  }[];
  if (links.every(({ target }) => existsSync(join(folder, target)))) return;
  await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
}
