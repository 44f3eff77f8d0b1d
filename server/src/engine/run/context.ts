import type { Database, Limits } from '../database/database.ts';
import type { MigrationRef, OnEvent } from '../events.ts';
import type { History } from '../history/history.ts';
import type { JournalRow } from '../history/journal.ts';
import type { StandingStatement } from '../plan/standing.ts';
import type { Step } from '../plan/step.ts';
import { classify } from '../sql/index.ts';

/** What every step of one run shares. */
export interface RunContext {
  readonly database: Database;
  readonly history: History;
  /** UUID of the run, for the journal. */
  readonly run: string;
  readonly onEvent: OnEvent;
  readonly signal: AbortSignal | undefined;
  /** Resolves when no cancel of a running statement is under way: what cleans up after one must not meet it. */
  readonly cancelSettled: () => Promise<void>;
  /** Does work that a cancel does not break off: half a clean-up is worse than a late end. */
  readonly shielded: <R>(work: () => Promise<R>) => Promise<R>;
  /** Of the environment; a section's own directives win. */
  readonly limits: Limits;
  /** How often a statement that lost the wait for a lock is tried again; a section's own directive wins. */
  readonly retries: number;
}

/** Where a section stopped that does not run in one transaction: what taking it back needs to know. */
export interface Unfinished {
  readonly step: Step;
  readonly row: Omit<JournalRow, 'id'>;
  /** Of code: what it ran and what of that stands. Of SQL the row says it. */
  readonly ran?: readonly StandingStatement[];
}

/** The part of a step that names its migration. */
export function refOf(step: MigrationRef): MigrationRef {
  return { version: step.version, name: step.name, id: step.id };
}

/** The limits in force for a step. */
export function limitsOf(step: Step, context: RunContext): Limits {
  return { ...context.limits, ...step.limits };
}

/** The statements that set a step's limits, none when it has none. */
export function limitsSqlOf(step: Step, context: RunContext): readonly string[] {
  const limits = limitsOf(step, context);
  return limits.lockTimeoutMs === undefined && limits.statementTimeoutMs === undefined
    ? []
    : context.database.limitsSql(limits);
}

/** Whether a step may leave session settings behind: anything but plain DDL and DML may. */
export function touchesSession(step: Step, context: RunContext): boolean {
  if (step.mode === 'code' || Object.keys(step.limits).length > 0) return true;
  return step.statements.some((statement) => {
    const kind = classify(statement, context.database.syntax);
    const plain = (kind.class === 'ddl' && kind.verb !== 'DO') || kind.class === 'dml';
    return !plain || kind.session || kind.temporary || /set_config/i.test(statement.text);
  });
}
