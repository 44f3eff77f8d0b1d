import type { Place } from '../errors.ts';
import { lineIndex } from '../sql/lines.ts';

/** The place of a stretch of a file's text. */
export function placeIn(file: string, text: string, start: number, end: number): Place {
  return { file, ...lineIndex(text).place(start), start, end };
}

/** The first line's first character: the place of a finding about the file as a whole. */
export function placeOfFile(file: string): Place {
  return { file, line: 1, column: 1, start: 0, end: 0 };
}
