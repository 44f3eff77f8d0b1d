import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findDiagnostics } from '../diagnostics/index.ts';
import type { Edit } from '../edits.ts';
import { pathOf, type SnapshotOptions, snapshotOf } from '../snapshot.testing.ts';
import { quickFixes } from './index.ts';

/** The first fix for `code` in the file: its title, and what the files are afterwards. */
function fixed(
  files: Readonly<Record<string, string>>,
  base: string,
  code: string,
  options: SnapshotOptions = {},
) {
  const project = snapshotOf(files, options);
  const found = findDiagnostics(project, pathOf(base), { checkSyntax: null, outOfOrder: 'warn' });
  const fixes = quickFixes(
    project,
    pathOf(base),
    found.filter((one) => one.code === code),
  );
  const [first] = fixes;
  return first === undefined
    ? null
    : { ...first, titles: fixes.map(({ title }) => title), after: applyEdits(files, first.edits) };
}

function applyEdits(files: Readonly<Record<string, string>>, edits: readonly Edit[]): Record<string, string> {
  const after: Record<string, string> = { ...files };
  const replaces = edits.filter((edit) => edit.kind === 'replace').sort((a, b) => b.start - a.start);
  for (const { path, start, end, text } of replaces) {
    const base = basename(path);
    after[base] = after[base]!.slice(0, start) + text + after[base]!.slice(end);
  }
  for (const edit of edits) {
    if (edit.kind === 'create') after[basename(edit.path)] = edit.text;
    if (edit.kind === 'rename') {
      after[basename(edit.to)] = after[basename(edit.from)]!;
      delete after[basename(edit.from)];
    }
  }
  return after;
}

const single = '-- migrate:up\nCREATE TABLE a (id int);\n';

