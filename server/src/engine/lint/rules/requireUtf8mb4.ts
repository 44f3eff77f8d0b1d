import { columnsOf } from '../columns.ts';
import type { StatementRule } from '../rule.ts';
import type { Span } from '../structure/tree.ts';
import { wordSpan } from '../words.ts';

export const requireUtf8mb4: StatementRule = {
  id: 'require-utf8mb4',
  category: 'failure',
  scope: 'statement',
  severity: 'warning',
  dialects: ['mysql', 'mariadb'],
  what: 'Text is kept in another character set than utf8mb4.',
  why: 'utf8 (utf8mb3) and latin1 cannot hold every character, and comparing two sets uses no index.',
  instead: 'Write utf8mb4, or leave the character set out.',
  check(context) {
    const { node, statement } = context;
    const bad = (name: string): boolean =>
      !/^['"`]?(?:utf8mb4|binary|utf8mb4_\w+|uca1400_\w+|default)['"`]?$/i.test(name);
    const tell = (span: Span | null, name: string): void => {
      if (bad(name)) context.report(span, `${name} cannot hold every character.`);
    };
    for (const { column } of columnsOf(node)) {
      const chosen = column.charset ?? column.collation;
      if (chosen !== null) tell(chosen, chosen.name);
    }
    const options =
      node.kind === 'createTable'
        ? node.options
        : node.kind === 'alterTable'
          ? node.actions.flatMap((action) => (action.kind === 'option' ? [action] : []))
          : [];
    const found = options.find(({ name, value }) => (name === 'CHARSET' || name === 'COLLATE') && bad(value));
    if (found !== undefined) tell(found, found.value);
    const other =
      /\b(?:convert\s+to\s+|alter\s+(?:database|schema)\s[\s\S]*?|create\s+(?:database|schema)\s[\s\S]*?)(?:character\s+set|charset|collate)\s*=?\s*(\w+)/i.exec(
        statement.text,
      );
    const isOther = statement.kind.class === 'ddl' && found === undefined && other !== null;
    if (isOther) tell(wordSpan(context, other[1]!.toUpperCase()), other[1]!);
  },
  good: [
    { sql: 'CREATE TABLE t (a varchar(10) CHARACTER SET utf8mb4, id int PRIMARY KEY) CHARSET = utf8mb4;' },
  ],
  bad: [
    { sql: 'CREATE TABLE t (id int PRIMARY KEY) DEFAULT CHARSET = utf8;' },
    { sql: 'ALTER TABLE t ADD COLUMN a varchar(10) CHARACTER SET latin1;' },
    { sql: 'ALTER TABLE t CONVERT TO CHARACTER SET utf8;' },
  ],
};
