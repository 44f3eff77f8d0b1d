import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { buildHostTests } from '../../scripts/hostTests.mjs';
import { runInExtensionHost } from '../extensionHost.mjs';

interface Result {
  readonly title: string;
  readonly error: string | null;
}

test('the suites of client/test/host pass inside the extension host, with the packed extension', async () => {
  const folder = mkdtempSync(join(inject('runDirectory'), 'host-'));
  mkdirSync(join(folder, 'workspace'));
  const results = join(folder, 'results.json');
  const { code } = await runInExtensionHost({
    directory: join(folder, 'editor'),
    extension: inject('extension'),
    tests: await buildHostTests(),
    folder: join(folder, 'workspace'),
    environment: { HOST_TEST_RESULTS: results },
  });
  const all = JSON.parse(readFileSync(results, 'utf8')) as readonly Result[];
  expect(all.flatMap(({ title, error }) => (error === null ? [] : [`${title}: ${error}`]))).toEqual([]);
  expect(all.length).toBeGreaterThan(15);
  expect(code).toBe(0);
});