describe('E2 quick fixes', () => {
  test('a misnamed half of a pair is renamed', () => {
    const files = { '021_x_up.sql': 'select 1;' };
    expect(fixed(files, '021_x_up.sql', 'bad-file-name')).toMatchObject({
      title: 'Rename to 021_x.up.sql',
      after: { '021_x.up.sql': 'select 1;' },
    });
  });

  test('a duplicate gets the next version, all of its files', () => {
    const files = {
      '001_a.sql': single,
      '1_b.up.sql': 'select 1;',
      '1_b.down.sql': 'select 2;',
      '007_c.sql': single,
    };
    expect(fixed(files, '1_b.up.sql', 'duplicate-version')!.after).toEqual({
      '001_a.sql': single,
      '007_c.sql': single,
      '008_b.up.sql': 'select 1;',
      '008_b.down.sql': 'select 2;',
    });
  });

  test('one out of order gets a later version, and those that require it follow', () => {
    const environment = { name: 'dev', production: false, connected: true };
    const files = {
      '001_a.sql': single,
      '002_b.sql': single,
      '003_c.sql': `-- migrate:requires 001\n${single}`,
    };
    const fix = fixed(files, '001_a.sql', 'out-of-order', { environment, applied: ['002'] })!;
    expect(fix.title).toBe('Renumber to 004_a');
    expect(fix.after).toEqual({
      '002_b.sql': single,
      '003_c.sql': `-- migrate:requires 004\n${single}`,
      '004_a.sql': single,
    });
  });

  test('a missing down is generated behind a single file', () => {
    expect(fixed({ '001_a.sql': single }, '001_a.sql', 'missing-down')!.after).toEqual({
      '001_a.sql': `${single}\n-- migrate:down\nDROP TABLE a;\n`,
    });
  });

  test('a missing down is generated beside a pair, with its line ends', () => {
    const files = { '001_a.up.sql': 'CREATE TABLE a (id int);\r\nCREATE INDEX i ON a (id);\r\n' };
    expect(fixed(files, '001_a.up.sql', 'missing-down')!.after['001_a.down.sql']).toBe(
      'DROP INDEX i;\r\nDROP TABLE a;\r\n',
    );
  });

  test('an empty down is filled behind its comments', () => {
    const files = { '001_a.sql': `${single}-- migrate:down\n-- by hand\n\n` };
    expect(fixed(files, '001_a.sql', 'empty-down')!.after['001_a.sql']).toBe(
      `${single}-- migrate:down\n-- by hand\nDROP TABLE a;\n\n`,
    );
  });

  test('an orphan down gets its up', () => {
    const files = { '001_a.down.sql': 'select 1;' };
    expect(fixed(files, '001_a.down.sql', 'orphan-down')!.after).toHaveProperty('001_a.up.sql');
  });

  test.each([
    ['-- migrate:dwon', '-- migrate:down'],
    ['-- migrate:require 1', '-- migrate:requires 1'],
    ['-- migrate: requires 1', '-- migrate:requires'],
    ['-- +goose Up', '-- migrate:up'],
  ])('the directive %s becomes %s', (line, expected) => {
    const files = { '001_a.sql': `${line}\n${single}` };
    expect(fixed(files, '001_a.sql', 'unknown-directive')!.after['001_a.sql']).toBe(`${expected}\n${single}`);
  });

  test('a directive like none of ours has no fix', () => {
    expect(fixed({ '001_a.sql': `-- migrate:xylophone\n${single}` }, '001_a.sql', 'unknown-directive')).toBe(
      null,
    );
  });

  test('a file without a marker gets one', () => {
    expect(fixed({ '001_a.sql': 'select 1;\n' }, '001_a.sql', 'missing-up')!.after['001_a.sql']).toBe(
      '-- migrate:up\nselect 1;\n',
    );
  });

  test('a section that ends its transaction can run outside one', () => {
    const files = { '001_a.sql': '-- migrate:up\nselect 1;\nCOMMIT;\nselect 2;\n' };
    expect(fixed(files, '001_a.sql', 'transaction-control')!.after['001_a.sql']).toBe(
      '-- migrate:up transaction:false\nselect 1;\nCOMMIT;\nselect 2;\n',
    );
    expect(
      fixed({ '1_a.down.sql': 'select 1;\nCOMMIT;\nselect 1' }, '1_a.down.sql', 'transaction-control')!.after[
        '1_a.down.sql'
      ],
    ).toBe('-- migrate:down transaction:false\nselect 1;\nCOMMIT;\nselect 1');
  });

  test('BEGIN and COMMIT around a section are taken out', () => {
    const files = { '001_a.sql': '-- migrate:up\nBEGIN;\nselect 1;\nCOMMIT;\n' };
    expect(fixed(files, '001_a.sql', 'transaction-unwrapped')!.after['001_a.sql']).toBe(
      '-- migrate:up\nselect 1;\n\n',
    );
  });

  test('a changed file can be restored, accepted, compared', () => {
    const environment = { name: 'dev', production: false, connected: true };
    const project = snapshotOf({ '001_a.sql': single }, { environment });
    project.book.history = {
      rows: [{ version: '001', name: 'a', checksum: '0'.repeat(64), appliedAt: '2026-01-01T00:00:00Z' }],
      unfinished: [],
    };
    const found = findDiagnostics(project, pathOf('001_a.sql'), { checkSyntax: null, outOfOrder: 'warn' });
    const fixes = quickFixes(
      project,
      pathOf('001_a.sql'),
      found.filter(({ code }) => code === 'checksum-mismatch'),
    );
    expect(
      fixes.map(({ title, command }) => [
        title,
        command!.id,
        command!.arguments.version,
        command!.arguments.run?.to,
      ]),
    ).toEqual([
      ['Restore the text that was applied to dev', 'migrate.restoreApplied', '001', undefined],
      ['Accept the file as it is now: record its checksum in dev', 'migrate.repair', '001', '001'],
      ['Compare with the text that was applied', 'migrate.showApplied', '001', undefined],
    ]);
  });
});
