import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

// The editor's own SQL grammar is not a package; this is the part that directives meet: comments, strings, words.
const sql = {
  scopeName: 'source.sql',
  patterns: [
    {
      begin: '(^[ \\t]+)?(?=--)',
      end: '(?!\\G)',
      patterns: [{ begin: '--', end: '\\n', name: 'comment.line.double-dash.sql' }],
    },
    { begin: '/\\*', end: '\\*/', name: 'comment.block.sql' },
    { begin: "'", end: "'", name: 'string.quoted.single.sql' },
    { match: '(?i)\\b(create|table|select)\\b', name: 'keyword.other.sql' },
  ],
  repository: {},
};
const directives = join(import.meta.dirname, '../../syntaxes/directives.tmLanguage.json');

let grammar: textmate.IGrammar;
beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(readFileSync(wasm));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) =>
      scope === 'source.sql'
        ? (sql as unknown as textmate.IRawGrammar)
        : textmate.parseRawGrammar(readFileSync(directives, 'utf8'), directives),
    getInjections: (scope) => (scope === 'source.sql' ? ['source.sql.migrate'] : undefined),
  });
  grammar = (await registry.loadGrammar('source.sql'))!;
});

const section = 'entity.name.section.migrate';
const directive = 'keyword.control.directive.migrate';
const requires = 'keyword.other.requires.migrate';
const version = 'constant.numeric.version.migrate';
const limit = 'variable.parameter.limit.migrate';

/** A text, and the words of it that have a scope of ours, in order. */
const cases: readonly (readonly [text: string, words: readonly (readonly [string, string])[]])[] = [
  [
    '-- migrate:up',
    [
      ['migrate:', directive],
      ['up', section],
    ],
  ],
  [
    '--migrate:down',
    [
      ['migrate:', directive],
      ['down', section],
    ],
  ],
  [
    '   -- migrate:up',
    [
      ['migrate:', directive],
      ['up', section],
    ],
  ],
  [
    '-- MIGRATE:Up',
    [
      ['MIGRATE:', directive],
      ['Up', section],
    ],
  ],
  [
    '-- migrate:up transaction:false',
    [
      ['migrate:', directive],
      ['up', section],
      ['transaction', 'variable.parameter.option.migrate'],
      [':', 'punctuation.separator.key-value.migrate'],
      ['false', 'constant.language.boolean.migrate'],
    ],
  ],
  [
    '-- +migrate Down',
    [
      ['+migrate', directive],
      ['Down', section],
    ],
  ],
  [
    '-- +migrate Up notransaction',
    [
      ['+migrate', directive],
      ['Up', section],
      ['notransaction', 'variable.parameter.option.migrate'],
    ],
  ],
  [
    '-- +migrate StatementBegin',
    [
      ['+migrate', directive],
      ['StatementBegin', 'keyword.other.statement.migrate'],
    ],
  ],
  [
    '-- migrate:requires 20240115100000, 002',
    [
      ['migrate:', directive],
      ['requires', requires],
      ['20240115100000', version],
      [',', 'punctuation.separator.migrate'],
      ['002', version],
    ],
  ],
  [
    '-- migrate:lock-timeout 500ms',
    [
      ['migrate:', directive],
      ['lock-timeout', limit],
      ['500', 'constant.numeric.time.migrate'],
      ['ms', 'keyword.other.unit.migrate'],
    ],
  ],
  [
    '-- migrate:statement-timeout 1.5 min',
    [
      ['migrate:', directive],
      ['statement-timeout', limit],
      ['1.5', 'constant.numeric.time.migrate'],
      ['min', 'keyword.other.unit.migrate'],
    ],
  ],
  [
    '-- migrate:retry 3',
    [
      ['migrate:', directive],
      ['retry', limit],
      ['3', 'constant.numeric.count.migrate'],
    ],
  ],
  ['-- migrate the old rows', []],
  ['-- migrate:upwards', []],
  ['-- see migrate:up', []],
  ["select '\n-- migrate:up\n'", []],
  ['/*\n-- migrate:down\n*/', []],
  ['create table t (a int); -- migrate:up', []],
];

test.each(cases)('E10 %j is highlighted as it is read', (text, words) => {
  expect(ours(text)).toEqual(words);
});

test('E10 what follows a directive is SQL again', () => {
  const scopes = tokens('-- migrate:up\ncreate table t').find(([word]) => word === 'create')![1];
  expect(scopes).toEqual(['source.sql', 'keyword.other.sql']);
});

test('E10 a directive stays a comment, so that themes without rules of ours show it as one', () => {
  const scopes = tokens('-- migrate:up').flatMap(([, all]) => all);
  expect(scopes).toContain('comment.line.double-dash.sql');
});

function ours(text: string): (readonly [string, string])[] {
  return tokens(text).flatMap(([word, scopes]) => {
    const own = scopes.findLast((scope) => scope.endsWith('.migrate'));
    return own === undefined ? [] : [[word, own] as const];
  });
}

function tokens(text: string): (readonly [string, readonly string[]])[] {
  let state: textmate.StateStack | null = textmate.INITIAL;
  return text.split('\n').flatMap((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens.map(
      ({ startIndex, endIndex, scopes }) => [line.slice(startIndex, endIndex), scopes] as const,
    );
  });
}
