/** Says that no rule has this id, and which one is written nearly so. */
export function unknownRule(id: string, ids: readonly string[]): { message: string; meant: string | null } {
  const meant = nearest(id.toLowerCase(), ids);
  const also = meant === null ? '' : ` Is ${meant} meant?`;
  return { message: `No rule is called ${id}.${also}`, meant };
}

/** The id that fewest letters away, when that is not another word altogether. */
function nearest(id: string, ids: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(2, Math.floor(id.length / 4)) + 1;
  for (const one of ids) {
    const away = distance(id, one);
    if (away < least) [best, least] = [one, away];
  }
  return best;
}

/** Letters to put in, take out or exchange; two that changed places count once. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const other = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + other);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, beforeLast[j - 2]! + 1);
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last.at(-1)!;
}
