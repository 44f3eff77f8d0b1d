// Installs a VS Code that runs in the browser (code-server), from npm only: no install scripts, no compiler.
// Does nothing when the version in package-lock.json is already in place.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const stamp = join(here, 'node_modules/.installed');
const wanted = createHash('sha256')
  .update(readFileSync(join(here, 'package-lock.json')))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  npm(here, 'ci');
  // code-server leaves these two to its install script, which would compile things that no test needs. The versions
  // are those of the npm-shrinkwrap.json that lies beside each; `npm ci` finds that file incomplete, `npm install` does not.
  const editor = join(here, 'node_modules/code-server/lib/vscode');
  npm(editor, 'install', '--omit=dev');
  npm(join(editor, 'extensions'), 'install', '--omit=dev');
  writeFileSync(stamp, wanted);
}

function npm(cwd, ...command) {
  const { status } = spawnSync(
    'npm',
    [...command, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    },
  );
  if (status !== 0) throw new Error(`npm ${command.join(' ')} failed in ${cwd}.`);
}
