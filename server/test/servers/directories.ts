import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The checkout: the nearest folder above this file that has a package.json. */
export const checkout = join(import.meta.dirname, '../../..');

/** Room that all servers of a run and their test databases may need. */
const roomForData = 3 * 1024 ** 3;
const sharedMemory = '/dev/shm';

/**
 * Where data directories go: memory when there is enough of it (a container's /dev/shm often has 64 MB), else the
 * temporary directory. MySQL creates tables seven times faster in memory.
 */
export function dataRoot(): string {
  if (!existsSync(sharedMemory)) return tmpdir();
  const { bavail, bsize } = statfsSync(sharedMemory);
  return bavail * bsize >= roomForData && isWritable(sharedMemory) ? sharedMemory : tmpdir();
}

/**
 * Where fetched servers are kept between runs: `SWITCHBACK_TEST_CACHE`, else `switchback-test` in the user's cache
 * folder, else (no home that can be written to) in the temporary directory.
 */
export function cacheDirectory(): string {
  const named = process.env.SWITCHBACK_TEST_CACHE;
  if (named) return made(named);
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  try {
    return made(join(caches, 'switchback-test'));
  } catch {
    return made(join(tmpdir(), `switchback-test-cache-${process.getuid?.() ?? 0}`));
  }
}

/** Whether any user may run what is in this folder: every folder above it lets others through. */
export function isOpenToOthers(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** Moves a finished folder to where it is looked for. When another process was faster, its folder stays, ours goes. */
export function moveIntoPlace(finished: string, place: string): void {
  try {
    renameSync(finished, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
    rmSync(finished, { recursive: true, force: true });
  }
}

function made(folder: string): string {
  mkdirSync(folder, { recursive: true });
  accessSync(folder, constants.W_OK);
  return folder;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
