import { directiveLines } from '../engine/migrations/directive.ts';
import type { ProjectSnapshot } from './model.ts';

/** The directive a place is in: its word, or one of the versions it requires. */
export interface DirectiveAt {
  readonly word: string;
  readonly version: string | null;
  readonly start: number;
  readonly end: number;
}

/** The directive at `offset` of a file; null anywhere else. */
export function directiveAt(project: ProjectSnapshot, path: string, offset: number): DirectiveAt | null {
  const source = project.directory.source(path);
  const text = source?.content?.text;
  if (source === undefined || text === undefined) return null;
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const lineEnd = text.slice(lineStart).search(/[\r\n]|$/) + lineStart;
  const language = source.name.layout === 'code' ? 'code' : 'sql';
  for (const line of directiveLines(text.slice(lineStart, lineEnd), language)) {
    const start = lineStart + line.start;
    const end = lineStart + line.end;
    if (offset < start || offset > end) continue;
    const required = source.content?.requires.find(
      ({ place }) => place.file === path && (place.start ?? -1) <= offset && offset <= (place.end ?? -1),
    );
    if (required?.place.start !== undefined && required.place.end !== undefined) {
      return {
        word: line.word,
        version: required.version,
        start: required.place.start,
        end: required.place.end,
      };
    }
    return { word: line.word, version: null, start, end };
  }
  return null;
}
