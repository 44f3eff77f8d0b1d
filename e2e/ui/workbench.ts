import { basename, join, resolve } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';
import { launchBrowser } from '../browser.mjs';
import { startCodeServer } from '../codeServer.mjs';

/** How long anything may take to be seen, on a busy machine. */
const patience = 30_000;

export interface EditorOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folders must be trusted first. */
  readonly trust?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** A window for pictures: of this size, and as sharp as on a good screen. */
  readonly picture?: { readonly width: number; readonly height: number };
}

/** A running VS Code with the packed extension; each test opens its own window in it, which is closed after the test. */
export interface Editor {
  open(folder: string | null, files?: readonly string[]): Promise<Workbench>;
  /** What the extension and its server wrote. */
  output(): string;
  close(): Promise<void>;
}

const pictures = resolve(import.meta.dirname, '../../images/readme');

let count = 0;

/** How long an element must stay the same to count as drawn. */
const calm = 400;

export async function startEditor({ picture, ...options }: EditorOptions = {}): Promise<Editor> {
  count += 1;
  const server = await startCodeServer({
    directory: join(inject('runDirectory'), `editor-${process.pid}-${count}`),
    extensions: inject('extensions'),
    ...options,
  });
  const browser: Browser = await launchBrowser();
  return {
    output: server.output,
    async open(folder, files = []) {
      const context = await browser.newContext({
        viewport: picture ?? { width: 1280, height: 800 },
        deviceScaleFactor: picture === undefined ? 1 : 1.5,
        locale: 'en-US',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      onTestFinished(async ({ task }) => {
        if (task.result?.state === 'fail') await page.screenshot({ path: shotPath(`failed ${task.name}`) });
        await context.close();
      });
      // What is not the editor itself is not there.
      await context.route(
        (url) => url.hostname !== '127.0.0.1',
        (route) => route.abort(),
      );
      const page = await context.newPage();
      page.setDefaultTimeout(patience);
      const payload = files.map((file) => ['openFile', server.remoteUri(file)] as const);
      await page.goto(server.url(folder, payload));
      await page.locator('.monaco-workbench').waitFor();
      if (folder?.endsWith('.code-workspace')) await untilFoldersAreThere(page);
      return workbench(page);
    },
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}

/** What a user does and sees. Everything waits until it is there. */
export interface Workbench {
  readonly page: Page;
  /** Opens a file from the explorer. */
  openFile(path: string): Promise<void>;
  /** Runs a command from the palette, by its title. */
  run(title: string): Promise<void>;
  /** Answers a pick, by text in the row. */
  pick(text: string): Promise<void>;
  /** Types into the input that is open, and accepts. */
  answer(text: string): Promise<void>;
  readonly input: Locator;
  lens(text: string | RegExp): Locator;
  /** Clicks a lens, once the editor has stopped drawing its lenses anew. */
  clickLens(text: string | RegExp): Promise<void>;
  squiggle(severity: 'error' | 'warning' | 'info'): Locator;
  /** Shows the extension's view. */
  showMigrations(): Promise<void>;
  /** A row of the tree, by its exact label. */
  treeRow(label: string): Locator;
  /** Clicks an icon in a row of the tree. */
  clickInline(label: string, action: string): Promise<void>;
  readonly statusBar: Locator;
  readonly badge: Locator;
  toast(text: string | RegExp): Locator;
  /** Clicks a button of the message that has this text. */
  clickToast(text: string | RegExp, button: string): Promise<void>;
  readonly dialog: Locator;
  clickDialog(button: string | RegExp): Promise<void>;
  /** The text of the editor in front, without what is drawn into it. */
  editorText(): Promise<string>;
  /** Types instead of all that is in the editor in front. */
  replaceText(text: string): Promise<void>;
  tab(name: string | RegExp): Locator;
  save(): Promise<void>;
  shot(name: string): Promise<void>;
  /** A shot without messages in the way, which the README shows when `PICTURES` is set. */
  picture(name: string): Promise<void>;
}

function shotPath(name: string): string {
  return join(inject('screenshots'), `${name.replace(/\W+/g, '-')}.png`);
}

function workbench(page: Page): Workbench {
  const input = page.locator('.quick-input-widget input.input');
  const rows = page.locator('.quick-input-list .monaco-list-row');
  const dialog = page.locator('.monaco-dialog-box');
  const toast = (text: string | RegExp) => page.locator('.notification-toast').filter({ hasText: text });

  const lens = (text: string | RegExp) =>
    page.locator('.codelens-decoration').locator('a, span').filter({ hasText: text }).first();
  const treeRow = (label: string) =>
    page
      .locator('.sidebar .monaco-list-row')
      .filter({ has: page.locator('.label-name').getByText(label, { exact: true }) });
  // Where it covers nothing with a hover.
  const restMouse = () => page.mouse.move(800, 792);

  // The editor asks for no lenses when it loses the focus just then, and shows those it remembers, which cannot be clicked.
  const isLink = async (link: Locator) => {
    if ((await link.count()) > 0) return true;
    await page.locator('.editor-group-container.active .view-lines').last().click();
    return false;
  };

  return {
    page,
    input,
    dialog,
    toast,
    async openFile(path) {
      await page.keyboard.press('Control+p');
      await input.fill(path);
      await rows
        .filter({ hasText: basename(path) })
        .first()
        .click();
      await restMouse();
      await page.locator(`.tab.active[data-resource-name="${basename(path)}"]`).waitFor();
    },
    async run(title) {
      await page.keyboard.press('F1');
      await input.fill(`>${title}`);
      await rows.filter({ hasText: title }).first().click();
      await restMouse();
    },
    async pick(text) {
      await rows.filter({ hasText: text }).first().click();
      await restMouse();
    },
    async answer(text) {
      await input.fill(text);
      await page.keyboard.press('Enter');
    },
    lens,
    async clickLens(text) {
      const link = page.locator('.codelens-decoration a').filter({ hasText: text }).first();
      await lens(text).waitFor();
      await expect.poll(() => isLink(link), { timeout: patience, interval: 1000 }).toBe(true);
      await settled(link);
      await link.click();
      await restMouse();
    },
    squiggle: (severity) => page.locator(`.monaco-editor .squiggly-${severity}`).first(),
    async showMigrations() {
      const view = page
        .locator('.sidebar .pane-header, .sidebar .composite.title')
        .filter({ hasText: /Migrations/i })
        .first();
      const icon = page
        .locator('.activitybar .action-item')
        .filter({ has: page.locator('a[aria-label^="Migrations"]') });
      await icon.waitFor();
      // A window that is still starting goes back to the view it remembers, and a click on the icon of the view that is
      // shown hides it: so it is clicked while another one is shown, until this one stays.
      await expect
        .poll(
          async () => {
            if (await view.isVisible()) return true;
            const shown = /\bchecked\b/.test((await icon.getAttribute('class')) ?? '');
            if (!shown) await icon.click({ force: true });
            return false;
          },
          { timeout: patience, interval: 500 },
        )
        .toBe(true);
    },
    treeRow,
    async clickInline(label, action) {
      await treeRow(label).hover();
      await treeRow(label).locator(`a[aria-label="${action}"]`).click();
      await restMouse();
    },
    statusBar: page.locator('.statusbar-item[id="switchback.switchback.environment"]'),
    badge: page.locator('.activitybar .action-item:has(a[aria-label^="Migrations"]) .badge-content'),
    async clickToast(text, button) {
      const message = toast(text).first();
      await message.hover();
      await message.locator('.monaco-button').filter({ hasText: button }).first().click();
    },
    async clickDialog(button) {
      await dialog.locator('.dialog-buttons .monaco-button').filter({ hasText: button }).first().click();
    },
    async editorText() {
      const lines = await page
        .locator('.editor-group-container.active .view-lines')
        .last()
        .locator('.view-line')
        .evaluateAll((all) =>
          all
            .map((line) => ({
              top: Number.parseFloat((line as HTMLElement).style.top),
              text: line.textContent,
            }))
            .sort((a, b) => a.top - b.top)
            .map(({ text }) => text),
        );
      return lines.join('\n').replaceAll('\u00a0', ' ');
    },
    async replaceText(text) {
      await page.locator('.editor-group-container.active .view-lines').last().click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(text);
      await page.locator('.tab.active.dirty').waitFor();
    },
    tab: (name) => page.locator('.tab').filter({ hasText: name }),
    async save() {
      await page.keyboard.press('Control+s');
      await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    },
    async picture(name) {
      await page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
      await page.screenshot({ path: process.env.PICTURES ? join(pictures, `${name}.png`) : shotPath(name) });
    },
    async shot(name) {
      await page.screenshot({ path: shotPath(name) });
    },
  };
}

/**
 * A window that reads its workspace file before the server is ready for it comes up without folders, and stays so: VS Code
 * does not read it again. Loading it anew is what a user would do.
 */
async function untilFoldersAreThere(page: Page): Promise<void> {
  const folders = page.locator('.explorer-folders-view .monaco-list-row').first();
  const none = page.locator('.sidebar').getByText('You have not yet added a folder to the workspace').first();
  for (;;) {
    await folders.or(none).first().waitFor();
    if (await folders.isVisible()) return;
    await page.reload();
  }
}

/** Resolves when the locator has found the same element, at the same place, for a while. */
async function settled(locator: Locator): Promise<void> {
  await locator.waitFor();
  await expect
    .poll(
      async () => {
        const before = await locator.elementHandle();
        const place = JSON.stringify(await before?.boundingBox());
        const same = await locator.evaluate(
          (element, [first, time]) =>
            new Promise<boolean>((resolve) =>
              setTimeout(() => resolve(element === first && element.isConnected), time),
            ),
          [before, calm] as const,
        );
        return same && place === JSON.stringify(await (await locator.elementHandle())?.boundingBox());
      },
      { timeout: patience },
    )
    .toBe(true);
}
