import { madeNames } from '../madeNames.ts';
import type { StatementRule } from '../rule.ts';

export const namingCase: StatementRule = {
  id: 'naming-case',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'A name has other characters than a-z, 0-9 and _.',
  why: 'It must be quoted everywhere, or is another name on another machine.',
  instead: 'Write it in lower case, with underscores.',
  check(context) {
    for (const name of madeNames(context.node, context.statement)) {
      const kept =
        context.dialect.doubleQuotes === 'identifier' && !/["`[]/.test(name.text)
          ? name.name.toLowerCase()
          : name.name;
      if (!/^[a-z_][a-z0-9_]*$/.test(kept)) context.report(name, `${name.name} must be quoted.`);
    }
  },
  good: [{ sql: 'CREATE TABLE tech_book (id bigint PRIMARY KEY);' }],
  bad: [
    { sql: 'CREATE TABLE "techBook" (id bigint PRIMARY KEY);' },
    { sql: 'ALTER TABLE t RENAME TO "T2";' },
  ],
};
