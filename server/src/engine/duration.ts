const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};

/**
 * Milliseconds of `500ms`, `5s`, `1min`, `2h`, or of a bare number, which counts in `unit`. Null when it is none of
 * these, or longer than the 24 days that every database's timer can hold.
 */
export function parseDuration(text: string, unit: 'ms' | 's' = 's'): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  if (match === null) return null;
  const factor = units[match[2] === '' ? unit : match[2]!.toLowerCase()];
  if (factor === undefined) return null;
  const ms = Math.round(Number(match[1]) * factor);
  return ms <= 2 ** 31 - 1 ? ms : null;
}
