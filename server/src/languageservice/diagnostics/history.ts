import type { Diagnostic } from '../../engine/diagnostic.ts';
import type { MigrateError } from '../../engine/errors.ts';
import { incompleteErrors, modifiedErrors, type OutOfOrderRule } from '../../engine/plan/select.ts';
import type { ProjectSnapshot } from '../model.ts';

/** What a file and the history do not agree about; nothing while the history is not known. */
export function historyDiagnostics(
  project: ProjectSnapshot,
  path: string,
  rule: OutOfOrderRule,
): readonly Diagnostic[] {
  const status = project.book.history === null ? null : project.book.ofFile(path);
  const { migration } = status ?? {};
  if (status === null || migration?.files[0] !== path) return [];
  const { start } = migration.up;
  const marker = project.directory.source(path)?.content?.markers.find(({ direction }) => direction === 'up');
  const place = { file: path, start: marker?.start ?? Math.min(start, 0), end: marker?.end ?? 0 };
  const asFinding = (error: MigrateError): Diagnostic => ({
    code: error.code,
    severity: 'error',
    message: error.message,
    place,
    version: status.version,
    ...(error.details.hint === undefined ? {} : { hint: error.details.hint }),
  });
  const found = [...incompleteErrors([status]), ...modifiedErrors([status])].map(asFinding);
  if (status.state === 'outOfOrder' && rule !== 'allow') {
    const newest = project.book.statuses.findLast(({ record }) => record !== null);
    found.push({
      code: 'out-of-order',
      severity: rule === 'error' ? 'error' : 'warning',
      message: `${status.id} is pending, and ${newest?.id ?? 'a later version'} is already applied.`,
      hint: 'Give it a later version, or apply it as it is.',
      place,
      version: status.version,
    });
  }
  return found;
}
