import type { Diagnostic, MigrateError, MigrationStatus, RunResult } from '../../engine/index.ts';

/** `{"error":{…}}`: a command that ended before a run. Members without a value are null. */
export function errorDocument(error: MigrateError): unknown {
  return { error: errorMembers(error) };
}

/** The members of an error, as they stand in every document. */
export function errorMembers(error: MigrateError): object {
  const { place, version, statement, hint, database, others = [] } = error.details;
  return {
    code: error.code,
    message: error.message,
    file: place?.file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
    version: version ?? null,
    statement: statement ?? null,
    hint: hint ?? null,
    database: database === undefined ? null : { code: database.code, message: database.message },
    others: others.map(errorMembers),
  };
}

/** What `up`, `down`, `fresh`, `redo`, `resume` and `recover` write. */
export function runDocument(result: RunResult): unknown {
  const completed = (list: RunResult['applied']) =>
    list.map(({ version, name, durationMs }) => ({ version, name, durationMs }));
  return {
    ...(result.dryRun ? { dryRun: true } : {}),
    applied: completed(result.applied),
    rolledBack: completed(result.rolledBack),
    skipped: result.skipped.map(({ version, name }) => ({ version, name })),
    failed: result.failed === null ? null : failedMember(result.failed),
  };
}

function failedMember({ migration, error }: NonNullable<RunResult['failed']>): object {
  const { place, statement } = error.details;
  return {
    version: migration.version,
    name: migration.name,
    error: {
      code: error.code,
      message: error.message,
      file: place?.file ?? null,
      line: place?.line ?? null,
      statement: statement ?? null,
    },
  };
}

export function statusDocument(migrations: readonly MigrationStatus[]): unknown {
  return {
    migrations: migrations.map(({ version, name, state, appliedAt, checksum, recordedChecksum }) => ({
      version,
      name,
      state,
      appliedAt,
      checksum,
      recordedChecksum,
    })),
  };
}

/** What `validate` and `lint` write. */
export function diagnosticsDocument(diagnostics: readonly Diagnostic[]): unknown {
  return {
    diagnostics: diagnostics.map(({ code, severity, message, place }) => ({
      code,
      severity,
      message,
      file: place.file,
      line: place.line ?? null,
      column: place.column ?? null,
    })),
  };
}
