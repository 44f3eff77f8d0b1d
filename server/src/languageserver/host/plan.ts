import { hash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import {
  type CommandOptions,
  MigrateError,
  type MigrationStatus,
  type Migrator,
  type RunResult,
} from '../../engine/index.ts';
import { compareVersions } from '../../engine/migrations/index.ts';
import type { Plan, PlannedMigration, RunRequest } from '../../protocol.ts';
import { problemOf } from '../problem.ts';
import { runOptions } from './run.ts';

/** What a command would run. A refusal is part of it; whatever keeps it from looking is thrown. */
export async function planOf(
  migrator: Migrator,
  request: RunRequest,
  command: CommandOptions,
): Promise<Plan> {
  try {
    const migrations = await statusesOf(migrator, command);
    const { planned, warnings } = await look(migrator, request, migrations, command);
    return { migrations: planned, warnings, refused: null, token: tokenOf(request, planned) };
  } catch (error) {
    if (!(error instanceof MigrateError) || error.class === 'failed') throw error;
    return { migrations: [], warnings: [], refused: problemOf(error), token: '' };
  }
}

/** None for a database file that does not exist yet: whether that is a problem depends on the command. */
async function statusesOf(migrator: Migrator, command: CommandOptions): Promise<readonly MigrationStatus[]> {
  try {
    return (await migrator.status(command)).migrations;
  } catch (error) {
    if (error instanceof MigrateError && error.code === 'database-file-missing') return [];
    throw error;
  }
}

type Looked = { readonly planned: readonly PlannedMigration[]; readonly warnings: readonly string[] };

async function look(
  migrator: Migrator,
  request: RunRequest,
  statuses: readonly MigrationStatus[],
  command: CommandOptions,
): Promise<Looked> {
  const options = { ...runOptions(request), ...command, dryRun: true };
  switch (request.command) {
    case 'up':
      return planned(await migrator.up(options), statuses);
    case 'down':
      return planned(await migrator.down(options), statuses);
    case 'redo':
      return planned(await migrator.redo(options), statuses);
    case 'fresh':
      return planned(await migrator.fresh({ ...options, confirmed: true }), statuses);
    case 'resume':
      return planned(await migrator.resume(options), statuses);
    case 'recover':
      return planned(await migrator.recover(options), statuses);
    case 'baseline': {
      const { to } = request;
      const missing = statuses.filter(
        ({ record, version }) => record === null && to !== undefined && compareVersions(version, to) <= 0,
      );
      return { planned: missing.map((status) => recorded(status)), warnings: [] };
    }
    case 'repair': {
      const changed = statuses.filter(
        ({ state, version }) =>
          state === 'modified' && (request.to === undefined || compareVersions(version, request.to) === 0),
      );
      return { planned: changed.map((status) => recorded(status)), warnings: [] };
    }
    case 'init':
      return { planned: [], warnings: [] };
  }
}

function planned(result: RunResult, statuses: readonly MigrationStatus[]): Looked {
  const files = new Map(statuses.map(({ version, migration }) => [version, migration]));
  return {
    planned: result.plan.map(({ version, name, id, direction, statements, transactional, recordOnly }) => {
      const migration = files.get(version);
      const file =
        direction === 'down' ? (migration?.down?.file ?? migration?.files[0]) : migration?.files[0];
      const uri = file === undefined ? null : pathToFileURL(file).href;
      return { version, name, id, direction, uri, statements, transactional, recordOnly };
    }),
    warnings: result.warnings.map(({ message }) => message),
  };
}

/** A migration of which only the record is written. */
function recorded({ version, name, id, migration }: MigrationStatus): PlannedMigration {
  const file = migration?.files[0];
  return {
    ...{ version, name, id, direction: 'up', statements: [], transactional: true, recordOnly: true },
    uri: file === undefined ? null : pathToFileURL(file).href,
  };
}

/** The same for the same command on the same files and history. */
function tokenOf(request: RunRequest, migrations: readonly PlannedMigration[]): string {
  const parts = migrations.map(({ id, direction, statements, recordOnly }) => [
    id,
    direction,
    recordOnly,
    statements,
  ]);
  return hash('sha256', JSON.stringify([request.command, parts]), 'hex');
}
