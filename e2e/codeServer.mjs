import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

const program = join(import.meta.dirname, 'node_modules/code-server');

/** Nothing pops up, nothing goes out, nothing is saved by itself: what a test sees is what the extension did. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.quickOpen.closeOnFocusLost': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'editor.minimap.enabled': false,
  'editor.autoIndent': 'none',
  'editor.autoClosingBrackets': 'never',
  'window.commandCenter': false,
  'files.autoSave': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
};

/**
 * Starts a VS Code that a browser can open. Its settings, logs and home are in `directory`.
 *
 * @param {object} options
 * @param {string} options.directory
 * @param {string} options.extensions where extensions are installed
 * @param {Record<string, unknown>} [options.settings] the user's settings, on top of the quiet ones
 * @param {boolean} [options.trust] whether folders must be trusted first; else all are
 * @param {readonly string[]} [options.flags]
 * @param {Record<string, string>} [options.environment]
 */
export async function startCodeServer({
  directory,
  extensions,
  settings = {},
  trust = false,
  flags = [],
  environment = {},
}) {
  mkdirSync(join(directory, 'data/User'), { recursive: true });
  const all = { ...quiet, 'security.workspace.trust.enabled': trust, ...settings };
  writeFileSync(join(directory, 'data/User/settings.json'), JSON.stringify(all, null, 2));
  writeFileSync(join(directory, 'config.yaml'), 'auth: none\n');
  const port = await freePort();
  const words = [
    ...[program, '--config', join(directory, 'config.yaml'), '--bind-addr', `127.0.0.1:${port}`],
    ...[
      '--auth',
      'none',
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-getting-started-override',
    ],
    ...['--user-data-dir', join(directory, 'data'), '--extensions-dir', extensions],
    ...(trust ? [] : ['--disable-workspace-trust']),
    ...flags,
  ];
  // A group of its own, as it has children that must end with it.
  const child = spawn(process.execPath, words, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environmentFor(directory), ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  await untilHealthy(port, child, () => output);

  const origin = `http://127.0.0.1:${port}`;
  return {
    output: () => output,
    /**
     * The address that opens a folder, and files in it. The editor's own commands are given in `payload`.
     * @param {string | null} folder
     * @param {readonly (readonly [string, string])[]} [payload]
     */
    url(folder, payload = []) {
      const url = new URL(origin);
      if (folder === null) url.searchParams.set('ew', 'true');
      else {
        const key = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
        url.searchParams.set(key, resolve(folder));
      }
      if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
      return url.href;
    },
    /** @param {string} path */
    remoteUri: (path) => `vscode-remote://127.0.0.1:${port}${resolve(path)}`,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      killGroup(child, 'SIGTERM');
      const late = setTimeout(() => killGroup(child, 'SIGKILL'), 4000);
      await ended;
      clearTimeout(late);
    },
  };
}

/**
 * Installs a packed extension. Needs no network.
 *
 * @param {string} vsix
 * @param {string} extensions
 * @param {string} directory a home for the time of installing
 */
export function installExtension(vsix, extensions, directory) {
  mkdirSync(directory, { recursive: true });
  execFileSync(
    process.execPath,
    [
      program,
      ...['--config', join(directory, 'config.yaml'), '--user-data-dir', join(directory, 'data')],
      ...['--extensions-dir', extensions, '--install-extension', vsix, '--force'],
    ],
    { env: environmentFor(directory), stdio: ['ignore', 'ignore', 'pipe'] },
  );
}

function environmentFor(directory) {
  const { DATABASE_URL: _, ...inherited } = process.env;
  return { ...inherited, HOME: directory, EXTENSIONS_GALLERY: '{}' };
}

async function untilHealthy(port, child, output) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const healthy = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return;
    if (child.exitCode !== null || Date.now() > deadline) {
      killGroup(child, 'SIGKILL');
      throw new Error(`code-server did not start: ${output()}`);
    }
    await new Promise((next) => setTimeout(next, 100));
  }
}

function killGroup({ pid }, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((found, failed) => {
    const server = createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
