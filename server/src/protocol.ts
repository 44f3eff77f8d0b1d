/**
 * Everything that client and language server say to each other beyond LSP: types only, plain data, the whole contract.
 * `Requests`, `ClientNotifications`, `ServerNotifications` and `ServerRequests` map a method's name to what travels.
 * URIs are strings; offsets, lines and columns appear in LSP's own types only, except where `line` (from 1) is named.
 * A request that cannot be served is answered by a `ResponseError` whose `data` is a `Problem`.
 */
import type { Environment, Problem, Project, Status } from './protocol/project.ts';
import type { Plan, RunEvent, RunParams, RunRequest, RunResult, ShownMigration } from './protocol/run.ts';
import type {
  CheckParams,
  Diff,
  DiffParams,
  NewMigration,
  NewMigrationParams,
  SaveMigrationParams,
  TriedMigration,
} from './protocol/schema.ts';

export type * from './protocol/project.ts';
export type * from './protocol/range.ts';
export type * from './protocol/run.ts';
export type * from './protocol/schema.ts';
export type * from './protocol/settings.ts';

/** A text for a virtual document. */
export interface TextResult {
  readonly title: string;
  readonly text: string;
  /** `sql` or `plaintext`. */
  readonly language: string;
}

/** Which project and environment; null: the active one. */
export interface Where {
  readonly project: string;
  readonly environment: string | null;
}

/** Client → server. */
export interface Requests {
  /** Every project of the workspace folders. Reads files only. */
  'switchback/projects': { params: null; result: readonly Project[] };
  /** Merged from files and what is known of the history; `refresh` reads the history anew (when connected). */
  'switchback/status': { params: Where & { readonly refresh?: boolean }; result: Status };
  /** The user's act. The answer's `connection` says how it went; a password is asked for when needed. */
  'switchback/connect': { params: Where; result: Environment };
  'switchback/disconnect': { params: Where; result: null };
  /** Makes it the active one of its project; connects to nothing. */
  'switchback/selectEnvironment': {
    params: { readonly project: string; readonly environment: string };
    result: Project;
  };
  /** A dry run. A refusal is in the answer. */
  'switchback/plan': { params: RunRequest; result: Plan };
  /** Streams `switchback/event` and work-done progress; `$/cancelRequest` stops the statement that runs. */
  'switchback/run': { params: RunParams; result: RunResult };
  /** The plan as a text to read. */
  'switchback/preview': { params: RunRequest; result: TextResult & { readonly plan: Plan } };
  'switchback/new': { params: NewMigrationParams; result: NewMigration };
  'switchback/saveMigration': {
    params: SaveMigrationParams;
    result: { readonly migrations: readonly NewMigration[] };
  };
  'switchback/show': { params: Where & { readonly version: string }; result: ShownMigration };
  'switchback/dump': { params: Where; result: TextResult };
  'switchback/diff': { params: DiffParams; result: Diff };
  /**
   * Tries migrations on a scratch database, open documents as they are; each is told in `switchback/tried` as it ends.
   * Those after one whose up fails have no turn. Refused where there is no scratch database.
   */
  'switchback/check': { params: CheckParams; result: { readonly tried: readonly TriedMigration[] } };
  /**
   * The schema after `version` (null: after all), replayed on a scratch database; where there is none, as far as it can
   * be read from the files, with a comment that says so.
   */
  'switchback/schemaAt': {
    params: { readonly project: string; readonly version: string | null };
    result: TextResult;
  };
  /** Everything that `migrate validate` finds in a project's files, open documents included. */
  'switchback/verify': { params: Where; result: { readonly problems: readonly Problem[] } };
  /** `migrate up --to 003 --env dev`. */
  'switchback/commandLine': { params: RunRequest; result: string };
}

/** Client → server. */
export interface ClientNotifications {
  'switchback/trust': { readonly trusted: boolean };
}

/** Server → client. */
export interface ServerNotifications {
  /** Something `projects` or `status` would now answer differently. */
  'switchback/changed': {
    readonly project: string | null;
    readonly what: 'projects' | 'files' | 'history' | 'connection';
  };
  'switchback/event': {
    readonly run: string;
    readonly project: string;
    readonly environment: string;
    readonly event: RunEvent;
  };
  /** Migrations that are written cannot be tried, for want of a scratch database: once per project. */
  'switchback/untried': { readonly project: string; readonly message: string };
  'switchback/tried': { readonly run: string; readonly tried: TriedMigration };
}

/** Server → client. */
export interface ServerRequests {
  /** Null: the user gave none. `rejected`: the database refused the last one, so a kept one is wrong. */
  'switchback/password': {
    params: {
      readonly project: string;
      readonly environment: string;
      readonly location: string;
      readonly rejected: boolean;
    };
    result: string | null;
  };
}
