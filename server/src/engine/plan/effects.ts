import type { Capabilities } from '../database/database.ts';
import type { StatementKind } from '../sql/index.ts';

/**
 * Whether a statement runs others that its text does not show: a call, a prepared statement, a block. Where DDL commits
 * it may have committed, and what it did to rows is not known.
 */
export function runsUnseen(kind: StatementKind): boolean {
  return (
    kind.class === 'routineCall' || kind.object === 'BLOCK' || (kind.class === 'ddl' && kind.verb === 'DO')
  );
}

/** Whether an open transaction may be over after the statement. */
export function mayCommit(kind: StatementKind, capabilities: Capabilities): boolean {
  return kind.implicitCommit || (!capabilities.transactionalDdl && runsUnseen(kind));
}

/** What a statement does that a comparison of two schemas cannot show and putting the schema back cannot undo. */
export interface LastingEffect {
  /** `empties`: rows that are gone, so that nothing is lost where there were none. */
  readonly kind: 'rows' | 'empties' | 'unseen' | 'sequence' | 'elsewhere';
  /** Completes "it …". */
  readonly does: string;
}

const emptied = (does: string): LastingEffect => ({ kind: 'empties', does });

/** Of one statement, as far as its text tells; null: comparing schemas shows all that it did. */
export function lastingEffect(kind: StatementKind, text: string): LastingEffect | null {
  if (runsUnseen(kind))
    return { kind: 'unseen', does: 'runs statements that its text does not show, and may change anything' };
  if (kind.class === 'dml') return { kind: 'rows', does: 'changes rows' };
  if (kind.verb === 'TRUNCATE') return emptied('empties a table');
  const alters = kind.verb === 'ALTER' && kind.object === 'TABLE';
  if (alters && /\b(DROP|TRUNCATE)\s+PARTITION\b/i.test(text))
    return emptied('removes the rows of a partition');
  if (alters && /\b(EXCHANGE|CONVERT)\s+(PARTITION|TABLE)\b/i.test(text))
    return { kind: 'rows', does: 'moves rows between two tables' };
  if (alters && /\b(DISCARD|IMPORT)\s+(PARTITION\b.*)?TABLESPACE\b/is.test(text))
    return { kind: 'rows', does: 'changes where the rows are kept' };
  if (alters && /\bENGINE\s*=?\s*BLACKHOLE\b/i.test(text)) return emptied('empties a table');
  const moves =
    /\b(setval|nextval)\s*\(/i.test(text) && kind.class === 'query'
      ? true
      : kind.verb === 'ALTER' && kind.object === 'SEQUENCE' && /\bRESTART\b/i.test(text);
  if (moves) return { kind: 'sequence', does: 'moves a sequence' };
  if (
    /^(GRANT|REVOKE)$/.test(kind.verb) ||
    /^(USER|ROLE|DATABASE|SCHEMA|TABLESPACE|SERVER)$/.test(kind.object ?? '')
  ) {
    return { kind: 'elsewhere', does: "changes more than this database's schema" };
  }
  return null;
}

/** Whether a statement reaches beyond the database it runs in: run on a copy it would change the real thing. */
export function reachesBeyond(kind: StatementKind, text: string, capabilities: Capabilities): boolean {
  if (runsUnseen(kind) || lastingEffect(kind, text)?.kind === 'elsewhere') return true;
  if (/^(ATTACH|USE)$/.test(kind.verb) || /^\s*VACUUM\b.*\bINTO\b/is.test(text)) return true;
  if (capabilities.namespaces) return false;
  return [...kind.tables, ...kind.names].some(
    ({ parts }) => parts.length > 1 && !/^(main|temp)$/i.test(parts[0]!),
  );
}
