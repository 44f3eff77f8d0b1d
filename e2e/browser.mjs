import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Where Chromium, or a browser made from it, is on the systems that this project is written on. */
const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * The browser that the editor is opened in: what `CHROMIUM` names, or one at a usual place.
 * @throws one sentence when there is none
 */
export function browserPath() {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM names ${named}, which is not there.`);
    return named;
  }
  const found = usual.find((path) => existsSync(path));
  if (found === undefined) {
    throw new Error(
      'No Chromium was found, and the tests of the editor need one: install it (on Debian: apt-get install chromium), or name one in the environment variable CHROMIUM.',
    );
  }
  return found;
}

/** Starts the browser without a window, and without its looking for updates. */
export function launchBrowser(options = {}) {
  return chromium.launch({
    executablePath: browserPath(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--lang=en-US',
    ],
    ...options,
  });
}
