import type { Context } from '../context.ts';
import type { ReadText } from '../positions.ts';
import type { Project } from '../projects/project.ts';
import { pathOfUri } from '../uris.ts';

/** A document that is one of a project's migrations. */
export interface Found {
  readonly project: Project;
  readonly path: string;
  readonly text: ReadText;
}

/** Answers about a document; `nothing` for one that is no migration, and where the answer is a defect of ours. */
export type Guarded = <T>(uri: string, nothing: T, answer: (found: Found) => T) => T;

export function guardedBy(context: Context): Guarded {
  const find = (uri: string): Found | null => {
    context.flush();
    const path = pathOfUri(uri);
    const project = path === null ? null : context.workspace.projectOf(path);
    return path === null || project === null ? null : { project, path, text: context.textOf(path) };
  };
  return (uri, nothing, answer) => {
    try {
      const found = find(uri);
      return found === null ? nothing : answer(found);
    } catch (error) {
      context.connection.console.error(error instanceof Error ? error.message : String(error));
      return nothing;
    }
  };
}
