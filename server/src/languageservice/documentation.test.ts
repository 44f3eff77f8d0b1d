import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { documentationOf } from './documentation.ts';

const source = resolve(import.meta.dirname, '..');
const page = readFileSync(resolve(source, '../../docs/diagnostics.md'), 'utf8');

test('E1 every code of a finding is explained where its link leads', () => {
  const texts = ['engine/migrations', 'engine/syntax', 'languageservice/diagnostics'].flatMap((folder) =>
    readdirSync(join(source, folder), { encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(source, folder, name), 'utf8')),
  );
  const codes = new Set(
    texts.flatMap((text) => [
      ...[...text.matchAll(/code: '([a-z]+-[a-z0-9-]+)'/g)].map((match) => match[1]!),
      ...[...text.matchAll(/report\(\s*'\w+',\s*'([a-z-]+)'/g)].map((match) => match[1]!),
    ]),
  );
  expect(codes.size).toBeGreaterThan(15);
  const unexplained = [...codes].filter((code) => !page.includes(`\n## ${code}\n`));
  expect(unexplained).toEqual([]);
  expect(documentationOf('missing-down')).toMatch(/\/docs\/diagnostics\.md#missing-down$/);
});
