import { columnsOf } from '../columns.ts';
import { edit, olderThan, type StatementContext, type StatementRule } from '../rule.ts';

export const implicitTimestamp: StatementRule = {
  id: 'implicit-timestamp',
  category: 'failure',
  scope: 'statement',
  severity: 'warning',
  dialects: ['mysql', 'mariadb'],
  what: 'The first TIMESTAMP of a table becomes the time of the last change of its row.',
  why: 'Servers before MySQL 8.0 and MariaDB 10.10 give it DEFAULT and ON UPDATE CURRENT_TIMESTAMP when neither is written: every UPDATE overwrites it.',
  instead:
    'Write DEFAULT CURRENT_TIMESTAMP, and ON UPDATE CURRENT_TIMESTAMP where it is meant, or use DATETIME.',
  check(context) {
    if (!isImplicit(context)) return;
    const [first] = columnsOf(context.node).filter(
      ({ column, how }) => how === 'create' && column.type?.base === 'timestamp',
    );
    if (first === undefined) return;
    const { column } = first;
    if (column.default !== null || column.onUpdate !== null || column.nullWritten !== null) return;
    if (column.generated !== null) return;
    const at = { start: column.end, end: column.end };
    context.report(column, `${column.name.name} is set to the time of every change of its row.`, {
      fixes: [
        {
          title: 'Write the default',
          edits: [edit(context, at, ' DEFAULT CURRENT_TIMESTAMP')],
        },
      ],
    });
  },
  claim: {
    kind: 'changes',
    probe:
      "SELECT count(*) AS n FROM information_schema.columns WHERE table_schema = database() AND table_name = 't' AND extra LIKE '%on update%'",
    world: 'SET SESSION explicit_defaults_for_timestamp = OFF;',
  },
  good: [
    {
      sql: 'CREATE TABLE t (id int PRIMARY KEY, changed timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);',
    },
    { sql: 'CREATE TABLE t (id int PRIMARY KEY, changed timestamp NULL);' },
  ],
  bad: [
    {
      sql: 'SET SESSION explicit_defaults_for_timestamp = OFF;\nCREATE TABLE t (id int PRIMARY KEY, changed timestamp NOT NULL);',
    },
  ],
};

/** By the server's version, or because the section says so. */
function isImplicit(context: StatementContext): boolean {
  const { statements, statement, version, dialect } = context;
  const set = statements.findLast(
    ({ index, text }) =>
      index < statement.index && /^\s*set\b[^;]*\bexplicit_defaults_for_timestamp\b/i.test(text),
  );
  if (set !== undefined) return /=\s*(?:off|0|false)\b/i.test(set.text);
  return version !== null && olderThan(context, dialect.compoundStatements ? [10, 10] : [8, 0, 2]);
}
