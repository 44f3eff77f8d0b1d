import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: object;
  readonly optionalDependencies?: object;
}
const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

test('whoever installs the packed command line gets it and nothing else, without a network', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchback-pack-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { name, version } = manifestOf(root);
  const user = join(folder, 'user');
  mkdirSync(user);
  await run('npm', ['pack', '--pack-destination', folder], { cwd: root });
  const options = ['--offline', '--no-audit', '--no-fund', '--cache', join(folder, 'cache')];
  await run('npm', ['install', ...options, join(folder, `${name}-${version}.tgz`)], { cwd: user });
  const installed = readdirSync(join(user, 'node_modules'), { recursive: true, encoding: 'utf8' });
  const packages = installed.filter((path) => /(?:^|node_modules\/)[^/.][^/]*\/package\.json$/.test(path));
  expect(packages).toEqual([`${name}/package.json`]);
  const packed = manifestOf(join(user, 'node_modules', name));
  expect({ ...packed.dependencies, ...packed.optionalDependencies }).toEqual({});
  const { stdout } = await run('npx', ['--no-install', 'migrate', '--version'], { cwd: user });
  expect(stdout.trim()).toBe(version);
});
