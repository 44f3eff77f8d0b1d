/**
 * Which of `kept` (names in their present order) must move so that they stand as in `wanted` (the same names in the new
 * order): as few as can be. Those that are `pinned` stay, if they stand in the wanted order among themselves.
 */
export function columnsToMove(
  kept: readonly string[],
  wanted: readonly string[],
  pinned: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const place = new Map(wanted.map((name, index) => [name, index]));
  const pins = kept.flatMap((name, index) => (pinned.has(name) ? [{ index, place: place.get(name)! }] : []));
  const agrees = (name: string, index: number) =>
    pins.every((pin) => Math.sign(pin.index - index) === Math.sign(pin.place - place.get(name)!));
  const candidates = kept.filter(agrees);
  const sequence = candidates.map((name) => place.get(name)!);
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
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index]!) staying.add(candidates[index]!);
  return new Set(kept.filter((name) => !staying.has(name)));
}
