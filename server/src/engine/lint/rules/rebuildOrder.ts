import type { SectionRule } from '../rule.ts';

export const rebuildOrder: SectionRule = {
  id: 'rebuild-order',
  category: 'failure',
  scope: 'section',
  severity: 'warning',
  dialects: ['sqlite'],
  what: 'A table is renamed out of the way before the new one takes its name.',
  why: 'References in other tables, triggers and views follow the rename, and point to the old table that is dropped.',
  instead: 'Create the new table under another name, copy, drop the old one, and rename the new one last.',
  check({ statements, report }) {
    for (const { node, index, start } of statements) {
      if (node.kind !== 'alterTable') continue;
      const rename = node.actions.find((action) => action.kind === 'renameTable');
      if (rename?.kind !== 'renameTable') continue;
      if (
        statements.some(
          ({ text, index: at }) => at < index && /legacy_alter_table\s*(?:=|\()\s*(?:on|1|true)/i.test(text),
        )
      )
        continue;
      const made = statements.find(
        (one) =>
          one.index > index && one.node.kind === 'createTable' && one.node.table.key === node.table.key,
      );
      const dropped = statements.some(
        (one) =>
          one.index > index &&
          one.node.kind === 'drop' &&
          one.node.names.some(({ key }) => key === rename.to.key),
      );
      if (made !== undefined && dropped)
        report(
          { start: start + rename.start, end: start + rename.end },
          `What refers to ${node.table.name} will refer to ${rename.to.name}, which is dropped.`,
        );
    }
  },
  claim: {
    kind: 'changes',
    probe: "SELECT sql FROM sqlite_schema WHERE name = 'child'",
    world: 'CREATE TABLE t (id integer PRIMARY KEY);\nCREATE TABLE child (t integer REFERENCES t (id));',
  },
  good: [
    {
      sql: 'CREATE TABLE n (id integer);\nINSERT INTO n SELECT id FROM t;\nDROP TABLE t;\nALTER TABLE n RENAME TO t;',
    },
  ],
  bad: [
    {
      sql: 'ALTER TABLE t RENAME TO o;\nCREATE TABLE t (id integer);\nINSERT INTO t SELECT id FROM o;\nDROP TABLE o;',
      world: 'CREATE TABLE t (id integer PRIMARY KEY);\nCREATE TABLE child (t integer REFERENCES t (id));',
    },
  ],
};
