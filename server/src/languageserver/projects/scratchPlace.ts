import { dialectOfUrl } from '../../engine/database/dialect.ts';
import type { MigratorOptions } from '../../engine/index.ts';
import type { SqlDialect } from '../../engine/sql/index.ts';
import type { OpenDocuments } from '../documents/openDocuments.ts';
import type { TextOf } from '../documents/publisher.ts';
import type { OpenTexts } from '../host/messages.ts';
import type { Project } from './project.ts';

/** What needs no server: a database in memory, or a server that the product brings along. */
const ownPlaces: Readonly<Record<SqlDialect['name'], ScratchPlace | null>> = {
  sqlite: { url: 'sqlite::memory:', kind: 'memory' },
  postgres: { url: 'pglite:', kind: 'embedded' },
  mysql: null,
  mariadb: null,
};

/** Where the migrations of a project are tried; never in an environment's own database. */
export interface ScratchPlace {
  readonly url: string;
  /**
   * `memory`: in the engine's thread, and only the end of its process stops a statement. `embedded`: in a thread of its
   * own, which is ended. `server`: a database made there and dropped again.
   */
  readonly kind: 'memory' | 'embedded' | 'server';
}

/** The place, or a sentence that says what is missing. A server that the configuration names for it comes first. */
export function scratchPlaceOf(project: Project): ScratchPlace | string {
  const { dialect } = project;
  if (dialect === null) return 'Which database it is for is not known: no environment is chosen.';
  const own = ownPlaces[dialect.name];
  if (own?.kind === 'memory') return own;
  const states = [...(project.state === null ? [] : [project.state]), ...project.environments.values()];
  const url = states
    .map(({ settings }) => settings?.scratch)
    .find((one) => one !== undefined && dialectOfUrl(one) === dialect);
  if (url !== undefined) return { url, kind: 'server' };
  return (
    own ??
    'Trying a migration needs a server for scratch databases: name one as "scratch" in migrate.config.json.'
  );
}

/** What the engine is made with to work in the scratch place. */
export function scratchOptions(project: Project, { url }: ScratchPlace): MigratorOptions {
  return {
    ...{ url, directory: project.disk.path },
    ignore: project.configuration?.data.ignore ?? [],
  };
}

/** The project's migrations as they are in the editor. */
export function openTexts(project: Project, documents: OpenDocuments, textOf: TextOf): OpenTexts {
  return documents.all
    .filter(({ path }) => project.holds(path))
    .map(({ path }) => [path, textOf(path).text] as const);
}
