import { dialectOfUrl } from '../../engine/database/dialect.ts';
import type { MigratorOptions } from '../../engine/index.ts';
import type { SqlDialect } from '../../engine/sql/index.ts';
import type { OpenDocuments } from '../documents/openDocuments.ts';
import type { TextOf } from '../documents/publisher.ts';
import type { OpenTexts } from '../host/messages.ts';
import type { Project } from './project.ts';

/** Where trying a migration needs no server: a database in memory. */
const inMemory: Readonly<Record<SqlDialect['name'], string | null>> = {
  sqlite: 'sqlite::memory:',
  postgres: null,
  mysql: null,
  mariadb: null,
};

/** Where the migrations of a project are tried; never in an environment's own database. */
export interface ScratchPlace {
  readonly url: string;
  /** It is in the process: made and thrown away in no time, and only the end of the process stops a statement. */
  readonly local: boolean;
}

/** The place, or a sentence that says what is missing. */
export function scratchPlaceOf(project: Project): ScratchPlace | string {
  const { dialect } = project;
  if (dialect === null) return 'Which database it is for is not known: no environment is chosen.';
  const local = inMemory[dialect.name];
  if (local !== null) return { url: local, local: true };
  const states = [...(project.state === null ? [] : [project.state]), ...project.environments.values()];
  const url = states
    .map(({ settings }) => settings?.scratch)
    .find((one) => one !== undefined && dialectOfUrl(one) === dialect);
  if (url !== undefined) return { url, local: false };
  return 'Trying a migration needs a server for scratch databases: name one as "scratch" in migrate.config.json.';
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
