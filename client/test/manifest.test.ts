import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const manifestText = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText);
const { contributes } = manifest;
const contributed: readonly string[] = contributes.commands.map(
  ({ command }: { command: string }) => command,
);

test('E5 every command has a title, and every title a command', () => {
  const table = readFileSync(join(root, 'client/src/commands/index.ts'), 'utf8');
  const registered = [...table.matchAll(/^ {2}'(migrate\.\w+)':/gm)].map((match) => match[1]);
  expect(registered.sort()).toEqual([...contributed].sort());
});

test('E3 the client has every command that a lens or a quick fix of the language server carries', () => {
  const protocol = readFileSync(join(root, 'server/src/protocol/settings.ts'), 'utf8');
  const ids = /export type CommandIds =([^;]*);/.exec(protocol)![1]!;
  for (const [, id] of ids.matchAll(/'(migrate\.\w+)'/g)) expect(contributed).toContain(id);
});

test('E5 menus, welcome texts and the walkthrough name commands that exist', () => {
  const inMenus = Object.values(contributes.menus as Record<string, { command?: string }[]>)
    .flat()
    .flatMap(({ command }) => (command === undefined ? [] : [command]));
  const texts = readFileSync(join(root, 'package.nls.json'), 'utf8');
  const inTexts = [...texts.matchAll(/\(command:(migrate\.\w+)/g)].map((match) => match[1]!);
  expect(inTexts.length).toBeGreaterThan(0);
  for (const command of [...inMenus, ...inTexts]) expect(contributed).toContain(command);
});

test('E5 every text of the manifest that is translated is there, and none is left over', () => {
  const texts = Object.keys(JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')));
  const used = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]!);
  expect([...new Set(used)].sort()).toEqual(texts.sort());
});

test('E5 the sentences to translate are those of the code (`node scripts/l10n.mjs` writes them)', () => {
  const now = execFileSync(process.execPath, [join(root, 'scripts/l10n.mjs'), '--print'], {
    encoding: 'utf8',
  });
  expect(readFileSync(join(root, 'l10n/bundle.l10n.json'), 'utf8')).toBe(now);
});

test('every file that the manifest names is in the repository', () => {
  const files = [
    ...manifestText.matchAll(/"(?:\.\/)?((?:images|syntaxes|l10n)\/[\w./-]+|[\w.]+\.schema\.json)"/g),
  ];
  expect(files.length).toBeGreaterThan(5);
  for (const [, file] of files) expect(() => readFileSync(join(root, file!))).not.toThrow();
});

test('E7 the settings that could connect are ignored in a workspace that is not trusted', () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  expect(supported).toBe('limited');
  expect(restrictedConfigurations).toContain('migrate.connectAutomatically');
});

test('settings are few, resource-scoped and described', () => {
  const settings = Object.values(
    contributes.configuration.properties as Record<string, { scope: string; markdownDescription: string }>,
  );
  expect(settings.length).toBeLessThanOrEqual(8);
  for (const { scope, markdownDescription } of settings) {
    expect(scope).toBe('resource');
    expect(markdownDescription).toMatch(/^%.+%$/);
  }
});

test('the README names every command by its title, and every setting', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const texts = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8'));
  const titles = contributes.commands.map(({ title }: { title: string }) => texts[title.replaceAll('%', '')]);
  const settings = Object.keys(contributes.configuration.properties).map((setting) => `\`${setting}\``);
  expect([...titles, ...settings].filter((name) => !readme.includes(name))).toEqual([]);
});

test('the README shows pictures that are there, none of them an SVG', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const pictures = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map((match) => match[1]!);
  expect(pictures.length).toBeGreaterThan(2);
  for (const picture of pictures) {
    expect(picture).toMatch(/^images\/readme\/\w+\.png$/);
    expect(readFileSync(join(root, picture)).subarray(1, 4).toString()).toBe('PNG');
  }
});

test('the client collects nothing', () => {
  const source = join(root, 'client/src');
  const telemetry = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => /telemetry|https?:\/\//i.test(readFileSync(join(source, name), 'utf8')));
  expect(telemetry).toEqual([]);
});
