import type { MigrationStatus } from '../../engine/plan/status.ts';
import { lineOf } from '../../engine/sql/index.ts';
import { fileFindings } from '../../languageservice/diagnostics/unwritten.ts';
import type { MigrationItem, MigrationState, Project as ShownProject, Status } from '../../protocol.ts';
import type { Context } from '../context.ts';
import { type EnvironmentState, shownEnvironment } from '../projects/environment.ts';
import type { Project } from '../projects/project.ts';
import { uriOfPath } from '../uris.ts';
import { respond } from './respond.ts';

/** Projects, environments, connecting, status. */
export function projectHandlers(context: Context): void {
  const { workspace, connections } = context;
  const where = (params: { readonly project: string; readonly environment: string | null }) => {
    const project = context.projectOf(params.project);
    return { project, state: context.environmentOf(project, params.environment) };
  };

  respond(context, 'switchback/projects', () => workspace.projects.map(shownProject));

  respond(context, 'switchback/status', async ({ project: id, environment, refresh }) => {
    const project = context.projectOf(id);
    const state = project.environments.get(environment ?? project.active ?? '') ?? null;
    if (refresh && state?.connection === 'connected') await connections.refresh(project, state);
    return statusOf(project, state);
  });

  respond(context, 'switchback/connect', async (params) => {
    const { project, state } = where(params);
    await connections.connect(project, state);
    return shownEnvironment(state, project.disk.path);
  });

  respond(context, 'switchback/disconnect', (params) => {
    const { project, state } = where(params);
    connections.disconnect(project, state);
    return null;
  });

  respond(context, 'switchback/selectEnvironment', async ({ project: id, environment }) => {
    const project = context.projectOf(id);
    const { name } = context.environmentOf(project, environment);
    await workspace.select(project, name);
    return shownProject(project);
  });
}

export function shownProject(project: Project): ShownProject {
  const { configuration, disk } = project;
  const schemaFile = project.state?.settings?.schemaFile ?? null;
  return {
    id: project.id,
    name: project.name,
    workspaceFolder: uriOfPath(project.workspaceFolder),
    configuration: project.configurationPath === null ? null : uriOfPath(project.configurationPath),
    directory: uriOfPath(disk.path),
    directoryExists: project.directoryExists,
    schemaFile: schemaFile === null ? null : uriOfPath(schemaFile),
    environments: [...project.environments.values()].map((state) => shownEnvironment(state, disk.path)),
    activeEnvironment: configuration === null && project.active === null ? null : project.active,
    problem: project.problem,
  };
}

const noCounts: Readonly<Record<MigrationState | 'unknown', number>> = {
  applied: 0,
  pending: 0,
  modified: 0,
  missing: 0,
  outOfOrder: 0,
  incomplete: 0,
  unknown: 0,
};

/** The files on disk merged with the history of `state`; every state is `unknown` without one. */
export function statusOf(project: Project, state: EnvironmentState | null): Status {
  const active = state !== null && state.name === project.active;
  const history = project.trusted ? (state?.history ?? null) : null;
  const statuses = active ? project.diskBook.statuses : project.mergedWith(history);
  const migrations = statuses.map((status) => itemOf(project, status, history !== null));
  const counts = { ...noCounts };
  for (const { state: one } of migrations) counts[one]++;
  const findings = project.disk.paths.flatMap((path) => project.disk.findings(path));
  return {
    project: project.id,
    environment: state?.name ?? null,
    connection: state?.connection ?? 'disconnected',
    migrations,
    counts,
    problem: state?.problem ?? project.problem,
    warnings: findings
      .filter(({ version, severity }) => version === undefined && severity !== 'information')
      .map(({ message }) => message),
    readAt: state?.readAt ?? null,
  };
}

function itemOf(project: Project, status: MigrationStatus, known: boolean): MigrationItem {
  const { version, name, id, appliedAt, checksum, recordedChecksum, migration, unfinished } = status;
  const files = migration?.files ?? [];
  let errors = 0;
  let warnings = 0;
  for (const file of files) {
    for (const { severity } of fileFindings(project.disk, file, status.record !== null)) {
      if (severity === 'error') errors++;
      else if (severity === 'warning') warnings++;
    }
  }
  return {
    ...{ version, name, id, appliedAt, checksum, recordedChecksum, errors, warnings },
    state: known ? status.state : 'unknown',
    files: files.map(uriOfPath),
    line: migration === null ? 1 : lineOfUp(project, files[0]!),
    hasDown: migration !== null && migration.down !== null,
    unfinished:
      unfinished === null
        ? null
        : {
            direction: unfinished.direction,
            done: unfinished.position + (unfinished.position_done === 1 ? 1 : 0),
            total: unfinished.total,
          },
  };
}

/** Where the first marker for the up stands; a file of its own begins with it. */
function lineOfUp(project: Project, path: string): number {
  const content = project.disk.source(path)?.content;
  const marker = content?.markers.find(({ direction }) => direction === 'up');
  if (content == null || marker === undefined) return 1;
  return lineOf(content.text.slice(0, marker.start), marker.start);
}
