import type { Diagnostic } from '../diagnostic.ts';
import { MigrateError } from '../errors.ts';
import { readMigrations } from '../migrations/index.ts';
import { sectionFindings } from '../migrations/sectionFindings.ts';
import { incompleteErrors, modifiedErrors } from '../plan/select.ts';
import type { MigrationStatus } from '../plan/status.ts';
import { upSteps } from '../plan/step.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { withSession } from './session.ts';

/**
 * Everything that can be known of the migrations without running them, by file and place. With a database the
 * history is checked too. An empty directory: no findings. Throws only what keeps it from looking at all.
 */
export async function validate(
  options: MigratorOptions,
  command: CommandOptions,
): Promise<readonly Diagnostic[]> {
  if (options.url === undefined) {
    const set = await readMigrations(
      options.directory,
      options.ignore === undefined ? {} : { ignore: options.ignore },
    );
    return sortFindings([
      ...set.diagnostics,
      ...set.migrations.flatMap((migration) => sectionFindings(migration, null)),
    ]);
  }
  try {
    return await withHistory(options, command);
  } catch (error) {
    // A database that `up` has yet to create has no history to check.
    if (!(error instanceof MigrateError && error.code === 'database-file-missing')) throw error;
    return validate(withoutDatabase(options), command);
  }
}

function withoutDatabase({ url: _, ...options }: MigratorOptions): MigratorOptions {
  return options;
}

function withHistory(options: MigratorOptions, command: CommandOptions): Promise<readonly Diagnostic[]> {
  return withSession(options, { access: 'read', overHalfDropped: true }, command, async (session) => {
    const { set, statuses, database, halfDropped } = session;
    const sections = set.migrations.flatMap((migration) => sectionFindings(migration, database.syntax));
    const pending = statuses.filter((status) => status.record === null && status.migration !== null);
    return sortFindings([
      ...set.diagnostics,
      ...sections,
      ...(halfDropped === null ? [] : [asFinding(halfDropped)]),
      ...historyFindings(statuses),
      ...transactionFindings(pending, database),
    ]);
  });
}

function historyFindings(statuses: readonly MigrationStatus[]): readonly Diagnostic[] {
  const errors = [...incompleteErrors(statuses), ...modifiedErrors(statuses)].map(asFinding);
  const others = statuses.flatMap((status): Diagnostic[] => {
    if (status.state === 'missing') {
      return [finding('missing-file', `${status.id} is applied but its file is missing.`, status)];
    }
    if (status.state === 'outOfOrder') {
      return [
        finding('out-of-order', `${status.id} is pending, and a later version is already applied.`, status),
      ];
    }
    return [];
  });
  return [...errors, ...others];
}

function transactionFindings(
  pending: readonly MigrationStatus[],
  context: Parameters<typeof upSteps>[1],
): readonly Diagnostic[] {
  return pending.flatMap((status) => {
    try {
      return upSteps([status], context)
        .warnings.filter((warning) => warning.code === 'not-transactional')
        .map(
          (warning): Diagnostic => ({
            ...finding(warning.code, warning.message, status),
            severity: 'information',
          }),
        );
    } catch {
      return []; // What cannot run is among the section's own findings.
    }
  });
}

function finding(code: string, message: string, status: MigrationStatus): Diagnostic {
  return {
    code,
    severity: 'warning',
    message,
    place: { file: status.migration?.files[0] ?? status.id, line: 1, column: 1 },
    version: status.version,
  };
}

function asFinding(error: MigrateError): Diagnostic {
  const { place, hint, version } = error.details;
  return {
    code: error.code,
    severity: 'error',
    message: error.message,
    place: { line: 1, column: 1, ...(place ?? { file: version ?? '' }) },
    ...(hint === undefined ? {} : { hint }),
    ...(version === undefined ? {} : { version }),
  };
}

function sortFindings(found: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...found].sort(
    (a, b) =>
      (a.place.file < b.place.file ? -1 : a.place.file > b.place.file ? 1 : 0) ||
      (a.place.line ?? 0) - (b.place.line ?? 0) ||
      (a.place.column ?? 0) - (b.place.column ?? 0),
  );
}
