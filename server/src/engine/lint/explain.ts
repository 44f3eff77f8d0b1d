import { claimText } from './claim.ts';
import type { Category, Example, Rule } from './rule.ts';

/** The documentation page of a rule, as lines of Markdown. */
export function explain(rule: Rule): readonly string[] {
  return [
    `# ${rule.id}`,
    ...about(rule),
    '',
    `To allow it once, write \`-- migrate:allow ${rule.id}\` in front of the statement; for a file, \`-- migrate:allow-file ${rule.id}\`.`,
    `For a project, set its severity in the configuration: \`"lint": { "rules": { "${rule.id}": "off" } }\`.`,
  ];
}

function about(rule: Rule): readonly string[] {
  return [
    '',
    `${rule.what} ${rule.why}`,
    '',
    `Instead: ${rule.instead}`,
    '',
    `Databases: ${rule.dialects.join(', ')}. Severity: ${severityText(rule)}.`,
    ...(rule.claim === undefined
      ? []
      : ['', `Measured with these examples on real servers: ${claimText(rule.claim)}.`]),
    ...rule.bad.flatMap((example) => block('Found in', rule, example)),
    ...rule.good.flatMap((example) => block('Nothing is found in', rule, example)),
  ];
}

function severityText({ optIn, severity }: Rule): string {
  return optIn ? 'off unless the configuration names it' : severity;
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

const headings: Readonly<Record<Category, string>> = {
  data: 'Rows or objects are lost',
  compatibility: 'Programs of before stop working',
  locking: 'Others wait',
  failure: 'A statement fails, or does not do what it says',
  style: 'It works, and something else is better',
};

/** The page of all rules, one heading for each: what `docs/rules.md` holds. */
export function rulesPage(rules: readonly Rule[]): string {
  const lines = [
    '# Rules of `migrate lint`',
    '',
    'Written by the rules themselves (`npx vitest run server/src/engine/lint -u` brings it up to date); `migrate explain RULE`',
    'prints one of them. Where a page says "measured", a test runs its examples on PostgreSQL, MySQL, MariaDB or SQLite and',
    'looks: what is found must do it, what is let through must not.',
    '',
    'To allow a finding once, write `-- migrate:allow RULE` in front of the statement; for a file, `-- migrate:allow-file RULE`.',
    'For a project, set the severity in the configuration: `"lint": { "rules": { "RULE": "off" } }`.',
    ...Object.entries(headings).flatMap(([category, heading]) => [
      '',
      `**${heading}**`,
      '',
      '| rule | finds | databases | severity |',
      '|---|---|---|---|',
      ...rules
        .filter((rule) => rule.category === category)
        .map(
          (rule) =>
            `| [${rule.id}](#${rule.id}) | ${rule.what} | ${rule.dialects.join(', ')} | ${rule.optIn ? 'off' : rule.severity} |`,
        ),
    ]),
    ...rules.flatMap((rule) => ['', `## ${rule.id}`, ...about(rule)]),
  ];
  return `${lines.join('\n')}\n`;
}
