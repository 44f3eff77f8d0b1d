import type { Diagnostic, DiffTarget, HistoryReport, MigratorOptions } from '../../engine/index.ts';
import type { Diff, NewMigration, Plan, Problem, RunEvent, RunRequest, RunResult } from '../../protocol.ts';

/** What the server asks of the engine's process: method → what goes in and what comes back. Plain data both ways. */
export interface EngineCalls {
  history: {
    /** `known` is the digest of the last reading: `report` is null when nothing has changed since. */
    params: { readonly known: string | null };
    result: { readonly digest: string; readonly report: HistoryReport | null };
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
      readonly version: string;
      /** Path and text of the open migrations. */
      readonly texts: readonly (readonly [path: string, text: string])[];
    };
    result: readonly Diagnostic[];
  };
  new: {
    params: { readonly title: string; readonly layout: string | null };
    result: NewMigration;
  };
}

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
  | { readonly type: 'event'; readonly id: number; readonly event: RunEvent };
