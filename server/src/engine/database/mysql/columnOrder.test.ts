import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsToMove } from './columnOrder.ts';

test.each([
  ['abc', 'abc', ''],
  ['abc', 'cab', 'c'],
  ['abcd', 'bcda', 'a'],
  ['abcde', 'ecabd', 'ce'],
  ['ab', 'ba', 'a'],
])('S5 from %s to %s', (kept, wanted, moved) => {
  expect([...columnsToMove([...kept], [...wanted])].sort().join('')).toBe(moved);
});

test.each([
  ['abcd', 'cdab', 'ab', 'cd'],
  ['abcd', 'cdab', 'd', 'ab'],
  ['abcd', 'dcba', 'c', 'abd'],
])('S5 from %s to %s with %s in its place', (kept, wanted, pinned, moved) => {
  expect([...columnsToMove([...kept], [...wanted], new Set(pinned))].sort().join('')).toBe(moved);
});

test('S5 what does not move stands in the wanted order already, and no column less could move', () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 7 });
  const shuffled = names.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(shuffled, ([kept, wanted]) => {
      const moved = columnsToMove(kept, wanted);
      const staying = (list: readonly string[]) => list.filter((name) => !moved.has(name));
      expect(staying(kept)).toEqual(staying(wanted));
      expect(staying(kept).length).toBe(longestCommonOrder(kept, wanted));
    }),
  );
});

/** By trying every subset. */
function longestCommonOrder(a: readonly string[], b: readonly string[]): number {
  let longest = 0;
  for (let mask = 0; mask < 2 ** a.length; mask++) {
    const chosen = new Set(a.filter((_, index) => mask & (1 << index)));
    const same =
      a.filter((name) => chosen.has(name)).join('\n') === b.filter((name) => chosen.has(name)).join('\n');
    if (same) longest = Math.max(longest, chosen.size);
  }
  return longest;
}
