import { expect, test } from 'vitest';
import { pathOf, snapshotOf, sourceFile } from '../snapshot.testing.ts';
import { findDiagnostics } from './index.ts';

const up = '-- migrate:up\n\n';
const down = '-- migrate:down\n\n';

/** Files, and what is said of each of them. */
const cases: readonly (readonly [string, Readonly<Record<string, readonly [string, readonly string[]]>>])[] =
  [
    ['a new file', { '1_a.sql': [`${up}${down}`, ['information empty-up']] }],
    ['a new pair', { '1_a.up.sql': [up, ['information empty-up']], '1_a.down.sql': [down, []] }],
    ['a file of nothing', { '1_a.sql': ['', ['information empty-up']] }],
    [
      'no down yet',
      { '1_a.sql': [`-- migrate:requires 1\n${up}`, ['error circular-dependency', 'information empty-up']] },
    ],
    ['the up is written', { '1_a.sql': [`${up}SELECT 1;\n${down}`, ['warning empty-down']] }],
    [
      'the up of a pair is written',
      { '1_a.up.sql': [`${up}SELECT 1;\n`, []], '1_a.down.sql': [down, ['warning empty-down']] },
    ],
    ['only the down is written', { '1_a.sql': [`${up}${down}SELECT 1;\n`, ['error empty-up']] }],
    [
      'a comment says why',
      { '1_a.sql': [`${up}-- nothing to do\n${down}`, ['warning empty-up', 'warning empty-down']] },
    ],
  ];

const said = (project: Parameters<typeof findDiagnostics>[0], base: string) =>
  findDiagnostics(project, pathOf(base), { checkSyntax: null, outOfOrder: 'warn' }).map(
    ({ severity, code }) => `${severity} ${code}`,
  );

test.each(cases)('E1 an empty section is a mistake once something is written: %s', (_what, files) => {
  const project = snapshotOf(Object.fromEntries(Object.entries(files).map(([base, [text]]) => [base, text])));
  for (const [base, [, wanted]] of Object.entries(files)) expect(said(project, base)).toEqual(wanted);
});

test('E1 an empty section is a mistake when it is applied', () => {
  const project = snapshotOf({ '1_a.sql': `${up}${down}` }, { applied: ['1'] });
  expect(said(project, '1_a.sql')).toEqual(['error empty-up', 'warning empty-down']);
});

test('E1 the first word in one file of a pair is seen from the other', () => {
  const project = snapshotOf({ '1_a.up.sql': up, '1_a.down.sql': down });
  expect(project.directory.put(sourceFile('1_a.up.sql', `${up}S`))).toBe('directory');
  expect(said(project, '1_a.down.sql')).toEqual(['warning empty-down']);
  expect(project.directory.put(sourceFile('1_a.up.sql', `${up}SE`))).toBe('file');
});
