import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { MigrateError } from '../../errors.ts';

export type Driver = typeof BetterSqlite3;
export type Handle = BetterSqlite3.Database;

/** better-sqlite3 13 is built for this Node-API version; below it, loading it crashes the process. */
const neededNapi = 10;

let loaded: { readonly Driver: Driver; readonly binding: string | undefined } | undefined;

/**
 * The SQLite driver, loaded on first use. Throws `driver-unavailable` with a sentence where it cannot run: a Node that
 * is too old, a platform without a binary.
 */
export async function loadDriver(napi: string | undefined = process.versions.napi): Promise<Driver> {
  if (Number(napi ?? 0) < neededNapi) {
    throw new MigrateError(
      'driver-unavailable',
      `SQLite needs Node 22.14 or later; this is ${process.version}.`,
      {
        hint: 'Run it with a newer Node.',
      },
    );
  }
  if (loaded === undefined) {
    const Driver = (await import('better-sqlite3')).default;
    loaded = { Driver, binding: shippedBinding() };
  }
  return loaded.Driver;
}

/** Opens a file, or a database that is already in memory. Call `loadDriver` first. Throws the driver's own error. */
export function openHandle(Driver: Driver, file: string | Buffer, options: BetterSqlite3.Options): Handle {
  const binding = loaded?.binding;
  try {
    return new Driver(file, {
      ...options,
      timeout: 0,
      ...(binding === undefined ? {} : { nativeBinding: binding }),
    });
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      /^(ERR_DLOPEN|MODULE_NOT_FOUND)/.test(String(error.code))
    ) {
      throw new MigrateError(
        'driver-unavailable',
        `The SQLite driver cannot be loaded on ${target()} (Node ${process.versions.node}).`,
        { hint: 'Use one of Linux, macOS or Windows on x64 or arm64.', cause: error },
      );
    }
    throw error;
  }
}

/** In the bundle the binaries lie beside it; in development the package finds its own. */
function shippedBinding(): string | undefined {
  if (typeof __dirname !== 'string') return undefined;
  const file = join(__dirname, 'prebuilds', `${target()}.node`);
  return existsSync(file) ? file : undefined;
}

function target(): string {
  const platform = process.platform === 'linux' && isMusl() ? 'linuxmusl' : process.platform;
  return `${platform}-${process.arch}`;
}

/** Which C library this process runs on: the one that is mapped into it. */
function isMusl(): boolean {
  try {
    return /\/ld-musl-[^/\s]*\.so/.test(readFileSync('/proc/self/maps', 'latin1'));
  } catch {
    return false;
  }
}
