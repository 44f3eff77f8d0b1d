/**
 * Which of `kept` (names in their present order) must move so that they stand as in `wanted` (the same names in the new
 * order): as few as can be.
 */
export function columnsToMove(kept: readonly string[], wanted: readonly string[]): ReadonlySet<string> {
  const place = new Map(wanted.map((name, index) => [name, index]));
  const sequence = kept.map((name) => place.get(name)!);
  // The longest rising run stays: tails[n] is the index of the smallest end of a run of length n + 1.
  const tails: number[] = [];
  const previous: number[] = [];
  sequence.forEach((value, index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sequence[tails[middle]!]! < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : tails[low - 1]!;
    tails[low] = index;
  });
  const staying = new Set<string>();
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index]!) staying.add(kept[index]!);
  return new Set(kept.filter((name) => !staying.has(name)));
}
