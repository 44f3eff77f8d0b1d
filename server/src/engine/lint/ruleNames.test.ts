import { expect, test } from 'vitest';
import { lintText } from './lint.testing.ts';
import { rules } from './registry.ts';
import { unknownRule } from './ruleNames.ts';

const ids = rules.map(({ id }) => id);
const written: readonly (readonly [id: string, meant: string | null])[] = [
  ['drop-tabel', 'drop-table'],
  ['Drop-Column', 'drop-column'],
  ['require-concurrent-indx', 'require-concurrent-index'],
  ['lock-tables', 'lock-table'],
  ['no-such-thing', null],
  ['', null],
];

test.each(written)('%s: which rule is meant', (id, meant) => {
  expect(unknownRule(id, ids)).toEqual({
    meant,
    message: `No rule is called ${id}.${meant === null ? '' : ` Is ${meant} meant?`}`,
  });
});

test('a misspelled suppression can be put right', () => {
  const sql = '-- migrate:up\n-- migrate:allow drop-tabel\nDROP TABLE users;';
  const found = lintText(sql, { dialect: 'postgres', whole: true });
  const [spelling] = found.filter(({ code }) => code === 'unused-suppression');
  const [{ edits: [edit] = [] } = { edits: [] }] = spelling!.fixes!;
  const fixed = sql.slice(0, edit!.start) + edit!.text + sql.slice(edit!.end);
  expect(lintText(fixed, { dialect: 'postgres', whole: true }).map(({ code }) => code)).not.toContain(
    'drop-table',
  );
});
