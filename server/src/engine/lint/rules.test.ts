import { resolve } from 'node:path';
import { loadModule, parseSync } from 'libpg-query';
import { beforeAll, describe, expect, test } from 'vitest';
import { postgresSyntax, splitStatements } from '../sql/index.ts';
import { explain, rulesPage } from './explain.ts';
import { lintText } from './lint.testing.ts';
import { rules } from './registry.ts';
import type { Example, Rule } from './rule.ts';

beforeAll(() => loadModule());

function findings(rule: Rule, example: Example) {
  const dialect = example.dialect ?? rule.dialects[0]!;
  const found = lintText(example.sql, {
    ...{ dialect, version: example.version ?? null, before: example.before, outside: example.outside },
    severities: { [rule.id]: rule.severity },
  });
  return found.filter(({ code }) => code === rule.id);
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('rule %s', (id, rule) => {
  test.each(rule.bad.map((example) => [example.sql, example] as const))(
    'finds it once: %s',
    (_sql, example) => {
      const found = findings(rule, example);
      expect(found.map(({ code }) => code)).toEqual([id]);
      const { message, hint, place, severity } = found[0]!;
      expect(severity).toBe(rule.severity);
      expect(message).toMatch(/^\S.*[.…]$/);
      expect(hint).toMatch(/[.)]$/);
      expect(place.start! < place.end!).toBe(true);
    },
  );

  test.each(rule.good.map((example) => [example.sql, example] as const))(
    'finds nothing: %s',
    (_sql, example) => {
      expect(findings(rule, example)).toEqual([]);
    },
  );

  test('says what, why and what instead, and is suppressed by its name', () => {
    for (const text of [rule.what, rule.why, rule.instead]) expect(text).toMatch(/^\S.*[.)]$/);
    expect(rule.good.length * rule.bad.length).toBeGreaterThan(0);
    const page = explain(rule).join('\n');
    expect(page).toContain(rule.why);
    expect(page).toContain(rule.bad[0]!.sql);
    if (id === 'unused-suppression') return;
    for (const example of rule.bad)
      expect(findings(rule, { ...example, sql: `-- migrate:allow-file ${id}\n${example.sql}` })).toEqual([]);
  });
});

test('ids are kebab case, sorted and unique', () => {
  const ids = rules.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  for (const id of ids) expect(id).toMatch(/^[a-z]+(?:-[a-z0-9]+)*$/);
});

test('examples for PostgreSQL are accepted by its own parser', () => {
  const wrong: string[] = [];
  for (const rule of rules)
    for (const example of [...rule.good, ...rule.bad]) {
      if ((example.dialect ?? rule.dialects[0]) !== 'postgres') continue;
      for (const { text } of splitStatements(`${example.before ?? ''}\n;${example.sql}`, postgresSyntax)) {
        try {
          parseSync(text);
        } catch (error) {
          wrong.push(`${rule.id}: ${text}: ${String(error)}`);
        }
      }
    }
  expect(wrong).toEqual([]);
});

test('docs/rules.md says what the rules say', async () => {
  await expect(rulesPage(rules)).toMatchFileSnapshot(
    resolve(import.meta.dirname, '../../../../docs/rules.md'),
  );
});
