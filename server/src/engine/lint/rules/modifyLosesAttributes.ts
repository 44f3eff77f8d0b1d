import { readColumnOf } from '../columnOf.ts';
import { columnIn, edit, type StatementRule } from '../rule.ts';
import type { Span } from '../structure/tree.ts';

export const modifyLosesAttributes: StatementRule = {
  id: 'modify-loses-attributes',
  category: 'data',
  scope: 'statement',
  severity: 'warning',
  dialects: ['mysql', 'mariadb'],
  what: 'MODIFY or CHANGE does not repeat what the column has.',
  why: 'They define the column anew: NOT NULL, DEFAULT, AUTO_INCREMENT, COMMENT and character set that are not repeated are gone without a word.',
  instead: 'Write the whole definition, with what is to stay.',
  check(context) {
    const { node, dialect } = context;
    if (node.kind !== 'alterTable') return;
    for (const action of node.actions) {
      if (action.kind !== 'modifyColumn') continue;
      const before = columnIn(context, node.table, action.column);
      const definition = before?.definition ?? null;
      if (before === null || definition === null) continue;
      const old = readColumnOf(definition, dialect);
      if (old === null) continue;
      const { to } = action;
      const lost: string[] = [];
      if (
        !before.nullable &&
        !before.primaryKey &&
        to.notNull === null &&
        to.nullWritten === null &&
        to.primaryKey === null
      )
        lost.push('NOT NULL');
      if (old.default !== null && to.default === null && !/^null$/i.test(old.default.text))
        lost.push(`DEFAULT ${old.default.text}`);
      const keep = (span: Span | null, now: Span | null): void => {
        if (span !== null && now === null) lost.push(definition.slice(span.start, span.end));
      };
      keep(old.onUpdate, to.onUpdate);
      keep(old.autoIncrement, to.autoIncrement);
      keep(old.comment, to.comment);
      if (to.charset === null && to.collation === null) {
        keep(old.charset, to.charset);
        keep(old.collation, to.collation);
      }
      if (lost.length === 0) continue;
      const at = (to.position?.start ?? to.end + 1) - 1;
      const fixes = [
        {
          title: `Repeat ${lost.join(' ')}`,
          edits: [edit(context, { start: at, end: at }, ` ${lost.join(' ')}`)],
        },
      ];
      context.report(to, `${node.table.name}.${action.column.name} loses ${lost.join(', ')}.`, { fixes });
    }
  },
  claim: {
    kind: 'changes',
    probe:
      "SELECT is_nullable, column_default, column_comment FROM information_schema.columns WHERE table_schema = database() AND table_name = 't'",
  },
  good: [
    {
      sql: 'ALTER TABLE t MODIFY a bigint NOT NULL DEFAULT 0;',
      before: 'CREATE TABLE t (a int NOT NULL DEFAULT 0);',
    },
  ],
  bad: [
    {
      sql: 'ALTER TABLE t MODIFY a bigint;',
      before: "CREATE TABLE t (a int NOT NULL DEFAULT 0 COMMENT 'x');",
    },
    {
      sql: 'ALTER TABLE t CHANGE a b bigint NOT NULL;',
      before: 'CREATE TABLE t (a int NOT NULL DEFAULT 5);',
    },
  ],
};
