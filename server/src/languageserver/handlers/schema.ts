import type { DiffTarget } from '../../engine/index.ts';
import { find } from '../../engine/plan/select.ts';
import { schemaText } from '../../languageservice/schemaText.ts';
import type { DiffParams } from '../../protocol.ts';
import type { Context } from '../context.ts';
import { problemOf, refuse, untrusted } from '../problem.ts';
import type { Project } from '../projects/project.ts';
import { openTexts, scratchOptions, scratchPlaceOf } from '../projects/scratchPlace.ts';
import { restoredText, sectionText } from '../restored.ts';
import { respond } from './respond.ts';

/** What is read of schemas and of the history's texts. */
export function schemaHandlers(context: Context): void {
  const { connections } = context;

  respond(context, 'switchback/show', async ({ project: id, environment, version }, signal) => {
    const project = context.projectOf(id);
    const state = context.environmentOf(project, environment);
    const shown = await connections.call(project, state, 'show', { version }, { signal });
    const up = sectionText(shown.up);
    const down = shown.down === null ? null : sectionText(shown.down);
    const { migration } = find(project.diskBook.statuses, version);
    return {
      ...shown,
      up,
      down,
      restored: restoredText(migration, up, down),
      uri: migration === null ? null : context.uriOf(migration.files[0]!),
    };
  });

  respond(context, 'switchback/dump', async ({ project: id, environment }, signal) => {
    const project = context.projectOf(id);
    const state = context.environmentOf(project, environment);
    const { sql, unmodelled } = await connections.call(project, state, 'dump', null, { signal });
    const left = unmodelled.map((thing) => `-- Not in this text, since it is beyond this tool: ${thing}\n`);
    return { title: `Schema of ${state.name}`, text: left.join('') + sql, language: 'sql' };
  });

  respond(context, 'switchback/diff', async (params, signal) => {
    const project = context.projectOf(params.project);
    const state = context.environmentOf(project, params.environment);
    const target = await targetOf(context, project, params);
    return connections.call(
      project,
      state,
      'diff',
      {
        target,
        renames: params.renames ?? [],
        allowDestructive: params.allowDestructive ?? false,
        scratch: state.settings?.scratch ?? null,
      },
      { signal },
    );
  });

  respond(context, 'switchback/schemaAt', async ({ project: id, version }, signal) => {
    const project = context.projectOf(id);
    const migration = version === null ? null : find(project.book.statuses, version);
    return {
      title: `Schema after ${migration?.id ?? 'all migrations'}`,
      text: await schemaAt(context, project, version, signal),
      language: 'sql',
    };
  });
}

/** Replayed on a scratch database; from the files alone where that cannot be, with the reason in front. */
async function schemaAt(
  context: Context,
  project: Project,
  version: string | null,
  signal: AbortSignal,
): Promise<string> {
  const fromFiles = (reason: string) =>
    `-- ${reason}\n-- Read from the files alone: tables, their columns, primary and foreign keys.\n\n${schemaText(project, version)}`;
  const place = project.trusted ? scratchPlaceOf(project) : untrusted.message;
  if (typeof place === 'string') return fromFiles(place);
  try {
    const texts = openTexts(project, context.documents, context.textOf);
    const { sql } = await context.lanes.trying.call(
      'schemaAt',
      scratchOptions(project, place),
      { version, texts },
      { signal, stoppable: place.kind !== 'memory' },
    );
    return sql;
  } catch (error) {
    const { code, message } = problemOf(error);
    if (code === 'cancelled') throw error;
    return fromFiles(message.replaceAll('\n', ' '));
  }
}

async function targetOf(context: Context, project: Project, { source }: DiffParams): Promise<DiffTarget> {
  if (source.kind === 'migrations') return { kind: 'migrations' };
  if (source.kind === 'schema') {
    const path = context.pathOf(source.uri);
    if (path === null)
      refuse('schema-file-missing', 'The schema must be a file or a folder of this machine.');
    return { kind: 'schema', path };
  }
  const other = context.environmentOf(project, source.environment);
  // Its password may have to be asked for.
  if (other.connection !== 'connected') await context.connections.connect(project, other);
  const url = other.settings?.url;
  if (url === undefined)
    refuse(
      other.problem?.code ?? 'no-database-url',
      other.problem?.message ?? `Environment "${other.name}" names no database.`,
    );
  return { kind: 'database', url, ...(other.password === null ? {} : { password: other.password }) };
}
