import { typesIn } from '../columns.ts';
import type { StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const enumType: StatementRule = {
  id: 'enum-type',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres', 'mysql', 'mariadb'],
  what: 'Values are listed in an enum.',
  why: 'A value cannot be taken out again without writing the table anew, and a new one is a change of the schema.',
  instead: 'Use a table of the values with a foreign key, or text with a CHECK.',
  check(context) {
    const { kind } = context.statement;
    if (kind.verb === 'CREATE' && kind.object === 'TYPE') {
      const span = wordSpan(context, 'AS', 'ENUM');
      if (span !== null) context.report(span, `${kind.name?.at(-1) ?? 'The type'} lists its values.`);
    }
    for (const type of typesIn(context.node))
      if (type.base === 'enum') context.report(type, 'The column lists its values.');
  },
  good: [{ sql: 'CREATE TYPE pair AS (a int, b int);' }],
  bad: [
    { sql: "CREATE TYPE mood AS ENUM ('sad', 'ok');" },
    { sql: "CREATE TABLE t (id int PRIMARY KEY, m ENUM('a', 'b'));", dialect: 'mysql' },
  ],
};
