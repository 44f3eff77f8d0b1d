import type { SectionRule } from '../rule.ts';

export const transactionNesting: SectionRule = {
  id: 'transaction-nesting',
  category: 'failure',
  scope: 'section',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'BEGIN inside of a transaction, or COMMIT or ROLLBACK outside of one.',
  why: 'Databases do not nest transactions: the second BEGIN does nothing, commits the first one, or fails.',
  instead: 'Use SAVEPOINT inside of a transaction, and pair each BEGIN with one COMMIT.',
  check({ statements, section, report }) {
    // The tool's own transaction is around it all, and a pair around everything is taken off.
    let open = section.transaction;
    for (const { kind, start, end } of statements) {
      if (kind.transaction === 'begin') {
        if (open) report({ start, end }, `${kind.verb} stands inside of a transaction.`);
        open = true;
      } else if (kind.transaction === 'commit' || kind.transaction === 'rollback') {
        if (section.transaction)
          report({ start, end }, `${kind.verb} ends the transaction of the migration.`);
        else if (!open) report({ start, end }, `${kind.verb} ends no transaction.`);
        open = section.transaction;
      }
    }
  },
  good: [{ sql: 'BEGIN;\nSELECT 1;\nCOMMIT;\nBEGIN;\nSELECT 2;\nCOMMIT;', outside: true }],
  bad: [
    { sql: 'SELECT 1;\nROLLBACK;', outside: true },
    { sql: 'SELECT 1;\nROLLBACK;' },
    { sql: 'BEGIN;\nBEGIN;\nCOMMIT;', outside: true },
  ],
};
