const space = 1;
const digit = 2;
const wordStart = 4;
const wordPart = 8;
const operator = 16;

const classes = new Uint8Array(128);
for (const code of [9, 10, 11, 12, 13, 32]) classes[code] = space;
for (let code = 48; code <= 57; code++) classes[code] = digit | wordPart;
for (let code = 65; code <= 90; code++) {
  classes[code] = wordStart | wordPart;
  classes[code + 32] = wordStart | wordPart;
}
classes[95] = wordStart | wordPart;
classes[36] = wordPart;
for (const character of '+-*/<>=~!@#%^&|`?') classes[character.charCodeAt(0)] = operator;

export const isSpace = (code: number): boolean => code < 128 && (classes[code]! & space) !== 0;
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;
/** Everything from U+0080 on may stand in a name: so it is in all these databases. */
export const isWordStart = (code: number): boolean => code >= 128 || (classes[code]! & wordStart) !== 0;
/** Letters, digits, `_`, `$` and everything from U+0080 on. NaN (behind the end) is none. */
export const isWordPart = (code: number): boolean =>
  code >= 128 || (code >= 0 && (classes[code]! & wordPart) !== 0);
export const isOperator = (code: number): boolean => code < 128 && (classes[code]! & operator) !== 0;
