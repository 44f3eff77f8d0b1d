import { isOperator } from './characters.ts';

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
