import type { Position, Range } from 'vscode-languageserver';
import type { Place } from '../engine/errors.ts';
import { type LineIndex, lineIndex } from '../engine/sql/index.ts';

/*
 * The one place where offsets of the engine meet positions of LSP. The engine's texts have no byte order mark; a
 * document of a client may have one, which is then the first character of its first line.
 */

const recent = new Map<string, LineIndex>();
const kept = 16;

function linesOf(text: string): LineIndex {
  const known = recent.get(text);
  if (known !== undefined) return known;
  const made = lineIndex(text);
  const oldest = recent.size < kept ? undefined : recent.keys().next().value;
  if (oldest !== undefined) recent.delete(oldest);
  recent.set(text, made);
  return made;
}

/** A document's text as the engine reads it, and whether a byte order mark stands before that. */
export interface ReadText {
  readonly text: string;
  readonly marked: boolean;
}

export function readText(raw: string): ReadText {
  const marked = raw.charCodeAt(0) === 0xfeff;
  return { text: marked ? raw.slice(1) : raw, marked };
}

export function positionAt({ text, marked }: ReadText, offset: number): Position {
  const { line, column } = linesOf(text).place(offset);
  return { line: line - 1, character: column - 1 + (marked && line === 1 ? 1 : 0) };
}

/** Clamped to the line, as LSP wants it. */
export function offsetAt({ text, marked }: ReadText, { line, character }: Position): number {
  const lines = linesOf(text);
  if (line >= lines.lineCount) return text.length;
  const start = lines.lineStart(line + 1);
  let end = line + 1 < lines.lineCount ? lines.lineStart(line + 2) : text.length;
  while (end > start && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
  return Math.max(start, Math.min(start + character - (marked && line === 0 ? 1 : 0), end));
}

export function rangeAt(read: ReadText, start: number, end: number): Range {
  return { start: positionAt(read, start), end: positionAt(read, end) };
}

/** A place as something to underline: what has no extent of its own is underlined up to the end of its line. */
export function rangeOfPlace(read: ReadText, place: Place): Range {
  const { text } = read;
  const start = place.start ?? offsetOfLine(text, place);
  let end = Math.max(place.end ?? start, start);
  if (end === start) {
    const rest = text.slice(start).search(/[\r\n]/);
    end = rest < 0 ? text.length : start + rest;
  }
  return rangeAt(read, start, end);
}

function offsetOfLine(text: string, { line, column }: Place): number {
  if (line === undefined) return 0;
  return Math.min(linesOf(text).lineStart(line) + (column ?? 1) - 1, text.length);
}
