import { generateDown } from './inverse/section.ts';
import type { ProjectSnapshot } from './model.ts';

/** Text to offer at `offset`. */
export interface InlineCompletion {
  readonly text: string;
  readonly offset: number;
}

/** In a down section that is still empty: what takes the up section back. Null anywhere else. */
export function inlineCompletion(
  project: ProjectSnapshot,
  path: string,
  offset: number,
): InlineCompletion | null {
  const content = project.directory.source(path)?.content;
  const down = content?.down;
  if (content == null || down == null || !down.empty) return null;
  if (offset < down.start || offset > down.end) return null;
  const line = content.text.slice(content.text.lastIndexOf('\n', offset - 1) + 1, offset);
  // A section that holds words, if only a comment's, is being written by somebody.
  if (line.trim() !== '' || down.appliedText.trim() !== '') return null;
  const text = generateDown(project, path);
  return text === null ? null : { text: text.trimEnd(), offset };
}
