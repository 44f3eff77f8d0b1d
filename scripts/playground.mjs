// Opens a VS Code in the browser with the extension and a sample project on SQLite: two migrations are applied, one of
// them edited since; three are pending, one of those without a way back. Everything is in a temporary folder.
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'switchback-playground-'));
const project = join(folder, 'playground');
let server;
let closing = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void close());

try {
  run('e2e/install.mjs');
  run('scripts/package.mjs', `--target=${process.platform}-${process.arch}`, `--out=${join(folder, 'vsix')}`);
  run('esbuild.mjs');
  prepare();
  const { installExtension, startCodeServer } = await import('../e2e/codeServer.mjs');
  const extensions = join(folder, 'extensions');
  installExtension(
    join(folder, 'vsix', readdirSync(join(folder, 'vsix'))[0]),
    extensions,
    join(folder, 'install'),
  );
  server = await startCodeServer({ directory: join(folder, 'editor'), extensions });
  const shown = ['TRY-THIS.md', 'migrations/003_add_phone_to_users.sql'];
  const payload = shown.map((file) => ['openFile', server.remoteUri(join(project, file))]);
  console.log(`\nOpen ${server.url(project, payload)}\nCtrl+C ends it and removes the sample.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
  await close();
}

function prepare() {
  cpSync(join(root, 'test-fixtures/workspaces/playground'), project, { recursive: true });
  run('dist/cli.js', 'up', '2', '--quiet', '--config', join(project, 'migrate.config.json'));
  appendFileSync(join(project, 'migrations/002_create_orders.sql'), '\n-- Edited after it was applied.\n');
  cpSync(join(root, 'scripts/playground.md'), join(project, 'TRY-THIS.md'));
  mkdirSync(join(project, '.vscode'));
  writeFileSync(
    join(project, '.vscode/settings.json'),
    JSON.stringify({ 'migrate.connectAutomatically': true }),
  );
}

function run(script, ...words) {
  execFileSync(process.execPath, [join(root, script), ...words], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function close() {
  if (closing) return;
  closing = true;
  await server?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
