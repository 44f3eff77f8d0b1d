import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataRoot } from './directories.ts';
import { endNow, isAlive, type ProcessIdentity, processIdentity } from './processes.ts';

const prefix = 'switchback-test-';
const owner = 'owner.process';
const serverSuffix = '.server.process';
const ownedHere = new Set<string>();

/**
 * A new folder for one run's servers, open to other users (PostgreSQL refuses to run as root). It is removed when
 * this process ends; when it is killed, by the next run's `removeLeftovers`.
 */
export function createRunDirectory(root = dataRoot()): string {
  const directory = mkdtempSync(join(root, prefix));
  writeFileSync(join(directory, owner), JSON.stringify(processIdentity(process.pid)));
  // Readable and passable for the unprivileged user that PostgreSQL runs as.
  chmodSync(directory, 0o755);
  if (ownedHere.size === 0) process.on('exit', () => ownedHere.forEach(removeRunDirectory));
  ownedHere.add(directory);
  return directory;
}

/** Notes a server's process, so that a later run can end it should this one be killed. */
export function noteServer(directory: string, name: string, pid: number): void {
  writeFileSync(join(directory, `${name}-${pid}${serverSuffix}`), JSON.stringify(processIdentity(pid)));
}

/** Ends the servers noted in the folder that still run, and removes it with everything in it. */
export function removeRunDirectory(directory: string): void {
  ownedHere.delete(directory);
  for (const file of filesIn(directory)) {
    if (!file.endsWith(serverSuffix)) continue;
    const server = readIdentity(join(directory, file));
    if (server !== null) endNow(server);
  }
  // A server's children may still be writing their last file.
  rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

/** Cleans up after this user's runs whose process is gone; runs of processes that still live are left alone. */
export function removeLeftovers(): void {
  for (const root of new Set([dataRoot(), tmpdir()])) {
    for (const entry of filesIn(root)) {
      if (!entry.startsWith(prefix)) continue;
      const directory = join(root, entry);
      const runner = isOurs(directory) ? readIdentity(join(directory, owner)) : null;
      if (runner !== null && !isAlive(runner)) removeRunDirectory(directory);
    }
  }
}

function isOurs(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.uid === process.getuid?.();
}

function filesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function readIdentity(file: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return null;
  }
}
