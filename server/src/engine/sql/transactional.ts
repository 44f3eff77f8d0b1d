/**
 * Which statements do not go together with a transaction. Every row was tried on the real database: PostgreSQL 15 and
 * 18, MySQL 9.7, MariaDB 10.11 and 11.8, SQLite 3.54.
 */

/** Holds for a statement when everything that is given holds. Words are upper case. */
export interface StatementPattern {
  readonly verb: string;
  /** One of these objects (`StatementKind.object`). */
  readonly objects?: readonly string[];
  /** Not these objects. */
  readonly otherThan?: readonly string[];
  /** The name, in lower case, is one of these. */
  readonly names?: readonly string[];
  /** There is no name. */
  readonly unnamed?: true;
  readonly concurrently?: true;
  /** The words of one of these, one after the other with no word between. */
  readonly words?: readonly string[];
  /** Nor the words of any of these. */
  readonly withoutWords?: readonly string[];
  /** A value is set (`PRAGMA x = 1`, `PRAGMA x(1)`). */
  readonly assigns?: true;
}

const any = (...verbs: string[]): StatementPattern[] => verbs.map((verb) => ({ verb }));

/**
 * What commits in MySQL and MariaDB alike. `BEGIN` and the like are not among them (`StatementKind.transaction` says
 * them), and of `CALL` and `EXECUTE` nobody knows beforehand. `UNLOCK TABLES` commits when tables are locked.
 */
const sharedCommits: readonly StatementPattern[] = [
  // CREATE and DROP TEMPORARY TABLE do not commit; ALTER TABLE and CREATE INDEX on a temporary table do.
  { verb: 'CREATE', otherThan: ['TEMPORARY TABLE'] },
  { verb: 'DROP', otherThan: ['TEMPORARY TABLE', 'PREPARE'] },
  ...any('ALTER', 'RENAME', 'TRUNCATE', 'GRANT', 'REVOKE', 'OPTIMIZE', 'CHECK', 'REPAIR', 'FLUSH'),
  ...any('INSTALL', 'UNINSTALL', 'CHANGE', 'STOP'),
  { verb: 'ANALYZE', objects: ['TABLE'] },
  { verb: 'LOCK', objects: ['TABLE'] },
  { verb: 'UNLOCK', objects: ['TABLE'] },
  { verb: 'SET', words: ['SET PASSWORD', 'SET DEFAULT ROLE'] },
  { verb: 'START', objects: ['REPLICA', 'SLAVE', 'GROUP_REPLICATION'] },
  { verb: 'RESET', words: ['RESET REPLICA', 'RESET SLAVE', 'RESET MASTER', 'RESET BINARY'] },
];

export const mysqlImplicitCommits: readonly StatementPattern[] = [
  ...sharedCommits,
  { verb: 'CACHE', words: ['CACHE INDEX'] },
  { verb: 'LOAD', words: ['LOAD INDEX'] },
  { verb: 'IMPORT', objects: ['TABLE'] },
  ...any('CLONE', 'RESTART'),
];

export const mariadbImplicitCommits: readonly StatementPattern[] = [...sharedCommits, { verb: 'BACKUP' }];

export const mysqlRefusals: readonly StatementPattern[] = [
  // 1568 and 1694
  { verb: 'SET', words: ['SET TRANSACTION', 'SQL_LOG_BIN'] },
];

/** SQLSTATE 25001. */
export const postgresRefusals: readonly StatementPattern[] = [
  { verb: 'CREATE', objects: ['DATABASE', 'TABLESPACE'] },
  { verb: 'CREATE', objects: ['INDEX'], concurrently: true },
  {
    verb: 'CREATE',
    objects: ['SUBSCRIPTION'],
    withoutWords: ['CONNECT FALSE', 'CREATE_SLOT FALSE', 'CONNECT OFF', 'CREATE_SLOT OFF'],
  },
  { verb: 'DROP', objects: ['DATABASE', 'TABLESPACE', 'SUBSCRIPTION'] },
  { verb: 'DROP', objects: ['INDEX'], concurrently: true },
  { verb: 'ALTER', objects: ['SYSTEM'] },
  { verb: 'ALTER', objects: ['DATABASE'], words: ['SET TABLESPACE'] },
  { verb: 'ALTER', objects: ['TABLE'], concurrently: true },
  {
    verb: 'ALTER',
    objects: ['SUBSCRIPTION'],
    words: [
      'REFRESH',
      'SET PUBLICATION',
      'ADD PUBLICATION',
      'DROP PUBLICATION',
      'FAILOVER',
      'TWO_PHASE FALSE',
    ],
    withoutWords: ['REFRESH FALSE', 'REFRESH OFF'],
  },
  { verb: 'REINDEX', concurrently: true },
  { verb: 'REINDEX', objects: ['SCHEMA', 'DATABASE', 'SYSTEM'] },
  { verb: 'VACUUM' },
  { verb: 'CLUSTER', unnamed: true },
  { verb: 'DISCARD', objects: ['ALL'] },
  { verb: 'COMMIT', words: ['COMMIT PREPARED'] },
  { verb: 'ROLLBACK', words: ['ROLLBACK PREPARED'] },
];

export const sqliteRefusals: readonly StatementPattern[] = [
  { verb: 'VACUUM' },
  { verb: 'DETACH' },
  { verb: 'PRAGMA', names: ['synchronous'], assigns: true },
];

export const sqliteIgnored: readonly StatementPattern[] = [
  { verb: 'PRAGMA', names: ['foreign_keys', 'journal_mode'], assigns: true },
];
