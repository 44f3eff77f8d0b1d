import type { StatementCursor } from './cursor.ts';
import type { StatementClass, TransactionVerb } from './kinds.ts';
import type { QualifiedName } from './names.ts';

/** What the words of a statement say, before the rules on transactions are applied; filled in by the readers. */
export interface Description {
  verb: string;
  object: string | null;
  names: readonly QualifiedName[];
  tables: readonly QualifiedName[];
  concurrently: boolean;
  ifExists: boolean;
  ifNotExists: boolean;
  temporary: boolean;
  class: StatementClass;
  transaction: TransactionVerb | null;
  clientCommand: string | null;
  session: boolean;
  /** A block that holds a statement which commits. */
  commits: boolean;
  /** `PRAGMA x = 1`. */
  assigns: boolean;
}

/** Reads what follows a verb; the cursor stands behind it, and class and transaction are set by the verb alone. */
export type VerbReader = (cursor: StatementCursor, found: Description) => void;
export type VerbReaders = Readonly<Record<string, VerbReader>>;

/** Names a statement after the next name, when one comes. */
export const readName: VerbReader = (cursor, found) => {
  const name = cursor.name();
  if (name !== null) found.names = [name];
};

export function emptyDescription(): Description {
  return {
    verb: '',
    object: null,
    names: [],
    tables: [],
    concurrently: false,
    ifExists: false,
    ifNotExists: false,
    temporary: false,
    class: 'unknown',
    transaction: null,
    clientCommand: null,
    session: false,
    commits: false,
    assigns: false,
  };
}
