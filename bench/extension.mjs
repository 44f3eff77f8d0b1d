// The extension's figures: what is packed and how large it is, and how long activation takes in a real VS Code. Needs what
// the UI tests need (`node e2e/install.mjs`, a Chromium).
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installExtension } from '../e2e/codeServer.mjs';
import { runInExtensionHost } from '../e2e/extensionHost.mjs';

const root = resolve(import.meta.dirname, '..');
const rounds = 5;
/** Run inside the editor: from `activate` being called to its being done, the bundle's loading with it. */
const probe = `exports.run = async () => {
  const extension = require('vscode').extensions.getExtension('switchback.switchback');
  const started = performance.now();
  await extension.activate();
  require('node:fs').writeFileSync(process.env.ACTIVATION, String(performance.now() - started));
};`;

const folder = mkdtempSync(join(tmpdir(), 'switchback-bench-'));
try {
  const packages = join(folder, 'vsix');
  execFileSync(process.execPath, [join(root, 'scripts/package.mjs'), `--out=${packages}`], { cwd: root });
  const sizes = readdirSync(packages).map((name) => statSync(join(packages, name)).size / 1e6);
  const extensions = join(folder, 'extensions');
  const own = readdirSync(packages).find((name) => name.includes(`${process.platform}-${process.arch}`));
  installExtension(join(packages, own), extensions, join(folder, 'install'));
  const extension = join(
    extensions,
    readdirSync(extensions).find((name) => name.startsWith('switchback.')),
  );
  const kb = (name) => `${(statSync(join(extension, 'dist', name)).size / 1000).toFixed(0)} KB`;
  console.log(`extension.js      ${kb('extension.js')}, budget 500 KB`);
  console.log(`server.js         ${kb('server.js')}, budget 1800 KB`);
  console.log(
    `engine.js         ${kb('engine.js')}, in the process that runs migrations, from the first connection`,
  );
  const spread = `${Math.min(...sizes).toFixed(2)} to ${Math.max(...sizes).toFixed(2)} MB`;
  console.log(`.vsix             ${spread} on ${sizes.length} platforms, budget 16 MB`);
  console.log(`activation        ${await activation(extension)}`);
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** The median and the slowest of some windows, each with an extension host of its own. */
async function activation(extension) {
  const tests = join(folder, 'probe.cjs');
  writeFileSync(tests, probe);
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  const result = join(folder, 'activation');
  const taken = [];
  for (let round = 0; round < rounds; round++) {
    const { code, log } = await runInExtensionHost({
      directory: join(folder, `editor-${round}`),
      extension,
      tests,
      folder: workspace,
      environment: { ACTIVATION: result },
    });
    if (code !== 0) throw new Error(`The editor did not activate the extension: ${log}`);
    taken.push(Number(readFileSync(result, 'utf8')));
  }
  taken.sort((a, b) => a - b);
  return `${taken[Math.floor(rounds / 2)].toFixed(0)} ms (slowest ${taken.at(-1).toFixed(0)} ms)`;
}
