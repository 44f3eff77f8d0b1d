import type { Diagnostic, Turn } from '../../engine/index.ts';
import type { CheckParams, TriedMigration } from '../../protocol.ts';
import type { Context } from '../context.ts';
import { rangeOfPlace } from '../positions.ts';
import { ProblemError, refuse, untrusted } from '../problem.ts';
import type { Project } from '../projects/project.ts';
import { openTexts, type ScratchPlace, scratchOptions, scratchPlaceOf } from '../projects/scratchPlace.ts';
import { respond } from './respond.ts';

/** Trying migrations because somebody asks for it: code runs too. */
export function tryHandlers(context: Context): void {
  respond(context, 'switchback/check', async ({ project: id, run, versions }: CheckParams, signal) => {
    const project = context.projectOf(id);
    const place = requireScratch(project);
    const tried: TriedMigration[] = [];
    await context.lanes.trying.call(
      'check',
      scratchOptions(project, place),
      {
        versions: versions ?? project.directory.migrations.map(({ version }) => version),
        texts: openTexts(project, context.documents, context.textOf),
        withCode: true,
      },
      {
        ...{ signal, stoppable: place.kind !== 'memory' },
        onTurn: (turn) => {
          const one = triedMigration(context, turn);
          tried.push(one);
          context.notify('switchback/tried', { run, tried: one });
        },
      },
    );
    return { tried };
  });
}

function requireScratch(project: Project): ScratchPlace {
  if (!project.trusted) throw new ProblemError(untrusted);
  const place = scratchPlaceOf(project);
  if (typeof place === 'string') refuse('scratch-failed', place);
  return place;
}

/** Findings that say nothing against a migration: nobody could try all of it. */
const inconclusive: ReadonlySet<string> = new Set(['missing-down', 'not-checked']);

function triedMigration(
  context: Context,
  { migration: { version }, diagnostics, schemas, durationMs }: Turn,
): TriedMigration {
  const isSkipped = diagnostics.every(({ code }) => inconclusive.has(code));
  const outcome = diagnostics.length === 0 ? 'passed' : isSkipped ? 'skipped' : 'failed';
  return {
    ...{ version, outcome, durationMs, schemas },
    findings: diagnostics.map((one) => foundIn(context, one)),
  };
}

function foundIn(context: Context, { code, message, hint, place }: Diagnostic) {
  return {
    code,
    message: hint === undefined ? message : `${message}\n${hint}`,
    uri: context.uriOf(place.file),
    range: rangeOfPlace(context.textOf(place.file), place),
  };
}
