import type { Example, Rule } from './rule.ts';

/** The documentation page of a rule, as lines of Markdown. */
export function explain(rule: Rule): readonly string[] {
  const severity = rule.optIn ? 'off unless the configuration names it' : rule.severity;
  return [
    `# ${rule.id}`,
    '',
    `${rule.what} ${rule.why}`,
    '',
    `Instead: ${rule.instead}`,
    '',
    `Databases: ${rule.dialects.join(', ')}. Severity: ${severity}.`,
    ...rule.bad.flatMap((example) => block('Found in', rule, example)),
    ...rule.good.flatMap((example) => block('Nothing is found in', rule, example)),
    '',
    `To allow it once, write \`-- migrate:allow ${rule.id}\` in front of the statement; for a file, \`-- migrate:allow-file ${rule.id}\`.`,
    `For a project, set its severity in the configuration: \`"lint": { "rules": { "${rule.id}": "off" } }\`.`,
  ];
}

function block(title: string, rule: Rule, example: Example): readonly string[] {
  const dialect = example.dialect ?? rule.dialects[0]!;
  const version = example.version === undefined ? '' : ` ${example.version.join('.')}`;
  const outside = example.outside ? ', outside a transaction' : '';
  const before =
    example.before === undefined ? [] : ['-- applied before:', ...example.before.split('\n'), ''];
  return [
    '',
    `${title} (${dialect}${version}${outside}):`,
    '',
    '```sql',
    ...before,
    ...example.sql.split('\n'),
    '```',
  ];
}

/** The page of all rules, one heading for each: what `docs/rules.md` holds. */
export function rulesPage(rules: readonly Rule[]): string {
  const lines = [
    '# Rules of `migrate lint`',
    '',
    'Written by the rules themselves (`npx vitest run server/src/engine/lint -u` brings it up to date); `migrate explain RULE`',
    'prints one of them.',
    ...rules.flatMap((rule) => [
      '',
      ...explain(rule).map((line) => (line.startsWith('# ') ? `#${line}` : line)),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}
