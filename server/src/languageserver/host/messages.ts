import type {
  CheckReport,
  CommandOptions,
  DiffTarget,
  HistoryReport,
  MigratorOptions,
  SchemaAtReport,
  Turn,
} from '../../engine/index.ts';
import type { Diff, NewMigration, Plan, Problem, RunEvent, RunRequest, RunResult } from '../../protocol.ts';

/** The engine's report; `problem` is what stops every run, though the database can be reached. */
export interface History extends Omit<HistoryReport, 'halfDropped'> {
  readonly problem: Problem | null;
}

/** What the server asks of the engine's process: method → what goes in and what comes back. Plain data both ways. */
export interface EngineCalls {
  history: {
    /** `known` is the digest of the last reading: `report` is null when nothing has changed since. */
    params: { readonly known: string | null };
    result: { readonly digest: string; readonly report: History | null };
  };
  plan: { params: RunRequest; result: Plan };
  run: { params: RunRequest & { readonly token?: string }; result: RunResult };
  show: { params: { readonly version: string }; result: Shown };
  dump: { params: null; result: { readonly sql: string; readonly unmodelled: readonly string[] } };
  diff: {
    params: {
      readonly target: DiffTarget;
      readonly renames: readonly string[];
      readonly allowDestructive: boolean;
      readonly scratch: string | null;
    };
    result: Diff;
  };
  check: {
    params: {
      readonly versions: readonly string[];
      readonly texts: OpenTexts;
      /** False: where code would have to run, nothing is tried. */
      readonly withCode: boolean;
    };
    result: CheckReport;
  };
  schemaAt: {
    /** Null: after all. */
    params: { readonly version: string | null; readonly texts: OpenTexts };
    result: SchemaAtReport;
  };
  tableRows: {
    params: null;
    /** By a table's name, as a statement would write it; what the database believes to know. */
    result: readonly (readonly [table: string, rows: number])[];
  };
  new: {
    params: { readonly title: string; readonly layout: string | null };
    result: NewMigration;
  };
}

/** Path and text of the open migrations. */
export type OpenTexts = readonly (readonly [path: string, text: string])[];

/** A migration's text as the engine gives it. */
export interface Shown {
  readonly version: string;
  readonly name: string;
  readonly appliedAt: string | null;
  readonly checksum: string | null;
  readonly source: 'history' | 'file';
  readonly up: string;
  readonly down: string | null;
}

export type EngineMethod = keyof EngineCalls;

/** Server → engine's process. */
export type ToEngine =
  | {
      readonly type: 'call';
      readonly id: number;
      readonly method: EngineMethod;
      readonly options: MigratorOptions;
      readonly params: EngineCalls[EngineMethod]['params'];
    }
  | { readonly type: 'cancel'; readonly id: number };

/** Engine's process → server. */
export type FromEngine =
  | { readonly type: 'result'; readonly id: number; readonly result: EngineCalls[EngineMethod]['result'] }
  | { readonly type: 'error'; readonly id: number; readonly problem: Problem }
  | { readonly type: 'event'; readonly id: number; readonly event: RunEvent }
  | { readonly type: 'turn'; readonly id: number; readonly turn: Turn };

/** What every method is served with. */
export interface HostOptions extends CommandOptions {
  readonly onTurn: (turn: Turn) => void;
}
