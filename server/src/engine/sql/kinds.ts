import { StatementCursor } from './cursor.ts';
import { describe } from './describe.ts';
import type { SqlDialect } from './dialect.ts';
import type { QualifiedName } from './names.ts';
import { matchesAny } from './patterns.ts';

export type StatementClass =
  | 'ddl'
  | 'dml'
  | 'query'
  | 'transaction'
  | 'session'
  | 'client'
  | 'routineCall'
  | 'utility'
  | 'unknown';

export type TransactionVerb = 'begin' | 'commit' | 'rollback' | 'savepoint' | 'release' | 'rollbackTo';

/** What a statement is, as far as its own text tells. */
export interface StatementKind {
  /** Upper case: `CREATE`, `INSERT`; of `WITH … INSERT` it is `INSERT`. Empty when there is no word. */
  readonly verb: string;
  /** Upper case: `TABLE`, `MATERIALIZED VIEW`, `FUNCTION`; null when the verb takes none. */
  readonly object: string | null;
  /** The unquoted parts of the object's name, `['public', 'users']`; letters as written, folding is the caller's. */
  readonly name: readonly string[] | null;
  /** The same name with what was quoted and where it stands (offsets in the statement's text). */
  readonly qualifiedName: QualifiedName | null;
  /** All of them, where the statement takes several: `DROP VIEW a, b`. */
  readonly names: readonly QualifiedName[];
  readonly concurrently: boolean;
  readonly ifExists: boolean;
  readonly ifNotExists: boolean;
  readonly temporary: boolean;
  readonly class: StatementClass;
  /**
   * What it does to a transaction. `SET autocommit = 0` begins one, `= 1` commits it; PREPARE TRANSACTION and
   * `COMMIT AND CHAIN` count as commit.
   */
  readonly transaction: TransactionVerb | null;
  /** `\c`, `\i`, `COPY … FROM STDIN`, `.read`, `DELIMITER`, `source`: what only a client program understands. */
  readonly clientCommand: string | null;
  /**
   * MySQL and MariaDB: an open transaction is committed by it, also when it fails. Always false elsewhere. BEGIN is not
   * counted (`transaction` says it), nor CALL and EXECUTE, of which nobody knows.
   */
  readonly implicitCommit: boolean;
  /** The database refuses it inside a transaction. */
  readonly refusedInTransaction: boolean;
  /** Inside a transaction it does nothing, and no error says so (`PRAGMA foreign_keys`). */
  readonly ignoredInTransaction: boolean;
  /** It changes the state of the session (`SET`, `PRAGMA x = 1`, `USE`, `RESET`, `set_config(…)`). */
  readonly session: boolean;
  /**
   * The tables it changes: several for `DROP TABLE a, b`, both names for a rename, the table of an index or trigger.
   * Not those it only reads or refers to.
   */
  readonly tables: readonly QualifiedName[];
}

/** Says what a statement is. Comments in front are skipped. Never throws; what it does not know is `unknown`. */
export function classify(statement: { readonly text: string }, dialect: SqlDialect): StatementKind {
  const found = describe(new StatementCursor(statement.text, dialect));
  const name = found.names[0] ?? null;
  const matches = (patterns: SqlDialect['refusals']): boolean =>
    matchesAny(patterns, found, statement.text, dialect);
  return {
    verb: found.verb,
    object: found.object,
    name: name?.parts ?? null,
    qualifiedName: name,
    names: found.names,
    concurrently: found.concurrently,
    ifExists: found.ifExists,
    ifNotExists: found.ifNotExists,
    temporary: found.temporary,
    class: found.class,
    transaction: found.transaction,
    clientCommand: found.clientCommand,
    implicitCommit: found.commits || matches(dialect.implicitCommits),
    refusedInTransaction: matches(dialect.refusals),
    ignoredInTransaction: matches(dialect.ignoredInTransaction),
    session: found.session,
    tables: found.tables,
  };
}
