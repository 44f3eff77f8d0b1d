import type { StatementRule } from '../rule.ts';
import type { Span } from '../structure/tree.ts';

export const requireInnodb: StatementRule = {
  id: 'require-innodb',
  category: 'failure',
  scope: 'statement',
  severity: 'warning',
  dialects: ['mysql', 'mariadb'],
  what: 'A table is kept in another engine than InnoDB.',
  why: 'The others know no transactions, no foreign keys and no recovery after a crash.',
  instead: 'Leave ENGINE out, or write ENGINE=InnoDB.',
  check(context) {
    const { node, statement } = context;
    const tell = (span: Span | null, value: string): void => {
      if (!/^['"]?innodb['"]?$/i.test(value)) context.report(span, `${value} knows no transactions.`);
    };
    if (node.kind === 'createTable')
      for (const option of node.options) if (option.name === 'ENGINE') tell(option, option.value);
    if (node.kind === 'alterTable')
      for (const action of node.actions)
        if (action.kind === 'option' && action.name === 'ENGINE') tell(action, action.value);
    const set = /\b(?:default_storage_engine|default_tmp_storage_engine)\s*:?=\s*['"]?(\w+)/i.exec(
      statement.text,
    );
    if (set !== null && statement.kind.verb === 'SET') tell(null, set[1]!);
  },
  claim: {
    kind: 'changes',
    probe:
      "SELECT count(*) AS n FROM information_schema.tables WHERE table_schema = database() AND engine <> 'InnoDB'",
  },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY) ENGINE = InnoDB;' }],
  bad: [
    { sql: 'CREATE TABLE t (id int PRIMARY KEY) ENGINE = MyISAM;' },
    { sql: 'SET default_storage_engine = MEMORY;', claim: null },
  ],
};
