import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MigrateError } from '../../../errors.ts';

/** Node has it; its type declarations know the types alone. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<WebAssembly.Module> };

/** What the worker is started with; the module is compiled once for all workers of the process. */
export interface EmbeddedAssets {
  readonly program: string;
  readonly postgres: WebAssembly.Module;
  readonly initdb: WebAssembly.Module;
  /** Files of the server's own, as one bundle. */
  readonly files: string;
  /** Extension → the archive it is loaded from. */
  readonly extensions: Readonly<Record<string, string>>;
  /** An empty cluster, as a tar archive. */
  readonly template: Uint8Array;
}

const program = 'pglite.js';
const extensionFile = /^pglite-ext-(.+)\.tar\.gz$/;
let loaded: Promise<EmbeddedAssets> | undefined;

/** Reads and compiles what the build has laid out, once. Throws `driver-unavailable` when it is not there. */
export function embeddedAssets(): Promise<EmbeddedAssets> {
  loaded ??= load().catch((error) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function load(): Promise<EmbeddedAssets> {
  const folder = shippedFolder();
  const compiled = async (file: string) => WebAssembly.compile(await readFile(join(folder, file)));
  const [postgres, initdb, template] = await Promise.all([
    compiled('pglite.wasm'),
    compiled('pglite-initdb.wasm'),
    readFile(join(folder, 'pglite-template.tar.gz')).then(promisify(gunzip)),
  ]);
  const extensions = readdirSync(folder).flatMap((file): [string, string][] => {
    const name = extensionFile.exec(file)?.[1];
    return name === undefined ? [] : [[name, join(folder, file)]];
  });
  return {
    program: join(folder, program),
    ...{ postgres, initdb, template },
    files: join(folder, 'pglite.data'),
    extensions: Object.fromEntries(extensions),
  };
}

/**
 * Beside the bundle; in development what the build has made below the working directory. A bundle never looks there: a
 * user's folder may have a file of that name.
 */
function shippedFolder(): string {
  const isBundled = typeof __dirname === 'string' && basename(__dirname) !== 'embedded';
  const folder = isBundled ? __dirname : resolve('dist');
  if (existsSync(join(folder, program))) return folder;
  throw new MigrateError(
    'driver-unavailable',
    'The PostgreSQL for scratch databases is not in this installation.',
    {
      hint: 'Install it again (in development: `npm run build`), or name a server as "scratch".',
    },
  );
}
