import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MigrateError } from '../../engine/errors.ts';
import { slug } from '../../engine/migrations/index.ts';
import { newVersion } from '../../engine/migrations/newVersion.ts';
import { syntaxChecker } from '../../engine/syntax/index.ts';
import { nextVersion } from '../../languageservice/codeActions/rename.ts';
import { findDiagnostics } from '../../languageservice/diagnostics/index.ts';
import type { NewMigration, Problem, SaveMigrationParams } from '../../protocol.ts';
import type { Context } from '../context.ts';
import { rangeOfPlace } from '../positions.ts';
import { problem } from '../problem.ts';
import { engineOptions } from '../projects/environment.ts';
import type { Project } from '../projects/project.ts';
import { respond } from './respond.ts';

/** New files, and what is wrong with those there are. */
export function fileHandlers(context: Context): void {
  respond(context, 'switchback/new', async ({ project: id, name, layout }, signal) => {
    const project = context.projectOf(id);
    const { state } = project;
    // The history is asked for its newest version only where somebody has connected to it.
    const connected = project.trusted && state?.connection === 'connected';
    const { url, password, ...offline } = engineOptions(state ?? disconnected, project.disk.path);
    const options = connected ? engineOptions(state, project.disk.path) : offline;
    const made = await context.lanes.reading.call(
      'new',
      { ...options, directory: project.disk.path },
      { title: name, layout: layout ?? null },
      { signal },
    );
    await context.workspace.filesChanged(made.files.flatMap((uri) => context.pathOf(uri) ?? []));
    return made;
  });

  respond(context, 'switchback/saveMigration', async (params) => {
    const project = context.projectOf(params.project);
    const migrations = saveMigrations(project, params);
    const files = migrations.flatMap((one) => one.files);
    await context.workspace.filesChanged(files);
    return {
      migrations: migrations.map((one) => ({ ...one, files: one.files.map((file) => context.uriOf(file)) })),
    };
  });

  respond(context, 'switchback/verify', async ({ project: id }) => {
    const project = context.projectOf(id);
    return { problems: await problemsOf(context, project) };
  });
}

const disconnected = { settings: null } as Parameters<typeof engineOptions>[0];

/** Writes generated texts as files: nothing stays behind when one of them cannot be written. Never overwrites. */
function saveMigrations(
  project: Project,
  { name, files, layout }: SaveMigrationParams,
): readonly NewMigration[] {
  const title = slug(name);
  const single = (layout ?? usualLayout(project)) === 'single';
  const directory = project.disk.path;
  const written: string[] = [];
  let version = nextVersion(project);
  try {
    mkdirSync(directory, { recursive: true });
    return files.map(({ up, down }, index) => {
      if (index > 0) version = newVersion(version, new Date(0));
      const id = `${version}_${title}${index === 0 ? '' : `_${index + 1}`}`;
      const texts = single
        ? [[`${id}.sql`, `${up.trimEnd()}\n\n${down}`] as const]
        : [[`${id}.up.sql`, up] as const, [`${id}.down.sql`, down] as const];
      const paths = texts.map(([base, text]) => {
        const path = join(directory, base);
        writeFileSync(path, text, { flag: 'wx' });
        written.push(path);
        return path;
      });
      return { version, id, files: paths };
    });
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    if (error instanceof MigrateError) throw error;
    const { code, path = directory } = error as NodeJS.ErrnoException;
    throw new MigrateError(
      code === 'EEXIST' ? 'file-exists' : 'file-unwritable',
      code === 'EEXIST' ? `${basename(path)} exists already.` : `${path} cannot be written (${code}).`,
      { place: { file: path }, hint: 'Choose another name, or check the directory.', cause: error },
    );
  }
}

function usualLayout(project: Project): 'pair' | 'single' {
  let singles = 0;
  let pairs = 0;
  for (const { layout } of project.disk.migrations) {
    if (layout === 'single') singles++;
    else if (layout === 'pair') pairs++;
  }
  return singles > pairs ? 'single' : 'pair';
}

const filesPerTurn = 100;

async function problemsOf(context: Context, project: Project): Promise<readonly Problem[]> {
  const checkSyntax = project.dialect === null ? null : await syntaxChecker(project.dialect);
  const problems: Problem[] = [];
  for (const [index, path] of project.directory.paths.entries()) {
    const text = context.textOf(path);
    for (const found of findDiagnostics(project, path, { checkSyntax, outOfOrder: project.outOfOrder })) {
      problems.push({
        ...problem(found.code, found.message, found.hint ?? null),
        uri: context.uriOf(path),
        line: found.place.line ?? rangeOfPlace(text, found.place).start.line + 1,
        version: found.version ?? null,
      });
    }
    if (index % filesPerTurn === filesPerTurn - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return problems;
}
