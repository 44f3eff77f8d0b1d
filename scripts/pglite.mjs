// Lays out the PostgreSQL for scratch databases: its program's files, the extensions it can load, and an empty cluster, so
// that no start has to make one.
import { hash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Those of contrib that a schema is made of; each is a few KB. What is left out looks into a running server. */
const extensions = [
  ...[
    'bloom',
    'btree_gin',
    'btree_gist',
    'citext',
    'cube',
    'dict_int',
    'dict_xsyn',
    'earthdistance',
    'fuzzystrmatch',
  ],
  ...[
    'hstore',
    'intarray',
    'isn',
    'lo',
    'ltree',
    'pg_trgm',
    'pgcrypto',
    'seg',
    'tablefunc',
    'tcn',
    'tsm_system_rows',
  ],
  ...['tsm_system_time', 'unaccent', 'uuid-ossp'],
];

/** Copies and makes the files in `out`; the cluster is kept in node_modules/.cache for the next build. */
export async function writePglite(root, out) {
  const from = dirname(fileURLToPath(import.meta.resolve('@electric-sql/pglite')));
  const copy = (file, name) => copyFileSync(join(from, file), join(out, name));
  copy('pglite.wasm', 'pglite.wasm');
  copy('pglite.data', 'pglite.data');
  copy('initdb.wasm', 'pglite-initdb.wasm');
  for (const name of extensions) copy(`${name}.tar.gz`, `pglite-ext-${name}.tar.gz`);
  copyFileSync(await template(root, from), join(out, 'pglite-template.tar.gz'));
}

/** Small, since it is unpacked at every start and is what each kept image begins with: a short log, and one database. */
const initdb = ['--wal-segsize=1', '--set', 'min_wal_size=2MB', '--set', 'max_wal_size=8MB'];
const emptied = [
  "UPDATE pg_database SET datistemplate = false WHERE datname <> 'postgres'",
  'DROP DATABASE template0',
  'DROP DATABASE template1',
  // A log is kept until the second checkpoint after it.
  ...['CHECKPOINT', 'SELECT pg_switch_wal()', 'CHECKPOINT', 'SELECT pg_switch_wal()', 'CHECKPOINT'],
];

async function template(root, from) {
  const { version } = JSON.parse(readFileSync(join(from, '../package.json'), 'utf8'));
  const folder = join(root, 'node_modules/.cache/pglite');
  const how = hash('sha256', JSON.stringify([initdb, emptied])).slice(0, 8);
  const file = join(folder, `${version}-${how}.tar.gz`);
  if (existsSync(file)) return file;
  const { PGlite } = await import('@electric-sql/pglite');
  const server = await PGlite.create({ initDbStartParams: initdb });
  for (const statement of emptied) await server.exec(statement);
  const image = await server.dumpDataDir('gzip');
  await server.close();
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, Buffer.from(await image.arrayBuffer()));
  return file;
}
