import { isDigit, isOperator, isWordPart, isWordStart } from './characters.ts';
import type { ExecutableComments } from './dialect.ts';

/** Whether the text from `start` to `end` is `word` (given in upper case), in any letter case. */
export function wordIs(text: string, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) {
    let code = text.charCodeAt(start + i);
    if (code >= 97 && code <= 122) code -= 32;
    if (code !== word.charCodeAt(i)) return false;
  }
  return true;
}

/** Offset of the line's end (of `\n`, or of a `\r` before it), at most `to`. */
export function endOfLine(text: string, from: number, to: number, returnEnds = false): number {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) return i > from && text.charCodeAt(i - 1) === 13 ? i - 1 : i;
    if (code === 13 && returnEnds) return i;
  }
  return to;
}

/** Behind the closing quote; doubled quotes stand for one. -1 when it is not closed. */
export function endOfQuoted(text: string, from: number, to: number, quote: number, escapes: boolean): number {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) {
      if (text.charCodeAt(i + 1) !== quote || i + 1 >= to) return i + 1;
      i++;
    } else if (code === 92 && escapes) i++;
  }
  return -1;
}

/** Behind the comment that opens at `from`; -1 when it is not closed. */
export function endOfBlockComment(text: string, from: number, to: number, nested: boolean): number {
  let depth = 1;
  for (let i = from + 2; i < to - 1; i++) {
    const code = text.charCodeAt(i);
    if (code === 42 && text.charCodeAt(i + 1) === 47) {
      i++;
      if (--depth === 0) return i + 1;
    } else if (nested && code === 47 && text.charCodeAt(i + 1) === 42) {
      i++;
      depth++;
    }
  }
  return -1;
}

/** Behind `$tag$ … $tag$`; 0 when no tag begins at `from`, -1 when the second is missing. */
export function endOfDollarQuoted(text: string, from: number): number {
  let tag = from + 1;
  if (isWordStart(text.charCodeAt(tag)))
    while (isWordPart(text.charCodeAt(tag)) && text.charCodeAt(tag) !== 36) tag++;
  if (text.charCodeAt(tag) !== 36) return 0;
  const close = text.indexOf(text.slice(from, tag + 1), tag + 1);
  return close < 0 ? -1 : close + tag + 1 - from;
}

/**
 * Where the code of an executable comment that opens at `from` begins; 0 for a common comment, -1 for one of a version
 * this database never runs.
 */
export function startOfCode(text: string, from: number, comments: ExecutableComments): number {
  for (const [marker, ignoredVersions] of comments) {
    if (!text.startsWith(marker, from + 2)) continue;
    const digits = from + 2 + marker.length;
    let end = digits;
    while (end < digits + 6 && isDigit(text.charCodeAt(end))) end++;
    const version = end - digits >= 5 ? Number(text.slice(digits, end)) : 0;
    if (ignoredVersions.some(([first, last]) => version >= first && version <= last)) return -1;
    return version === 0 ? digits : end;
  }
  return 0;
}

const longOperators = ['->>', '<=>', '->', '<=', '>=', '<>', '!=', '==', '<<', '>>', '||', '&&'];

/** Behind the operator that begins at `from`. `free`: any run of operator characters, by PostgreSQL's rule. */
export function endOfOperator(text: string, from: number, to: number, free: boolean): number {
  if (!free) {
    for (const operator of longOperators) if (text.startsWith(operator, from)) return from + operator.length;
    return from + 1;
  }
  let end = from + 1;
  let mayEndInSign = isSpecial(text.charCodeAt(from));
  while (end < to) {
    const code = text.charCodeAt(end);
    if (!isOperator(code) || opensComment(text, end)) break;
    mayEndInSign ||= isSpecial(code);
    end++;
  }
  // `=-` is `=` and `-`, but `@-` is one operator.
  if (!mayEndInSign) while (end > from + 1 && isSign(text.charCodeAt(end - 1))) end--;
  return end;
}

function opensComment(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code === 45 && text.charCodeAt(at + 1) === 45) || (code === 47 && text.charCodeAt(at + 1) === 42);
}

const isSign = (code: number): boolean => code === 43 || code === 45;
const isSpecial = (code: number): boolean => '~!@#%^&|`?'.includes(String.fromCharCode(code));
