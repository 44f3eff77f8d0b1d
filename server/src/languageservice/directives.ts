/** A directive, as completion offers it and hover explains it. */
export interface DirectiveDoc {
  readonly word: string;
  /** What completion writes behind `migrate:`. */
  readonly insert: string;
  /** One line. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation: string;
}

export const directives: readonly DirectiveDoc[] = [
  {
    word: 'up',
    insert: 'up',
    detail: 'The statements that apply the migration follow.',
    documentation:
      'Begins the section that `migrate up` runs.\n\n`-- migrate:up transaction:false` runs it outside a transaction, for statements that a database refuses inside one (`CREATE INDEX CONCURRENTLY`).',
  },
  {
    word: 'down',
    insert: 'down',
    detail: 'The statements that take the migration back follow.',
    documentation:
      'Begins the section that `migrate down` runs. Without one the migration cannot be rolled back.\n\n`-- migrate:down transaction:false` runs it outside a transaction.',
  },
  {
    word: 'requires',
    insert: 'requires ',
    detail: 'Versions that must be applied before this one.',
    documentation:
      'Names versions that this migration needs: `-- migrate:requires 20240115100000, 20240116090000`.\n\nThey must exist and be earlier. A rollback that would leave this migration applied without one of them is refused.',
  },
  {
    word: 'lock-timeout',
    insert: 'lock-timeout 5s',
    detail: 'How long a statement waits for a lock on a table.',
    documentation:
      'Limits the wait for a table lock in this section, or in the whole file when it stands in its head: `500ms`, `5s`, `1min`.',
  },
  {
    word: 'statement-timeout',
    insert: 'statement-timeout 1min',
    detail: 'How long one statement may take.',
    documentation:
      "Limits one statement's time in this section, or in the whole file when it stands in its head: `500ms`, `5s`, `1min`.",
  },
  {
    word: 'retry',
    insert: 'retry 3',
    detail: 'How often a statement that lost the wait for a lock is tried again.',
    documentation:
      'A statement that gave up waiting for a table lock (see `lock-timeout`) is tried again so many times: `-- migrate:retry 3`.',
  },
  {
    word: 'allow',
    insert: 'allow ',
    detail: 'Rules that the next statement may break.',
    documentation:
      'Takes findings of `migrate lint` away from the statement that follows: `-- migrate:allow drop-table, drop-column`. One that takes nothing away is reported itself.',
  },
  {
    word: 'allow-file',
    insert: 'allow-file ',
    detail: 'Rules that this file may break.',
    documentation:
      'Takes findings of `migrate lint` away from the whole file: `-- migrate:allow-file require-concurrent-index`. One that takes nothing away is reported itself.',
  },
];
