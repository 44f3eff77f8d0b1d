import { expect, test } from 'vitest';
import { type Diagnostic, rules } from '../../engine/index.ts';
import { githubLines, sarifDocument } from './lintFormats.ts';

const found: readonly Diagnostic[] = [
  {
    code: 'drop-table',
    severity: 'warning',
    message: '50% of it,\nand the rest.',
    hint: 'Do not.',
    place: { file: '/project/migrations/002_b #c.sql', line: 3, column: 5, start: 20, end: 28 },
  },
  {
    code: 'refused-in-transaction',
    severity: 'error',
    message: 'No.',
    place: { file: '/project/001_a.sql' },
  },
  { code: 'add-check', severity: 'hint', message: 'Later.', place: { file: '/project/001_a.sql', line: 1 } },
];

test('annotations of GitHub Actions are one line each, with what would end them escaped', () => {
  expect(githubLines(found, '/project')).toEqual([
    '::warning file=migrations/002_b #c.sql,line=3,col=5,title=drop-table::50%25 of it,%0Aand the rest. Do not.',
    '::error file=001_a.sql,line=1,col=1,title=refused-in-transaction::No.',
    '::notice file=001_a.sql,line=1,col=1,title=add-check::Later.',
  ]);
});

test('the SARIF log names each rule once, and each finding with its level, place and words', () => {
  const log = JSON.parse(JSON.stringify(sarifDocument(found, rules, '1.2.3', '/project')));
  expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif-2.1.0') });
  const [run] = log.runs;
  expect(run.tool.driver).toMatchObject({ name: 'migrate', version: '1.2.3' });
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
    'add-check',
    'drop-table',
    'refused-in-transaction',
  ]);
  expect(run.results.map(({ ruleId, level }: Record<string, string>) => [ruleId, level])).toEqual([
    ['drop-table', 'warning'],
    ['refused-in-transaction', 'error'],
    ['add-check', 'note'],
  ]);
  expect(run.results[0].message.text).toBe('50% of it,\nand the rest. Do not.');
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'migrations/002_b%20%23c.sql' },
    region: { startLine: 3, startColumn: 5, charOffset: 20, charLength: 8 },
  });
});
