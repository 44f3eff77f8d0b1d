import type { Diagnostic } from '../diagnostic.ts';
import { type ErrorCode, errorClasses, MigrateError } from '../errors.ts';

/** Throws the first of `refusals` with the others in its details; does nothing when there are none. */
export function refuseIfAny(refusals: readonly MigrateError[]): void {
  const [first, ...others] = refusals;
  if (first === undefined) return;
  if (others.length === 0) throw first;
  throw new MigrateError(first.code, first.message, { ...first.details, others });
}

/** The errors among `diagnostics` as the refusals that a run ends with. */
export function refusalsOf(diagnostics: readonly Diagnostic[]): MigrateError[] {
  return diagnostics
    .filter((found) => found.severity === 'error')
    .map(
      (found) =>
        new MigrateError(found.code in errorClasses ? (found.code as ErrorCode) : 'internal', found.message, {
          place: found.place,
          ...(found.version === undefined ? {} : { version: found.version }),
          ...(found.hint === undefined ? {} : { hint: found.hint }),
        }),
    );
}

/** The diagnostics among `diagnostics` that are warnings, as a run tells them. */
export function warningsOf(diagnostics: readonly Diagnostic[]) {
  return diagnostics
    .filter((found) => found.severity === 'warning' || found.severity === 'information')
    .map((found) => ({
      code: found.code,
      message: found.message,
      file: found.place.file,
      ...(found.version === undefined ? {} : { version: found.version }),
    }));
}
