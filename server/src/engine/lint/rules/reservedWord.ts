import { madeNames } from '../madeNames.ts';
import type { StatementRule } from '../rule.ts';

export const reservedWord: StatementRule = {
  id: 'reserved-word',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  dialects: ['mysql', 'mariadb', 'postgres'],
  what: 'A name is a reserved word.',
  why: 'It must be quoted in every query, and one that forgets fails.',
  instead: 'Choose another name.',
  check(context) {
    for (const name of madeNames(context.node, context.statement))
      if (reserved.has(name.name.toUpperCase()))
        context.report(name, `${name.name} must be quoted everywhere.`);
  },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY);' }],
  bad: [{ sql: 'CREATE TABLE `interval` (id int PRIMARY KEY);' }],
};

/** Reserved in SQL, and in each of these databases or next to it. */
const reserved: ReadonlySet<string> = new Set(
  `ALL ALTER ANALYZE AND AS ASC BETWEEN BOTH CASE CHECK COLLATE COLUMN CONSTRAINT CREATE CROSS CURRENT_DATE CURRENT_TIME
   CURRENT_TIMESTAMP CURRENT_USER DEFAULT DESC DISTINCT DROP ELSE EXCEPT EXISTS FALSE FETCH FOR FOREIGN FROM FULL GRANT
   GROUP HAVING IN INDEX INNER INSERT INTERSECT INTERVAL INTO IS JOIN KEY KEYS LEADING LEFT LIKE LIMIT NATURAL NOT NULL
   ON OR ORDER OUTER PRIMARY RANGE RANK READ REFERENCES RIGHT ROWS SELECT SET TABLE THEN TO TRAILING TRIGGER TRUE UNION
   UNIQUE UPDATE USING VALUES WHEN WHERE WINDOW WITH WRITE`.split(/\s+/),
);
