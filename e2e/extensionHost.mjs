import { resolve } from 'node:path';
import { launchBrowser } from './browser.mjs';
import { startCodeServer } from './codeServer.mjs';

/** What the workbench itself says while it starts. */
const chatter =
  /^(Ignoring fetching|Resolv|Creating a socket|\[reconnection|\[Service Worker|\[AgentHost|\[AccountPolicy|Updating additional)/;

/**
 * Runs test suites inside the extension host of a VS Code in the browser, with the extension in a folder.
 *
 * @param {object} options
 * @param {string} options.directory for the editor's own data
 * @param {string} options.extension
 * @param {string} options.tests a file that exports `run`
 * @param {string} options.folder the workspace
 * @param {Record<string, string>} [options.environment]
 * @returns {Promise<{ code: number, log: string }>} 0 when all passed
 */
export async function runInExtensionHost({ directory, extension, tests, folder, environment = {} }) {
  const server = await startCodeServer({
    directory,
    extensions: `${directory}/none`,
    // Without it, a built workbench passes over the tests in silence.
    flags: ['--vscode-option', 'enable-smoke-test-driver'],
    environment,
  });
  const browser = await launchBrowser();
  let log = '';
  try {
    const context = await browser.newContext({
      locale: 'en-US',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await context.route(
      (url) => url.hostname !== '127.0.0.1',
      (route) => route.abort(),
    );
    const page = await context.newPage();
    const ended = new Promise((end) => {
      void page.exposeFunction('codeAutomationLog', (_type, words) => {
        const line = words.join(' ');
        if (!chatter.test(line)) log += `${line}\n`;
      });
      void page.exposeFunction('codeAutomationExit', end);
      page.on('crash', () => end(1));
    });
    await page.goto(
      server.url(resolve(folder), [
        ['extensionDevelopmentPath', server.remoteUri(extension)],
        ['extensionTestsPath', server.remoteUri(tests)],
        ['skipWelcome', 'true'],
      ]),
    );
    return { code: await ended, log };
  } finally {
    await browser.close();
    await server.stop();
  }
}
