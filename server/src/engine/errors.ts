/**
 * How a failed command ends. `failed`: the database or the machine said no (exit 1). `usage`: the command or
 * the configuration is wrong (exit 2). `refused`: the tool will not do it because it would not be safe (exit 4).
 */
export type ErrorClass = 'failed' | 'usage' | 'refused';

/** Every error code, once: the same string stands in CLI JSON, in editor diagnostics and in the documentation. */
export const errorClasses = {
  'no-database-url': 'usage',
  'two-database-urls': 'usage',
  'malformed-url': 'usage',
  'unknown-scheme': 'usage',
  usage: 'usage',
  'bad-count': 'usage',
  'config-invalid': 'usage',
  'config-missing': 'usage',
  'unknown-environment': 'usage',
  'variable-missing': 'usage',
  'directory-missing': 'usage',
  'unknown-version': 'usage',
  'version-not-applied': 'usage',
  'name-invalid': 'usage',
  'schema-file-missing': 'usage',
  'statement-failed': 'failed',
  'connection-refused': 'failed',
  'connection-lost': 'failed',
  'unknown-host': 'failed',
  'authentication-failed': 'failed',
  'unknown-database': 'failed',
  'permission-denied': 'failed',
  'lock-timeout': 'failed',
  'read-only': 'failed',
  'file-unwritable': 'failed',
  'database-file-missing': 'failed',
  'not-a-database': 'failed',
  'driver-unavailable': 'failed',
  'server-unsupported': 'failed',
  cancelled: 'failed',
  'scratch-failed': 'failed',
  internal: 'failed',
  'checksum-mismatch': 'refused',
  incomplete: 'refused',
  'not-incomplete': 'refused',
  'fresh-unfinished': 'refused',
  'resume-changed': 'refused',
  'data-loss': 'refused',
  'missing-file': 'refused',
  'missing-down': 'refused',
  'duplicate-version': 'refused',
  'unknown-dependency': 'refused',
  'circular-dependency': 'refused',
  'later-dependency': 'refused',
  'dependant-applied': 'refused',
  'unreadable-file': 'refused',
  'not-utf8': 'refused',
  'bad-file-name': 'refused',
  'unsupported-file': 'refused',
  'empty-up': 'refused',
  'missing-up': 'refused',
  'text-before-marker': 'refused',
  'unknown-directive': 'refused',
  'repeated-section': 'refused',
  'orphan-down': 'refused',
  'invalid-code-migration': 'refused',
  'out-of-order': 'refused',
  'foreign-history-table': 'refused',
  'production-confirmation': 'refused',
  'transaction-control': 'refused',
  'client-command': 'refused',
  'single-transaction': 'refused',
  'file-exists': 'refused',
} as const satisfies Record<string, ErrorClass>;

export type ErrorCode = keyof typeof errorClasses;

/** Where in a file: offsets are UTF-16 code units in the whole text, `line` and `column` are 1-based. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly start?: number;
  readonly end?: number;
}

/** What the database itself said, in its own words. `position` is a UTF-16 offset into the failing statement. */
export interface DatabaseMessage {
  readonly code: string;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly position?: number;
}

export interface ErrorDetails {
  readonly place?: Place;
  readonly version?: string;
  readonly name?: string;
  /** The text of the statement that failed, as it stands in the file. */
  readonly statement?: string;
  readonly database?: DatabaseMessage;
  /** What to do next, one sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** More findings of the same refusal, one sentence each (every bad file, every modified migration). */
  readonly others?: readonly MigrateError[];
}

/**
 * The one error of the engine. `message` says what is wrong in one sentence and never holds a secret;
 * `details.hint` says what to do. Anything else that is thrown is a defect.
 */
export class MigrateError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'MigrateError';
    this.code = code;
    this.details = details;
  }

  get class(): ErrorClass {
    return errorClasses[this.code];
  }
}

/** Gives `error` back when it is ours, else wraps it as `internal` so that no stack trace reaches a user. */
export function toMigrateError(error: unknown): MigrateError {
  if (error instanceof MigrateError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new MigrateError('internal', message, { cause: error });
}
