import type { SqlDialect } from './dialect.ts';
import type { QualifiedName } from './names.ts';

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

/** What a statement is, as far as its first words tell. */
export interface StatementKind {
  /** Upper case: `CREATE`, `INSERT`; of `WITH … INSERT` it is `INSERT`. Empty when there is no word. */
  readonly verb: string;
  /** Upper case: `TABLE`, `MATERIALIZED VIEW`, `FUNCTION`; null when the verb takes none. */
  readonly object: string | null;
  /** The unquoted parts of the object's name, `['public', 'users']`; letters as written, folding is the caller's. */
  readonly name: readonly string[] | null;
  /** The same name with what was quoted and where it stands (offsets in the statement's text). */
  readonly qualifiedName: QualifiedName | null;
  readonly concurrently: boolean;
  readonly ifExists: boolean;
  readonly ifNotExists: boolean;
  readonly temporary: boolean;
  readonly class: StatementClass;
  readonly transaction: TransactionVerb | null;
  /** `\c`, `\i`, `COPY … FROM STDIN`, `.read`, `DELIMITER`, `source`: what only a client program understands. */
  readonly clientCommand: string | null;
  /** MySQL and MariaDB: an open transaction is committed by it. Always false elsewhere. */
  readonly implicitCommit: boolean;
  /** The database refuses it inside a transaction. */
  readonly refusedInTransaction: boolean;
  /** It changes the state of the session (`SET`, `PRAGMA`, `USE`, `RESET`). */
  readonly session: boolean;
  /** The tables it touches: several for `DROP TABLE a, b`, both names for a rename. */
  readonly tables: readonly QualifiedName[];
}

/** Says what a statement is. Never throws; what it does not know is `unknown`. */
export function classify(_statement: { readonly text: string }, _dialect: SqlDialect): StatementKind {
  return {
    verb: '',
    object: null,
    name: null,
    qualifiedName: null,
    concurrently: false,
    ifExists: false,
    ifNotExists: false,
    temporary: false,
    class: 'unknown',
    transaction: null,
    clientCommand: null,
    implicitCommit: false,
    refusedInTransaction: false,
    session: false,
    tables: [],
  };
}
