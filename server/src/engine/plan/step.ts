import type { Capabilities } from '../database/database.ts';
import { MigrateError } from '../errors.ts';
import type { Direction, MigrationRef, Warning } from '../events.ts';
import type { JournalRow } from '../history/journal.ts';
import {
  type CodeFunction,
  checkSection,
  loadCode,
  type Migration,
  type Section,
  type SectionLimits,
} from '../migrations/index.ts';
import { classify, type SqlDialect, type Statement } from '../sql/index.ts';
import { mayCommit } from './effects.ts';
import { foresee } from './foresight.ts';
import { refusalsOf, refuseIfAny, warningsOf } from './refusal.ts';
import type { MigrationStatus } from './status.ts';

/**
 * How a step runs. `transaction`: section and history row in one transaction. `statements`: one by one with the
 * journal around each, since they cannot be rolled back together. `code`: a code migration. `record`: nothing runs,
 * only the history row changes (`down --force` without a down).
 */
export type StepMode = 'transaction' | 'statements' | 'code' | 'record';

/** One migration in one direction, read and checked: all that running it needs. */
export interface Step extends MigrationRef {
  readonly direction: Direction;
  readonly mode: StepMode;
  readonly statements: readonly Statement[];
  /** The file that errors name; undefined for a down taken from the history. */
  readonly file: string | undefined;
  /** The text that the statements' offsets count in. */
  readonly text: string;
  /** Whether the section asked for a transaction (`transaction:false` says no). */
  readonly wantsTransaction: boolean;
  /** The file, for code migrations; null when it is gone. */
  readonly migration: Migration | null;
  readonly checksum: string;
  readonly upText: string | null;
  readonly downText: string | null;
  readonly limits: SectionLimits;
  /** What a code migration runs, once it is loaded; absent for SQL. */
  readonly code?: CodeFunction;
}

export interface StepContext {
  readonly syntax: SqlDialect;
  readonly capabilities: Capabilities;
}

export interface Steps {
  readonly steps: readonly Step[];
  readonly warnings: readonly Warning[];
}

/** Reads and checks the up sections of `chosen`; throws every refusal (transaction control, client commands) at once. */
export function upSteps(chosen: readonly MigrationStatus[], context: StepContext): Steps {
  return collect(chosen, (status) => readStep(status, status.migration!.up, 'up', context));
}

/**
 * Reads and checks the down sections of `chosen`. A missing down is refused (`missing-down`) unless `force`, which
 * makes the step `record`. With `recorded` (version → what was applied) the downs come from the history.
 */
export function downSteps(
  chosen: readonly MigrationStatus[],
  context: StepContext,
  options: { readonly force: boolean; readonly recorded?: ReadonlyMap<string, JournalRow | undefined> },
): Steps {
  return collect(chosen, (status) => {
    if (options.recorded !== undefined)
      return recordedDown(status, options.recorded.get(status.version), context);
    const section = status.migration!.down;
    if (section !== null) return readStep(status, section, 'down', context);
    if (options.force) return forcedDown(status);
    throw missingDown(status);
  });
}

function collect(chosen: readonly MigrationStatus[], read: (status: MigrationStatus) => Steps): Steps {
  const steps: Step[] = [];
  const warnings: Warning[] = [];
  const refusals: MigrateError[] = [];
  for (const status of chosen) {
    try {
      const one = read(status);
      steps.push(...one.steps);
      warnings.push(...one.warnings);
    } catch (error) {
      if (!(error instanceof MigrateError)) throw error;
      refusals.push(error, ...(error.details.others ?? []));
    }
  }
  refuseIfAny(refusals);
  return { steps, warnings };
}

function base(status: MigrationStatus, direction: Direction) {
  const { migration } = status;
  return {
    version: status.record?.version ?? status.version,
    name: status.name,
    id: status.id,
    direction,
    migration,
    checksum: migration?.checksum ?? status.recordedChecksum ?? '',
    upText: keptText(migration?.up ?? null),
    downText: keptText(migration?.down ?? null),
  };
}

function readStep(
  status: MigrationStatus,
  section: Section,
  direction: Direction,
  context: StepContext,
): Steps {
  const common = {
    ...base(status, direction),
    file: section.file,
    text: section.text,
    wantsTransaction: section.transaction,
    limits: section.limits,
  };
  if (status.migration!.language === 'code') {
    const step: Step = { ...common, mode: 'code', statements: [] };
    return { steps: [step], warnings: codeWarnings(step, context) };
  }
  const { statements, diagnostics } = checkSection(section, context.syntax);
  refuseIfAny(refusalsOf(diagnostics));
  const step: Step = { ...common, mode: modeOf(statements, section.transaction, context), statements };
  return {
    steps: [step],
    warnings: [...warningsOf(diagnostics), ...stepWarnings(step, section.transaction, context)],
  };
}

function modeOf(statements: readonly Statement[], transaction: boolean, context: StepContext): StepMode {
  if (!transaction) return 'statements';
  if (context.capabilities.transactionalDdl) return 'transaction';
  return statements.some((statement) => mayCommit(classify(statement, context.syntax), context.capabilities))
    ? 'statements'
    : 'transaction';
}

