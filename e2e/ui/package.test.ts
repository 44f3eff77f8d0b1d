import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { zipEntries } from './zipEntries.ts';

const root = resolve(import.meta.dirname, '../..');
const binaries = {
  'alpine-arm64': 'linuxmusl-arm64',
  'alpine-x64': 'linuxmusl-x64',
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm64': 'linux-arm64',
  'linux-x64': 'linux-x64',
  'win32-arm64': 'win32-arm64',
  'win32-x64': 'win32-x64',
};

describe('npm run package', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(inject('runDirectory'), 'vsix-'));
    execFileSync(process.execPath, [join(root, 'scripts/package.mjs'), `--out=${folder}`], {
      stdio: 'ignore',
    });
  });

  test('there is a package for every platform, and for no other', () => {
    const targets = readdirSync(folder).map((name) => /-\d+\.\d+\.\d+-(.*)\.vsix$/.exec(name)?.[1]);
    expect(targets.sort()).toEqual(Object.keys(binaries));
  });

  test.each(Object.entries(binaries))(
    '%s holds the SQLite binary %s, and nothing else native',
    (target, binary) => {
      const [entries, size] = packed(target);
      expect([...entries.keys()].filter((name) => /\.(node|so|dll|dylib|exe)$/.test(name))).toEqual([
        `extension/dist/prebuilds/${binary}.node`,
      ]);
      expect(size).toBeLessThanOrEqual(16_000_000);
    },
  );

  test('no sources, tests, maps or dependencies are in it; what the extension needs is', () => {
    const [entries] = packed('linux-x64');
    const names = [...entries.keys()].map((name) => name.replace(/^extension\//, ''));
    expect(names.filter((name) => /\.(ts|map)$|node_modules|test|^\.|lock/.test(name))).toEqual([]);
    for (const name of [
      'dist/extension.js',
      'dist/server.js',
      'dist/cli.js',
      'package.nls.json',
      'LICENSE.txt',
    ]) {
      expect(names).toContain(name);
    }
    expect(entries.get('extension/dist/extension.js')).toBeLessThanOrEqual(500_000);
  });

  function packed(target: string): readonly [ReadonlyMap<string, number>, number] {
    const name = readdirSync(folder).find((entry) => entry.endsWith(`-${target}.vsix`));
    const file = join(folder, name!);
    return [zipEntries(file), statSync(file).size];
  }
});

test('npm pack gives the command line for every platform, and no sources', () => {
  const [{ files }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  expect(paths).toContain('dist/cli.js');
  expect(paths.filter((path) => path.endsWith('.node')).length).toBe(Object.keys(binaries).length);
  expect(
    paths.filter((path) => /^(server|client|e2e|test-fixtures)\/|extension\.js|\.map$/.test(path)),
  ).toEqual([]);
});
