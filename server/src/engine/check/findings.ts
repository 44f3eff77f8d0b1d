import { type Database, DatabaseError } from '../database/database.ts';
import type { Unusable } from '../database/unusable.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { diffSchemas } from '../diff/differ.ts';
import { type DiffItem, lineOf } from '../diff/item.ts';
import { summarize } from '../diff/summary.ts';
import type { MigrateError, Place } from '../errors.ts';
import type { Migration } from '../migrations/index.ts';
import type { Step } from '../plan/step.ts';
import type { Schema } from '../schema/model.ts';
import { lineIndex, type SqlDialect, type Statement, tokenize, unquote } from '../sql/index.ts';
import { namesIn, narrow } from './narrow.ts';
import type { StepFailure } from './runStep.ts';

/** The place of a stretch of a step's file. */
export function placeOf(step: Step, start: number, end: number): Place {
  return { file: step.file ?? step.id, ...lineIndex(step.text).place(start), start, end };
}

/** `check-failed`, `down-failed`, `up-not-repeatable`: the database refused a statement. */
export function failed(
  code: string,
  step: Step,
  failure: StepFailure,
  syntax: SqlDialect,
  lead = '',
): Diagnostic {
  const { error } = failure;
  // The statement leads out of the scratch database: nothing is wrong with it, but nobody can try it.
  if (!(error instanceof DatabaseError) && error.code === 'scratch-failed') {
    return refused('not-checked', step, error, 'information');
  }
  if (!(error instanceof DatabaseError)) return refused(code, step, error, 'error');
  const { message, detail, hint } = error.database;
  const words = `${lead}${message.replace(/\.$/, '')} (${error.database.code})${detail === undefined ? '.' : `: ${detail}`}`;
  return {
    code,
    severity: 'error',
    message: words,
    place: placeOfFailure(step, failure, syntax),
    version: step.version,
    ...(hint === undefined ? {} : { hint }),
  };
}

/**
 * `check-failed` for a view or trigger that cannot be used after the up: at the statement that makes it, else at the one
 * that takes away what it needs.
 */
export function brokenView({ kind, name, error }: Unusable, up: Step, syntax: SqlDialect): Diagnostic {
  const { code, message } = error.database;
  const missing = namesIn(error.database).map((one) => one.toLowerCase());
  const statement =
    naming(up.statements, [name.toLowerCase()], syntax) ??
    missing.map((one) => naming(up.statements, [one], syntax)).find((one) => one !== undefined) ??
    up.statements.at(-1);
  return {
    code: 'check-failed',
    severity: 'error',
    message: `After it the ${kind} ${name} cannot be used: ${message.replace(/\.$/, '')} (${code}).`,
    place: placeOfFailure(up, { statement, error }, syntax),
    version: up.version,
    hint: `Change the ${kind} in the same migration.`,
  };
}

export function placeOfFailure(step: Step, { statement, error }: StepFailure, syntax: SqlDialect): Place {
  if (statement === undefined || !(error instanceof DatabaseError)) return wholeFile(step);
  const { start, end } = narrow(statement, error.database, syntax);
  return placeOf(step, start, end);
}

function wholeFile(step: Step): Place {
  return { file: step.file ?? step.id, line: 1, column: 1, start: 0, end: 0 };
}

/** A refusal of the tool's own as a finding. */
export function refused(
  code: string,
  about: { readonly version: string; readonly file?: string | undefined },
  error: MigrateError,
  severity: Diagnostic['severity'] = 'error',
): Diagnostic {
  const { place, hint } = error.details;
  return {
    code,
    severity,
    message: error.message,
    place: place ?? { file: about.file ?? about.version, line: 1, column: 1, start: 0, end: 0 },
    version: about.version,
    ...(hint === undefined ? {} : { hint }),
  };
}

export function missingDown(migration: Migration): Diagnostic {
  return {
    code: 'missing-down',
    severity: 'warning',
    message: `Migration ${migration.id} has no down section: only its up was tried.`,
    place: { file: migration.files[0]!, line: 1, column: 1, start: 0, end: 0 },
    version: migration.version,
    hint: 'Write a down section, so that it can be rolled back.',
  };
}

/** What is between the schema before a migration and after its down; empty when it is restored. */
export function difference(before: Schema, after: Schema, database: Database): readonly DiffItem[] {
  return summarize(diffSchemas(before, after, database), { displayType: database.ddl.displayType });
}

const mostShown = 10;

/**
 * `down-differs`: at the down's statement that names what differs, else at its last one, with the up's statement that
 * names it beside. `again` is the failure of the second up that follows from it: then it is an error.
 */
export function downDiffers(
  items: readonly DiffItem[],
  up: Step,
  down: Step,
  again: StepFailure | null,
  syntax: SqlDialect,
): Diagnostic {
  const shown = items.slice(0, mostShown).map(lineOf);
  if (items.length > mostShown) shown.push(`and ${items.length - mostShown} more`);
  const names = items.map(({ name }) => name.toLowerCase());
  const at = naming(down.statements, names, syntax) ?? down.statements.at(-1);
  const cause = naming(up.statements, names, syntax);
  const related = [
    ...(cause === undefined
      ? []
      : [{ place: placeOf(up, cause.start, cause.end), message: 'This is not taken back.' }]),
    ...(again === null
      ? []
      : [{ place: placeOfFailure(up, again, syntax), message: `Applied again: ${again.error.message}` }]),
  ];
  const result = again === null ? '' : ', and the up cannot run again';
  return {
    code: 'down-differs',
    severity: again === null ? 'warning' : 'error',
    message: `The down does not restore the schema${result}. After it, against before: ${shown.join('; ')}.`,
    place: at === undefined ? wholeFile(down) : placeOf(down, at.start, at.end),
    version: down.version,
    hint: 'Take back in the down what the up has done.',
    ...(related.length === 0 ? {} : { related }),
  };
}

/** The first statement in which one of the names stands. */
function naming(
  statements: readonly Statement[],
  names: readonly string[],
  syntax: SqlDialect,
): Statement | undefined {
  const wanted = new Set(names);
  return statements.find(({ text }) =>
    [...tokenize(text, syntax)].some(
      ({ kind, start, end }) =>
        (kind === 'word' || kind === 'quotedIdentifier') &&
        wanted.has(unquote(text.slice(start, end), syntax).toLowerCase()),
    ),
  );
}