function stepWarnings(step: Step, transaction: boolean, context: StepContext): Warning[] {
  const about = { version: step.version, ...(step.file === undefined ? {} : { file: step.file }) };
  if (step.mode === 'statements') {
    const { reason, provided } = foresee(step.statements, context.syntax, transaction);
    // Who asks for no transaction knows it; only what could not be taken back is news.
    if (!transaction && reason === null) return [];
    const outcome =
      reason !== null
        ? `If it fails half-way, part of it may stay: ${reason}.`
        : `If it fails, all of it can be taken back${provided === null ? '' : `, as long as ${provided}`}.`;
    const why = transaction
      ? 'this database commits at each DDL statement'
      : 'it asks for no transaction (transaction:false)';
    const message = `${step.id} is not transactional here: ${why}. ${outcome}`;
    const held = step.statements.find((statement) => releasedAtOnce(statement, context));
    return [
      { code: 'not-transactional', message, ...about },
      ...(held === undefined
        ? []
        : [
            {
              code: 'not-transactional',
              message: `${step.id}: the locks of statement ${held.index + 1} (LOCK TABLES) end with it, since the journal is written between the statements.`,
              ...about,
            },
          ]),
    ];
  }
  if (step.direction === 'down' && step.statements.length === 0) {
    return [
      {
        code: 'empty-down',
        message: `The down section of ${step.id} is empty: its record goes, its changes stay.`,
        ...about,
      },
    ];
  }
  return [];
}

/** What code runs is known only when it runs. */
function codeWarnings(step: Step, context: StepContext): Warning[] {
  if (step.wantsTransaction && context.capabilities.transactionalDdl) return [];
  const why = step.wantsTransaction
    ? 'this database commits at each DDL statement'
    : 'it asks for no transaction (transaction:false)';
  const message = `${step.id} is code and may not be transactional here: ${why}. If it fails, what it ran is taken back as long as nothing is lost by that; rows that it changed and committed may stay.`;
  return [
    {
      code: 'not-transactional',
      message,
      version: step.version,
      ...(step.file === undefined ? {} : { file: step.file }),
    },
  ];
}

/** MySQL's `LOCK TABLES`: while it holds, no table but those it names can be written, the journal neither. */
export function releasedAtOnce(statement: Statement, context: Pick<StepContext, 'syntax'>): boolean {
  const kind = classify(statement, context.syntax);
  return kind.verb === 'LOCK' && kind.implicitCommit;
}

function forcedDown(status: MigrationStatus): Steps {
  const step: Step = {
    ...base(status, 'down'),
    mode: 'record',
    statements: [],
    file: status.migration?.files[0],
    text: '',
    wantsTransaction: true,
    limits: {},
  };
  return {
    steps: [step],
    warnings: [
      {
        code: 'missing-down',
        message: `${status.id} has no down section: only its record is removed, its schema changes stay.`,
        version: status.version,
      },
    ],
  };
}

function recordedDown(status: MigrationStatus, row: JournalRow | undefined, context: StepContext): Steps {
  if (row === undefined || row.down_text === null) {
    throw new MigrateError('missing-down', `The history holds no down section for ${status.id}.`, {
      version: status.version,
      hint: 'Write a down section in its file, or remove only its record with --force.',
    });
  }
  const transaction = !row.down_text.startsWith(noTransactionMark);
  const text = transaction ? row.down_text : row.down_text.slice(noTransactionMark.length);
  const section: Section = {
    file: '',
    text,
    start: 0,
    end: text.length,
    transaction,
    limits: {},
    appliedText: row.down_text,
    empty: text.trim() === '',
  };
  const { statements, diagnostics } = checkSection(section, context.syntax);
  refuseIfAny(refusalsOf(diagnostics));
  const step: Step = {
    ...base(status, 'down'),
    upText: row.up_text,
    downText: row.down_text,
    mode: modeOf(statements, transaction, context),
    statements,
    file: undefined,
    text,
    wantsTransaction: transaction,
    limits: {},
  };
  return {
    steps: [step],
    warnings: [...warningsOf(diagnostics), ...stepWarnings(step, transaction, context)],
  };
}

/** The first line of a kept text whose section ran outside a transaction. */
export const noTransactionMark = '-- transaction:false\n';

/** A section's text as the journal keeps it: how it ran is part of it. */
export function keptText(section: Section | null): string | null {
  if (section === null) return null;
  return section.transaction ? section.appliedText : noTransactionMark + section.appliedText;
}

function missingDown(status: MigrationStatus): MigrateError {
  const file = status.migration?.files[0];
  return new MigrateError('missing-down', `Migration ${status.id} has no down section.`, {
    ...(file === undefined ? {} : { place: { file } }),
    version: status.version,
    name: status.name,
    hint: 'Write its down, or remove only its record with --force (its schema changes then stay).',
  });
}

/**
 * Loads the modules of code migrations, so that a broken one stops a run before its first statement. Throws every
 * refusal at once: `invalid-code-migration`, `missing-down`.
 */
export async function loadSteps(steps: readonly Step[]): Promise<readonly Step[]> {
  const refusals: MigrateError[] = [];
  const loaded: Step[] = [];
  for (const step of steps) {
    if (step.mode !== 'code' || step.code !== undefined) {
      loaded.push(step);
      continue;
    }
    try {
      loaded.push({ ...step, code: await codeOf(step) });
    } catch (error) {
      if (!(error instanceof MigrateError)) throw error;
      refusals.push(error);
    }
  }
  refuseIfAny(refusals);
  return loaded;
}

async function codeOf(step: Step): Promise<CodeFunction> {
  const module = await loadCode(step.migration!);
  const code = step.direction === 'up' ? module.up : module.down;
  if (code !== null) return code;
  throw new MigrateError('missing-down', `Migration ${step.id} exports no function "down".`, {
    ...(step.file === undefined ? {} : { place: { file: step.file } }),
    version: step.version,
    name: step.name,
    hint: 'Export `down(db)`, or remove only its record with --force.',
  });
}
