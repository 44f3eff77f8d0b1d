// Packs the extension: a .vsix per platform in vsix/, each with that platform's SQLite binary and nothing else native.
// `--target=linux-x64` packs one; `--out=DIR` puts the files elsewhere. Needs no network.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';

/** The editor's name for a platform → better-sqlite3's. */
export const targets = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'alpine-x64': 'linuxmusl-x64',
  'alpine-arm64': 'linuxmusl-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-x64',
  'win32-arm64': 'win32-arm64',
};

/** What goes in beside `dist`. All of it is named: a file that is new in the repository is not in the package by itself. */
const contents = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'images/icon.png',
  'images/view.svg',
  'images/walkthrough',
  'l10n',
  'migrate.config.schema.json',
  'package.nls.json',
  'syntaxes',
];

const root = resolve(import.meta.dirname, '..');
const option = (name) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const work = join(root, 'node_modules/.cache/package', String(process.pid));
const out = resolve(root, option('out') ?? 'vsix');
const wanted = option('target') === undefined ? Object.keys(targets) : [option('target')];
for (const target of wanted) {
  if (!(target in targets)) throw new Error(`${target} is none of ${Object.keys(targets).join(', ')}.`);
}

try {
  const dist = join(work, 'dist');
  execFileSync(process.execPath, [join(root, 'esbuild.mjs'), `--out=${dist}`], {
    cwd: root,
    stdio: 'inherit',
  });
  mkdirSync(out, { recursive: true });
  for (const target of wanted) console.log(await pack(target, dist));
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Packs one platform from a folder that holds exactly what the package holds. Gives a line that says how large it is. */
async function pack(target, dist) {
  const folder = join(work, target);
  for (const entry of contents) cpSync(join(root, entry), join(folder, entry), { recursive: true });
  for (const file of readdirSync(dist)) {
    if (/\.(js|wasm|data|tar\.gz|txt)$/.test(file)) cpSync(join(dist, file), join(folder, 'dist', file));
  }
  const binary = `dist/prebuilds/${targets[target]}.node`;
  cpSync(join(dist, '..', binary), join(folder, binary));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest(), null, 2));
  const { name, version } = manifest();
  const packagePath = join(out, `${name}-${version}-${target}.vsix`);
  await createVSIX({ cwd: folder, target, packagePath, dependencies: false });
  return `${packagePath} ${(statSync(packagePath).size / 1e6).toFixed(2)} MB`;
}

/** package.json without what only the repository and npm need. */
function manifest() {
  const {
    scripts,
    devDependencies,
    workspaces,
    bin,
    files,
    private: _,
    ...rest
  } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // The folder holds what the package holds, and nothing else.
  return { ...rest, files: ['**'] };
}
