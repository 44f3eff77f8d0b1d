import type { MigrationStatus } from '../engine/plan/status.ts';
import type { CommandArguments, CommandIds, RunRequest } from '../protocol.ts';
import type { EnvironmentView, ProjectSnapshot } from './model.ts';
import { stateSentence } from './stateText.ts';

/** One lens; without a command it only says something. */
export interface Lens {
  /** Where it stands: the line of this offset. */
  readonly offset: number;
  readonly title: string;
  readonly command: { readonly id: CommandIds; readonly arguments: CommandArguments } | null;
}

/**
 * At most three lenses over a migration's first section: its state, what can be done about it, and the preview of that.
 * Each says what it would do (`Apply 3 to dev`) and carries it with it. None in an untrusted workspace, for a file that
 * is no migration, and where no environment is written.
 */
export function codeLenses(project: ProjectSnapshot, path: string): readonly Lens[] {
  const { environment, book } = project;
  if (!project.trusted || environment === null) return [];
  const status = book.ofFile(path);
  if (status?.migration == null) return [];
  const markers = project.directory.source(path)?.content?.markers ?? [];
  const offset = markers[0]?.start ?? 0;
  const about = { project: project.id, environment: environment.name, version: status.version };
  if (book.history === null) {
    const title = environment.connected ? 'State not known' : `Connect to ${environment.name}`;
    return [{ offset, title, command: { id: 'migrate.connect', arguments: about } }];
  }
  return [
    { offset, title: stateSentence(status, environment.name), command: null },
    ...actions(project, environment, status, about).map((lens) => ({ offset, ...lens })),
  ];
}

type Action = Omit<Lens, 'offset'>;

function actions(
  project: ProjectSnapshot,
  environment: EnvironmentView,
  status: MigrationStatus,
  about: CommandArguments,
): readonly Action[] {
  const target = environment.production ? `${environment.name} (production)` : environment.name;
  const with_ = (title: string, id: CommandIds, run?: RunRequest): Action => ({
    title,
    command: { id, arguments: run === undefined ? about : { ...about, run } },
  });
  const request = (run: Pick<RunRequest, 'command'> & Partial<RunRequest>): RunRequest => ({
    project: project.id,
    environment: environment.name,
    ...run,
  });
  switch (status.state) {
    case 'pending':
    case 'outOfOrder': {
      const run = request({ command: 'up', to: status.version });
      const count = pendingUpTo(project, status).length;
      return [
        with_(count === 1 ? `Apply to ${target}` : `Apply ${count} to ${target}`, 'migrate.apply', run),
        with_('Preview', 'migrate.preview', run),
      ];
    }
    case 'applied': {
      const applied = project.book.statuses.filter(({ record }) => record !== null);
      const at = applied.indexOf(status);
      const before = applied[at - 1];
      const count = applied.length - at;
      const run = request(
        before === undefined ? { command: 'down', count } : { command: 'down', to: before.version },
      );
      const title = count === 1 ? `Roll back from ${target}` : `Roll back ${count} from ${target}`;
      return [with_(title, 'migrate.rollback', run), with_('Preview', 'migrate.preview', run)];
    }
    case 'modified':
      return [
        with_('Compare with what was applied', 'migrate.showApplied'),
        with_('Restore what was applied', 'migrate.restoreApplied'),
      ];
    case 'incomplete':
      return [
        with_(`Resume on ${target}`, 'migrate.resume', request({ command: 'resume' })),
        with_(`Take back from ${target}`, 'migrate.recover', request({ command: 'recover' })),
      ];
    case 'missing':
      return [];
  }
}

/** What `up --to` would apply: the pending ones up to and with this one. */
function pendingUpTo(project: ProjectSnapshot, status: MigrationStatus): readonly MigrationStatus[] {
  const { statuses } = project.book;
  return statuses
    .slice(0, statuses.indexOf(status) + 1)
    .filter(({ record, migration }) => record === null && migration !== null);
}
