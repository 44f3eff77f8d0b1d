import type { Diagnostic, EngineEvent, Flags, MigrateError, Migrator, Settings } from '../engine/index.ts';
import type { ExitCode } from './exitCode.ts';
import type { Io } from './io.ts';
import type { Style } from './reporters/style.ts';

/** One command of the command line: a value that the program is built from. */
export interface CommandDefinition {
  readonly name: string;
  /** `[count]`, `<name>`, `[versions...]`. */
  readonly argument?: string;
  readonly summary: string;
  readonly options?: readonly OptionDefinition[];
  /** Whether a database must be named, may be, or does not matter. */
  readonly database: 'required' | 'optional' | 'none';
  /** What the options say about the settings; throws usage errors, before anything is read. */
  readonly flags?: (options: CommandValues) => Flags;
  readonly run?: (context: CommandContext) => Promise<Outcome>;
  /** Instead of `run`: a program of its own, without configuration and reports. */
  readonly alone?: (io: Io) => Promise<ExitCode>;
}

/** `flags` as commander wants them: `--to <version>`. */
export interface OptionDefinition {
  readonly flags: string;
  readonly summary: string;
  readonly choices?: readonly string[];
  /** May stand several times: its value is a list. */
  readonly many?: boolean;
}

export type CommandValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What a command is run with. */
export interface CommandContext {
  readonly argument: string | undefined;
  /** All of them, of a command that takes several. */
  readonly arguments: readonly string[];
  readonly options: CommandValues;
  readonly settings: Settings;
  readonly migrator: Migrator;
  readonly io: Io;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly onEvent: (event: EngineEvent) => void;
  /** Null when nobody can be asked. */
  readonly ask: ((question: string) => Promise<string>) | null;
}

/** How a command ended. */
export interface Outcome {
  readonly exit: ExitCode;
  /** Of `--json`. */
  readonly document: unknown;
  /** For people; lines without an end. */
  readonly lines: (style: Style) => readonly string[];
  /** The lines are what was asked for, not a report: `--quiet` does not hide them. */
  readonly product?: boolean;
  /** Findings about files; written before the lines, as far as they are shown. */
  readonly findings?: readonly Diagnostic[];
  /** What failed on the way; written before the lines. */
  readonly errors?: readonly MigrateError[];
}
