import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createRunDirectory, removeRunDirectory } from '../../server/test/servers/runDirectory.ts';
import { installExtension } from '../codeServer.mjs';

const root = resolve(import.meta.dirname, '../..');

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the packed extension is installed. */
    readonly extensions: string;
    /** The installed extension's own folder. */
    readonly extension: string;
    /** Where workspaces and the editors' data go; removed after the run. */
    readonly runDirectory: string;
    /** Where screenshots stay. */
    readonly screenshots: string;
  }
}

/**
 * Installs VS Code, packs the extension for this platform and installs that package: the tests run what users get. `VSIX`
 * names a package that is there already.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  run('e2e/install.mjs');
  const runDirectory = createRunDirectory();
  const extensions = join(runDirectory, 'extensions');
  installExtension(
    process.env.VSIX ?? (await packed(runDirectory)),
    extensions,
    join(runDirectory, 'install'),
  );
  const folder = (await readdir(extensions)).find((name) => name.startsWith('switchback.switchback-'));
  if (folder === undefined) throw new Error('The packed extension was not installed.');
  const screenshots = join(root, 'test-output/ui');
  rmSync(screenshots, { recursive: true, force: true });
  mkdirSync(screenshots, { recursive: true });
  project.provide('extensions', extensions);
  project.provide('extension', join(extensions, folder));
  project.provide('runDirectory', runDirectory);
  project.provide('screenshots', screenshots);
  return () => removeRunDirectory(runDirectory);
}

async function packed(runDirectory: string): Promise<string> {
  const out = join(runDirectory, 'vsix');
  run('scripts/package.mjs', `--target=${process.platform}-${process.arch}`, `--out=${out}`);
  return join(out, (await readdir(out))[0]!);
}

function run(script: string, ...words: string[]): void {
  execFileSync(process.execPath, [join(root, script), ...words], { cwd: root, stdio: 'inherit' });
}
