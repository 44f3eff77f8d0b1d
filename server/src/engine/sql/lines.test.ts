import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineIndex, lineOf } from './lines.ts';

test.each([
  ['', 0, 1, 1],
  ['a\nb', 1, 1, 2],
  ['a\nb', 2, 2, 1],
  ['a\r\nb', 2, 1, 3],
  ['a\r\nb', 3, 2, 1],
  ['a\rb', 2, 2, 1],
  ['😀x', 2, 1, 3],
  ['a\n', 99, 2, 1],
  ['a', -5, 1, 1],
])('U3 the place of %j, %i', (text, offset, line, column) => {
  expect(lineIndex(text).place(offset)).toEqual({ line, column });
  expect(lineOf(text, offset)).toBe(line);
});

test('U3 a place leads back to its offset', () => {
  const text = fc.array(fc.constantFrom('a', '\n', '\r\n', '\r', '😀')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (whole) => {
      const index = lineIndex(whole);
      for (let offset = 0; offset <= whole.length; offset++) {
        const { line, column } = index.place(offset);
        expect(index.lineStart(line) + column - 1).toBe(offset);
        expect(line).toBeLessThanOrEqual(index.lineCount);
      }
    }),
  );
});
