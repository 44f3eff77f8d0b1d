import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brief, readDirectoryWith } from './directory.testing.ts';

/** `1: 2 3` is migration 1, which requires 2 and 3. */
async function findingsOf(...lines: readonly string[]) {
  const files = lines.map((line) => {
    const [version, requires] = line.split(':') as [string, string];
    const head =
      requires.trim() === '' ? '' : `-- migrate:requires ${requires.trim().replaceAll(' ', ', ')}\n`;
    return [`${version}_m.sql`, `${head}-- migrate:up\nU;\n-- migrate:down\nD;\n`] as const;
  });
  return readDirectoryWith(Object.fromEntries(files));
}

test.each([
  { title: 'earlier ones are fine', lines: ['1:', '2: 1', '3: 001 2'], found: [] },
  { title: 'an unknown one', lines: ['1:', '2: 9'], found: ['error unknown-dependency 2_m.sql:1:21'] },
  { title: 'a later one', lines: ['1: 2', '2:'], found: ['error later-dependency 1_m.sql:1:21'] },
  { title: 'itself', lines: ['1: 1'], found: ['error circular-dependency 1_m.sql:1:21'] },
  { title: 'a circle', lines: ['1: 3', '2: 1', '3: 2'], found: ['error circular-dependency 1_m.sql:1:21'] },
  {
    title: 'two circles and a later one',
    lines: ['1: 2', '2: 1 3', '3: 4', '4: 3', '5:'],
    found: [
      'error circular-dependency 1_m.sql:1:21',
      'error later-dependency 2_m.sql:1:24',
      'error circular-dependency 3_m.sql:1:21',
    ],
  },
])('D7 $title', async ({ lines, found }) => {
  expect(brief((await findingsOf(...lines)).diagnostics)).toEqual(found);
});

test('D7 an error names the files', async () => {
  const { diagnostics } = await findingsOf('1: 3', '2: 1', '3: 2');
  for (const file of ['1_m.sql', '2_m.sql', '3_m.sql']) expect(diagnostics[0]!.message).toContain(file);
  const later = (await findingsOf('1: 2', '2:')).diagnostics[0]!.message;
  expect(later).toContain('1_m.sql');
  expect(later).toContain('2_m.sql');
});

test('D7 without an error the order respects every requirement; with a circle there is an error', async () => {
  const graph = fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 })), {
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(graph, async (edges) => {
      const lines = [1, 2, 3, 4, 5, 6, 7, 8].map(
        (node) =>
          `${node}: ${edges
            .filter(([from]) => from === node)
            .map(([, to]) => to)
            .join(' ')}`,
      );
      const { migrations, diagnostics } = await findingsOf(...lines);
      const place = new Map(migrations.map(({ number }, index) => [number, index]));
      const respected = migrations.every(({ number, requires }) =>
        requires.every((needed) => place.get(needed.number)! < place.get(number)!),
      );
      expect(respected).toBe(diagnostics.every(({ severity }) => severity !== 'error'));
    }),
    { numRuns: 50 },
  );
});
