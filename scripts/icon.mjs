// Draws images/icon.png from images/icon.svg, in the browser that the UI tests use.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../e2e/browser.mjs';

const images = join(import.meta.dirname, '../images');
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
await page.setContent(
  `<style>body { margin: 0 } svg { display: block }</style>${readFileSync(join(images, 'icon.svg'), 'utf8')}`,
);
writeFileSync(join(images, 'icon.png'), await page.screenshot({ omitBackground: true }));
await browser.close();
