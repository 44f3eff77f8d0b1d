// Bundles the suites that run inside the editor. Gives the file to start them from.
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '..');

/** Mocha and the editor stay outside of the bundle. */
export async function buildHostTests() {
  const outfile = join(root, 'node_modules/.cache/host-tests/index.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['client/test/host/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    sourcemap: 'inline',
    logLevel: 'warning',
    external: ['vscode', 'mocha'],
  });
  return outfile;
}
