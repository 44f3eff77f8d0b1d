import type { Diagnostic } from '../diagnostic.ts';
import type { Place } from '../errors.ts';
import type { FileName } from './fileName.ts';

/** Limits that directives set for one section; undefined leaves the environment's. */
export interface SectionLimits {
  /** `-- migrate:lock-timeout 5s`: the wait for a table lock, milliseconds. */
  readonly lockTimeoutMs?: number;
  /** `-- migrate:statement-timeout 1min`: one statement's time, milliseconds. */
  readonly statementTimeoutMs?: number;
  /** `-- migrate:retry 3`: how often a statement that lost the wait for a lock is tried again. */
  readonly retries?: number;
}

/** One direction of a migration: a part of a file. */
export interface Section {
  /** Absolute path. */
  readonly file: string;
  /** The whole file as read, without byte order mark; offsets count in it. */
  readonly text: string;
  /** UTF-16 offsets of the section in `text`, without its marker line; `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** False with `transaction:false`. */
  readonly transaction: boolean;
  readonly limits: SectionLimits;
  /** `text` from `start` to `end`: what the journal keeps. */
  readonly appliedText: string;
  /** Nothing but whitespace and comments. Always false for code. */
  readonly empty: boolean;
}

/** A version named by `-- migrate:requires`, where it stands. */
export interface Requirement {
  /** As written in the directive. */
  readonly version: string;
  readonly number: bigint;
  readonly place: Place;
}

/** One migration of the directory, whatever files it is made of. */
export interface Migration {
  /** As written in the file name: `001`. */
  readonly version: string;
  /** What versions are compared by: `001` and `1` are the same. */
  readonly number: bigint;
  readonly name: string;
  /** `001_create_users`, as output shows it. */
  readonly id: string;
  /** SHA-256, lower-case hex, of the up file's (or only file's) text without byte order mark and with LF line ends. */
  readonly checksum: string;
  readonly up: Section;
  /** Null when there is none. Of code it is a good guess only: `loadCode` knows. */
  readonly down: Section | null;
  readonly requires: readonly Requirement[];
  readonly language: 'sql' | 'code';
  readonly layout: Layout;
  /** Absolute paths, the up file first. */
  readonly files: readonly string[];
}

/** `pair`: an `.up.sql` and a `.down.sql`; `single`: one `.sql` with markers; `code`: a JavaScript or TypeScript module. */
export type Layout = 'pair' | 'single' | 'code';

/** What a migrations directory holds. */
export interface MigrationSet {
  /** Absolute path. */
  readonly directory: string;
  /**
   * By number ascending, which is also an order that respects `requires` when no diagnostic is an error. Where two
   * migrations share a version (`duplicate-version`), both are here, next to each other. A migration whose file cannot
   * be read as text is not here, but in `unreadable`.
   */
  readonly migrations: readonly Migration[];
  /** By file, then place. An `error` stops every run; a `warning` is told and passed over. */
  readonly diagnostics: readonly Diagnostic[];
  /** Versions that have a file which cannot be read: on disk, so not `missing`, but with no checksum. */
  readonly unreadable: readonly {
    readonly version: string;
    readonly number: bigint;
    readonly name: string;
  }[];
  /** Path → what was read of each migration file, so that a later reading can pass over what has not changed. */
  readonly files: ReadonlyMap<string, SourceFile>;
}

/** Size and time of a file; null of text that was never on disk. */
export interface FileStamp {
  readonly size: number;
  readonly mtimeMs: number;
}

/** A line that begins a section. */
export interface Marker {
  readonly direction: 'up' | 'down';
  /** From the comment's first character to the end of the line. */
  readonly start: number;
  readonly end: number;
}

/** One file whose name is that of a migration, read by itself. */
export interface SourceFile {
  /** Absolute path. */
  readonly path: string;
  readonly name: FileName & { readonly kind: 'migration' };
  readonly stamp: FileStamp | null;
  /** Null when the file cannot be read as text. */
  readonly content: SourceContent | null;
  /** What is wrong with this file, whatever stands beside it. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface SourceContent {
  /** Without byte order mark. */
  readonly text: string;
  readonly checksum: string;
  readonly markers: readonly Marker[];
  /** Of a pair's half, the one it is; of code both, as far as can be told. */
  readonly up: Section | null;
  readonly down: Section | null;
  readonly requires: readonly Requirement[];
}
