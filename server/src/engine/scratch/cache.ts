import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, IntrospectOptions } from '../database/database.ts';
import type { Schema } from '../schema/model.ts';

/** Where loaded schemas are kept between runs, since loading is what costs. */
export interface SchemaCache {
  /** Made when it is missing. */
  readonly directory: string;
  /** The version of the program: another one may read more of a catalog. */
  readonly version: string;
}

/** The key of a schema: what it is made from, on which server, read how. */
export function cacheKey(
  texts: readonly string[],
  database: Database,
  introspect: IntrospectOptions,
  cache: SchemaCache,
): string {
  const hash = createHash('sha256');
  const { product, version } = database.server;
  hash.update(JSON.stringify([cache.version, product, version, introspect, texts.length]));
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest('hex');
}

/** The schema kept under a key; undefined when there is none, or none that can be read. */
export async function readCached(key: string, cache: SchemaCache): Promise<Schema | undefined> {
  try {
    return JSON.parse(await readFile(join(cache.directory, `${key}.json`), 'utf8')) as Schema;
  } catch {
    return undefined;
  }
}

/** Keeps a schema. A cache that cannot be written is no error: the next run loads again. */
export async function writeCached(key: string, schema: Schema, cache: SchemaCache): Promise<void> {
  try {
    await mkdir(cache.directory, { recursive: true });
    const file = join(cache.directory, `${key}.json`);
    // Whole or not at all, also when two runs write it at once.
    const part = `${file}.${process.pid}`;
    await writeFile(part, JSON.stringify(schema));
    await rename(part, file);
  } catch {
    // As said above.
  }
}
