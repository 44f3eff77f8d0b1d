import { hash } from 'node:crypto';
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
    const { planned, warnings } = await look(migrator, request, command);
    return { migrations: planned, warnings, refused: null, token: tokenOf(request, planned) };
  } catch (error) {
    if (!(error instanceof MigrateError) || error.class === 'failed') throw error;
    return { migrations: [], warnings: [], refused: problemOf(error), token: '' };
  }
}

type Looked = { readonly planned: readonly PlannedMigration[]; readonly warnings: readonly string[] };

async function look(migrator: Migrator, request: RunRequest, command: CommandOptions): Promise<Looked> {
  const options = { ...runOptions(request), ...command, dryRun: true };
  switch (request.command) {
    case 'up':
      return planned(await migrator.up(options));
    case 'down':
      return planned(await migrator.down(options));
    case 'redo':
      return planned(await migrator.redo(options));
    case 'fresh':
      return planned(await migrator.fresh({ ...options, confirmed: true }));
    case 'resume':
      return planned(await migrator.resume(options));
    case 'recover':
      return planned(await migrator.recover(options));
    case 'baseline': {
      const { to } = request;
      const missing = (await migrator.status(command)).migrations.filter(
        ({ record, version }) => record === null && to !== undefined && compareVersions(version, to) <= 0,
      );
      return { planned: missing.map((status) => recorded(status)), warnings: [] };
    }
    case 'repair': {
      const changed = (await migrator.status(command)).migrations.filter(
        ({ state, version }) =>
          state === 'modified' && (request.to === undefined || compareVersions(version, request.to) === 0),
      );
      return { planned: changed.map((status) => recorded(status)), warnings: [] };
    }
    case 'init':
      return { planned: [], warnings: [] };
  }
}

/** Which file each stands in is for the server to say. */
function planned(result: RunResult): Looked {
  return {
    planned: result.plan.map(({ version, name, id, direction, statements, transactional, recordOnly }) => ({
      ...{ version, name, id, direction, statements, transactional, recordOnly, uri: null },
    })),
    warnings: result.warnings.map(({ message }) => message),
  };
}

/** A migration of which only the record is written. */
function recorded({ version, name, id }: MigrationStatus): PlannedMigration {
  return {
    ...{
      version,
      name,
      id,
      direction: 'up',
      statements: [],
      transactional: true,
      recordOnly: true,
      uri: null,
    },
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
