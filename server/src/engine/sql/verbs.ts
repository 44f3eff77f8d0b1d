import type { StatementClass, TransactionVerb } from './kinds.ts';

/** The class of a statement by its verb; what depends on more than the verb is decided in `classify`. */
export const verbClasses: ReadonlyMap<string, StatementClass> = new Map(
  (
    [
      [
        'ddl',
        'CREATE ALTER DROP RENAME TRUNCATE COMMENT GRANT REVOKE REASSIGN SECURITY REFRESH IMPORT INSTALL UNINSTALL',
      ],
      ['dml', 'INSERT UPDATE DELETE REPLACE MERGE LOAD COPY'],
      ['query', 'SELECT VALUES TABLE SHOW EXPLAIN DESCRIBE DESC HELP HANDLER FETCH'],
      ['session', 'SET RESET DISCARD USE PRAGMA ATTACH DETACH LISTEN UNLISTEN PREPARE DEALLOCATE'],
      ['routineCall', 'CALL EXECUTE'],
      [
        'utility',
        `VACUUM ANALYZE REINDEX CLUSTER OPTIMIZE CHECK CHECKSUM REPAIR FLUSH KILL LOCK UNLOCK CHECKPOINT NOTIFY DO CACHE
         START STOP CHANGE CLONE RESTART SHUTDOWN BACKUP BINLOG PURGE DECLARE MOVE CLOSE SIGNAL RESIGNAL GET REPACK`,
      ],
      ['transaction', 'BEGIN COMMIT ROLLBACK SAVEPOINT RELEASE XA'],
    ] as const
  ).flatMap(([statementClass, verbs]) => verbs.split(/\s+/).map((verb) => [verb, statementClass] as const)),
);

export const transactionVerbs: ReadonlyMap<string, TransactionVerb> = new Map([
  ['BEGIN', 'begin'],
  ['COMMIT', 'commit'],
  ['ROLLBACK', 'rollback'],
  ['SAVEPOINT', 'savepoint'],
  ['RELEASE', 'release'],
]);

/** Verbs whose statement changes what the session keeps. */
export const sessionVerbs: ReadonlySet<string> = new Set(
  'RESET DISCARD USE ATTACH DETACH LISTEN UNLISTEN PREPARE DEALLOCATE'.split(' '),
);
