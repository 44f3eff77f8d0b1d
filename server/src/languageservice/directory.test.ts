import { array, check, constantFrom, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { assemble } from '../engine/migrations/index.ts';
import { MigrationDirectory } from './directory.ts';
import { folder, sourceFile } from './snapshot.testing.ts';
import { StatusBook } from './statusBook.ts';

const names = [
  '001_a.sql',
  '002_b.up.sql',
  '002_b.down.sql',
  '2_c.sql',
  '003_d_up.sql',
  '003_d_down.sql',
  '004_e.ts',
  '006_f.sql',
];
const texts = [
  '',
  'select 1;',
  '-- migrate:up\nselect 1;\n',
  '-- migrate:up\nselect 1;\n-- migrate:down\nselect 2;\n',
  '-- migrate:requires 1\n-- migrate:up\nselect 1;',
  '\n-- migrate:requires 6\n-- migrate:up\nselect 1;',
  '-- migrate:wrong\nselect 1;',
  'export const up = () => 1;',
  'export const up = () => 1;\nexport const down = () => 1;',
];

/** All that can be asked of a directory. */
function answers(directory: MigrationDirectory) {
  return {
    migrations: directory.migrations,
    findings: directory.paths
      .map((path) => [path, [...directory.findings(path)].map((it) => JSON.stringify(it)).sort()] as const)
      .sort(),
    homes: directory.paths.map((path) => [path, directory.migrationOf(path)?.id]).sort(),
  };
}

test('E1 one file exchanged after the other gives what reading all of them anew gives', () => {
  const step = record({ name: constantFrom(...names), text: integer({ min: -1, max: texts.length - 1 }) });
  const outcome = check(
    property(array(step, { maxLength: 25 }), (steps) => {
      const directory = new MigrationDirectory(assemble(folder, []));
      const book = new StatusBook(directory);
      book.history = {
        rows: [
          {
            version: '1',
            name: 'a',
            checksum: sourceFile('001_a.sql', texts[2]!).content!.checksum,
            appliedAt: '',
          },
        ],
        unfinished: [],
      };
      const present = new Map<string, string>();
      for (const { name, text } of steps) {
        if (text < 0) {
          present.delete(name);
          directory.remove(`${folder}/${name}`);
        } else {
          present.set(name, texts[text]!);
          directory.put(sourceFile(name, texts[text]!));
          book.refresh(`${folder}/${name}`);
        }
        const fresh = new MigrationDirectory(
          assemble(
            folder,
            [...present].map(([base, content]) => sourceFile(base, content)),
          ),
        );
        expect(answers(directory)).toEqual(answers(fresh));
        const freshBook = new StatusBook(fresh);
        freshBook.history = book.history;
        expect(book.statuses).toEqual(freshBook.statuses);
      }
    }),
    { numRuns: 300 },
  );
  expect(outcome.counterexample).toBe(null);
});

test('E1 an edit that other files cannot see puts nothing together anew', () => {
  const many = Array.from({ length: 50 }, (_, i) => sourceFile(`${i + 1}_m.sql`, texts[3]!));
  const directory = new MigrationDirectory(assemble(folder, many));
  const { shape } = directory;
  expect(directory.put(sourceFile('7_m.sql', `${texts[3]}-- more\nselect 3;`))).toBe('file');
  expect(directory.shape).toBe(shape);
  expect(directory.migrationOf(`${folder}/7_m.sql`)!.down!.appliedText).toContain('select 3');
  expect(directory.put(sourceFile('7_m.sql', texts[4]!))).toBe('directory');
});
