import { onlineForm } from '../ownMigration.ts';
import { edit, type StatementRule } from '../rule.ts';
import { hasWords, wordSpan } from '../words.ts';

export const requireConcurrentReindex: StatementRule = {
  id: 'require-concurrent-reindex',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'REINDEX without CONCURRENTLY.',
  why: 'Writes to the table wait until the index is built, and reads that would use it, too.',
  instead: 'Write REINDEX … CONCURRENTLY, in a migration of its own with `transaction:false`.',
  check(context) {
    const { kind } = context.statement;
    if (kind.verb !== 'REINDEX' || hasWords(context, 'SYSTEM')) return;
    const off = /\bconcurrently\s+e?'?(?:false|off|0)\b/i.test(context.statement.text);
    const written = hasWords(context, 'CONCURRENTLY');
    if (written && !off) return;
    const object = wordSpan(context, kind.object ?? '');
    const { text } = context.statement;
    // `REINDEX (VERBOSE) TABLE t` takes the word in its parentheses, too: behind the object it may always stand.
    const fixes =
      object === null || written
        ? []
        : [
            onlineForm(context, {
              title: 'Build it with CONCURRENTLY',
              edits: [edit(context, { start: object.end, end: object.end }, ' CONCURRENTLY')],
              name: 'reindex',
              up: `${text.slice(0, object.end)} CONCURRENTLY${text.slice(object.end)}`,
              down: '-- There is nothing to take back.',
            }),
          ];
    context.report(wordSpan(context, 'REINDEX'), 'Writes to the table wait until the index is built.', {
      fixes,
    });
  },
  claim: {
    kind: 'blocks',
    mode: 'SHARE',
    work: 'reads',
    world:
      'CREATE TABLE users (id int PRIMARY KEY);\nINSERT INTO users VALUES (1);\nCREATE TABLE t (a int);\nCREATE INDEX i ON t (a);',
  },
  good: [
    { sql: 'REINDEX INDEX CONCURRENTLY i;', outside: true },
    { sql: 'REINDEX (CONCURRENTLY) TABLE t;', outside: true, since: 14 },
  ],
  bad: [{ sql: 'REINDEX TABLE users;' }, { sql: 'REINDEX (CONCURRENTLY false) TABLE users;', since: 14 }],
};
