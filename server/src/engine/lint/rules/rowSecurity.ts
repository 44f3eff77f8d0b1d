import type { StatementContext, StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const rowSecurity: StatementRule = {
  id: 'row-security',
  category: 'compatibility',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'Row level security is switched on without a policy, or off.',
  why: 'Without a policy nobody but the owner sees a row; without row level security everybody with rights on the table sees all.',
  instead: 'Create the policies in the same migration, in front of it.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind !== 'other') continue;
      const [verb, ...rest] = action.words;
      if (rest.slice(0, 3).join(' ') !== 'ROW LEVEL SECURITY') continue;
      if (verb === 'DISABLE')
        context.report(action, `Everybody with rights on ${node.table.name} sees all its rows.`);
      if (verb === 'ENABLE' && !hasPolicy(context, node.table.name))
        context.report(action, `Nobody but its owner sees a row of ${node.table.name}.`);
    }
  },
  claim: {
    kind: 'changes',
    probe: 'SELECT seen() AS n',
    world:
      "CREATE TABLE users (id int);\nINSERT INTO users VALUES (1);\nGRANT SELECT ON users TO pg_monitor;\nCREATE TABLE t (id int);\nINSERT INTO t VALUES (1);\nGRANT SELECT ON t TO pg_monitor;\nALTER TABLE t ENABLE ROW LEVEL SECURITY;\nCREATE FUNCTION seen() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT ((SELECT count(*) FROM users) + (SELECT count(*) FROM t))::int';\nALTER FUNCTION seen() OWNER TO pg_monitor;",
  },
  good: [
    {
      sql: 'CREATE POLICY everyone ON users USING (true);\nALTER TABLE users ENABLE ROW LEVEL SECURITY;',
    },
  ],
  bad: [
    { sql: 'ALTER TABLE users ENABLE ROW LEVEL SECURITY;' },
    { sql: 'ALTER TABLE t DISABLE ROW LEVEL SECURITY;' },
  ],
};

/** One is created in this section. */
function hasPolicy({ statements, dialect }: StatementContext, table: string): boolean {
  return statements.some((statement) => {
    if (statement.kind.verb !== 'CREATE') return false;
    const head = wordSpan({ statement, dialect }, 'CREATE', 'POLICY');
    return (
      head?.start === 0 && new RegExp(`\\bon\\s+(?:\\S+\\.)?"?${table}"?(?:\\s|$)`, 'i').test(statement.text)
    );
  });
}
