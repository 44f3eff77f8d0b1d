// Runs the suites of client/test/host in a desktop VS Code, which it downloads unless VSCODE_EXECUTABLE names one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { buildHostTests } from './hostTests.mjs';

const folder = mkdtempSync(join(tmpdir(), 'switchback-host-'));
const executable = process.env.VSCODE_EXECUTABLE;
try {
  process.exitCode = await runTests({
    ...(executable === undefined ? {} : { vscodeExecutablePath: executable }),
    extensionDevelopmentPath: resolve(import.meta.dirname, '..'),
    extensionTestsPath: await buildHostTests(),
    launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust'],
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
