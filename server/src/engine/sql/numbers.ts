import { isDigit } from './characters.ts';

/** Whether `1`, `1e5`, `0xFF`, `0b1`; otherwise what begins with a digit is a name, where names may (`1a`, `1e`, `0xZ`). */
export function isNumber(text: string, start: number, end: number): boolean {
  let i = start + 1;
  while (i < end && isDigit(text.charCodeAt(i))) i++;
  if (i === end) return true;
  const word = text.slice(start, end).toLowerCase();
  if (word.endsWith('e') && endOfExponent(text, start, end) === end) return false;
  return /^(?:\d+e\d*|0x[\da-f]+|0b[01]+)$/.test(word);
}

/** Behind the sign and the digits of an exponent whose `1e` ends at `end`; `end` when none follows. */
export function endOfExponent(text: string, start: number, end: number): number {
  const sign = text.charCodeAt(end);
  if ((sign !== 43 && sign !== 45) || (text.charCodeAt(end - 1) | 32) !== 101) return end;
  if ((text.charCodeAt(start + 1) | 32) === 120) return end; // 0xE-1 is a difference
  let behind = end + 1;
  while (isDigit(text.charCodeAt(behind))) behind++;
  return behind === end + 1 ? end : behind;
}
