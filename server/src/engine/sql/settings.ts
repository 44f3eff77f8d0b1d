import type { StatementCursor } from './cursor.ts';
import type { QualifiedName } from './names.ts';

/** What a SET does. */
export interface Setting {
  /** `transactionOnly` ends with the transaction, `account` is SET PASSWORD and the like. */
  readonly kind: 'session' | 'transactionOnly' | 'global' | 'account';
  /** The first variable, or the word in its place (`NAMES`, `TRANSACTION`, `ROLE`); null for a user variable `@a`. */
  readonly variable: QualifiedName | null;
  /** What autocommit is set to, when it is. */
  readonly autocommit: boolean | null;
}

const globalScopes = new Set([
  'GLOBAL',
  'PERSIST',
  'PERSIST_ONLY',
  '@@GLOBAL',
  '@@PERSIST',
  '@@PERSIST_ONLY',
]);
const sessionScopes = new Set(['SESSION', 'LOCAL', '@@SESSION', '@@LOCAL']);
const off = new Set(['0', 'OFF', 'FALSE', "'OFF'", "'0'"]);

/** Reads a SET; the cursor stands behind the verb. */
export function readSetting(cursor: StatementCursor): Setting {
  return cursor.dialect.mysqlStatements ? readAssignments(cursor) : readVariable(cursor);
}

function readVariable(cursor: StatementCursor): Setting {
  const ends = cursor.sees('TRANSACTION') || cursor.sees('CONSTRAINTS') || cursor.accept('LOCAL');
  cursor.accept('SESSION');
  return { kind: ends ? 'transactionOnly' : 'session', variable: cursor.name(), autocommit: null };
}

/** MySQL assigns several variables in one SET, each with a scope. */
function readAssignments(cursor: StatementCursor): Setting {
  if (cursor.sees('PASSWORD') || cursor.sees('DEFAULT', 'ROLE'))
    return { kind: 'account', variable: null, autocommit: null };
  let variable: QualifiedName | null = null;
  let autocommit: boolean | null = null;
  let global = true;
  do {
    const scope = cursor.raw().toUpperCase();
    if (globalScopes.has(scope) || sessionScopes.has(scope)) {
      cursor.skip();
      cursor.acceptSign('.');
    }
    global &&= globalScopes.has(scope);
    const name = readSystemVariable(cursor);
    variable ??= name;
    if (name?.parts[0]?.toLowerCase() === 'autocommit' && (cursor.acceptSign('=') || cursor.acceptSign(':=')))
      autocommit = !off.has(cursor.raw().toUpperCase());
  } while (cursor.nextOutside((c) => c.raw() === ',') && cursor.acceptSign(','));
  return { kind: global ? 'global' : 'session', variable, autocommit };
}

/** `sql_mode` or `@@sql_mode`; null for a user variable `@a`, which is stepped over. */
function readSystemVariable(cursor: StatementCursor): QualifiedName | null {
  const token = cursor.peek();
  if (token?.kind !== 'parameter') return cursor.name();
  const text = cursor.raw();
  cursor.skip();
  if (!text.startsWith('@@')) return null;
  return { parts: [text.slice(2)], quoted: [false], start: token.start, end: token.end };
}
