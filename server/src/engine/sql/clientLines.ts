import { isSpace } from './characters.ts';
import { endOfLine } from './extent.ts';

const isBlank = (code: number): boolean => code === 32 || code === 9;
const endsLine = (code: number): boolean => code === 10 || code === 13;

/** Reads what stands behind the word DELIMITER: up to a blank, in quotes or not; null when nothing does. */
export function readDelimiter(text: string, from: number): { delimiter: string; end: number } | null {
  const end = endOfLine(text, from, text.length);
  let begin = from;
  while (begin < end && isSpace(text.charCodeAt(begin))) begin++;
  let behind = begin;
  while (behind < end && !isSpace(text.charCodeAt(behind))) behind++;
  if (begin === from || begin === behind) return null;
  const word = text.slice(begin, behind);
  const quoted = /^(['"`])(.+)\1$/.exec(word);
  return { delimiter: quoted?.[2] ?? word, end };
}

/** Whether only blanks stand between the start of the line and `at`. */
export function beginsLine(text: string, at: number): boolean {
  let i = at - 1;
  while (i >= 0 && isBlank(text.charCodeAt(i))) i--;
  return i < 0 || endsLine(text.charCodeAt(i)) || text.charCodeAt(i) === 0xfeff;
}

/** Whether only blanks stand between `at` and the end of the line. */
export function endsInBlanks(text: string, at: number): boolean {
  let i = at;
  while (isBlank(text.charCodeAt(i))) i++;
  return i >= text.length || endsLine(text.charCodeAt(i));
}
