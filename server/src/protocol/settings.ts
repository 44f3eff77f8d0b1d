// What the client sends at the start and when its settings change, and the commands that lenses carry.
import type { RunRequest } from './run.ts';

/** What the client sends at `initialize`. All optional: a plain editor sends nothing and gets a working server. */
export interface InitializationOptions {
  /** False: nothing connects and no code of the workspace runs, until `switchback/trust`. Default true. */
  readonly trusted?: boolean;
  /** The client registers the `CommandIds` itself (asks, confirms, then sends requests). Default: the server runs them. */
  readonly clientCommands?: boolean;
  /** The client answers `switchback/password`. Default false. */
  readonly passwords?: boolean;
  readonly settings?: ServerSettings;
}

/** Also sent as `workspace/didChangeConfiguration` with `{ settings: { migrate: ServerSettings } }`. */
export interface ServerSettings {
  readonly codeLens?: boolean;
  readonly inlayHints?: boolean;
  /** Measured locks and rewrites are shown where the table holds so many rows; 0: always. Default 100,000. */
  readonly hazardRows?: number;
  /** Connect to a project's active environment by itself (never to a production one). Default false. */
  readonly connectAutomatically?: boolean;
  /** Seconds between two looks at a connected history; 0 looks only after runs and on demand. Default 10. */
  readonly refreshInterval?: number;
}

/**
 * Commands that lenses and quick fixes carry, each with one `CommandArguments`. With `clientCommands` the client must
 * register all of them.
 */
export type CommandIds =
  | 'migrate.apply'
  | 'migrate.rollback'
  | 'migrate.preview'
  | 'migrate.connect'
  | 'migrate.showApplied'
  | 'migrate.restoreApplied'
  | 'migrate.repair'
  | 'migrate.resume'
  | 'migrate.recover';

/** Explicit, so that a command never guesses what it stands on. `run` is what a lens promises, ready to be sent. */
export interface CommandArguments {
  readonly project: string;
  readonly environment: string | null;
  readonly version?: string;
  readonly uri?: string;
  readonly run?: RunRequest;
}
