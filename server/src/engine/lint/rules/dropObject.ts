import type { StatementRule } from '../rule.ts';

export const dropObject: StatementRule = {
  id: 'drop-object',
  category: 'compatibility',
  scope: 'statement',
  severity: 'information',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'A view, function, type or sequence is dropped.',
  why: 'Programs that run while the migration is applied, and queries that use it, fail at once.',
  instead: 'Drop it in a later migration, when nothing uses it any more.',
  check(context) {
    const { statement, statements, node } = context;
    const { kind } = statement;
    if (kind.verb !== 'DROP' || !objects.has(kind.object ?? '')) return;
    const name = kind.name?.at(-1);
    const same = (one: string | undefined): boolean => one?.toLowerCase() === name?.toLowerCase();
    // Dropped to be made anew, or made here.
    const made = statements.some(({ kind: other }) => other.verb === 'CREATE' && same(other.name?.at(-1)));
    if (
      made ||
      (node.kind === 'drop' && node.names.length > 0 && node.names.every(({ key }) => context.isNew(key)))
    )
      return;
    context.report(null, `What uses ${name ?? 'it'} fails from now on.`);
  },
  claim: { kind: 'changes', probe: 'SELECT * FROM report', world: 'CREATE VIEW report AS SELECT 1 AS a;' },
  good: [{ sql: 'DROP VIEW report;\nCREATE VIEW report AS SELECT 1 AS a;' }],
  bad: [
    { sql: 'DROP VIEW report;' },
    {
      sql: 'DROP FUNCTION tax;',
      world: 'CREATE FUNCTION tax() RETURNS int DETERMINISTIC RETURN 1;',
      claim: { kind: 'changes', probe: 'SELECT tax() AS n' },
      dialect: 'mysql',
    },
    { sql: 'DROP VIEW report;', dialect: 'sqlite' },
  ],
};

const objects: ReadonlySet<string> = new Set(
  `VIEW,MATERIALIZED VIEW,FUNCTION,PROCEDURE,AGGREGATE,ROUTINE,TYPE,DOMAIN,SEQUENCE,EXTENSION,EVENT`.split(
    ',',
  ),
);
