import type { SectionRule } from '../rule.ts';

/** Found by the runner, once the other rules are through. */
export const unusedSuppression: SectionRule = {
  id: 'unused-suppression',
  category: 'style',
  scope: 'section',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'A `migrate:allow` takes no finding away.',
  why: 'It hides what may come later, and tells a reader of a danger that is not there.',
  instead: 'Remove it.',
  check: () => undefined,
  good: [{ sql: '-- migrate:allow drop-table\nDROP TABLE users;' }],
  bad: [
    { sql: '-- migrate:allow drop-table\nSELECT 1;' },
    { sql: '-- migrate:allow-file no-such-rule\nSELECT 1;' },
  ],
};
