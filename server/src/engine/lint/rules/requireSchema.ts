import type { StatementRule } from '../rule.ts';

export const requireSchema: StatementRule = {
  id: 'require-schema',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres'],
  what: 'A table is named without its schema.',
  why: 'Which table it is depends on the search_path of whoever runs it.',
  instead: 'Write schema.table.',
  check(context) {
    const { kind } = context.statement;
    if (kind.class === 'query') {
      const bare = /\bfrom\s+(?!\()([a-z_]\w*)\b(?!\s*[.(])/i.exec(context.statement.text);
      if (bare !== null) context.report(null, `${bare[1]} is named without its schema.`);
      return;
    }
    for (const table of kind.tables)
      if (table.parts.length === 1) context.report(table, `${table.parts[0]} is named without its schema.`);
  },
  good: [{ sql: 'CREATE TABLE public.t (id int PRIMARY KEY);' }],
  bad: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY);' }],
};
