/** Versions of more digits than this are times, not counters. */
const longestSequence = 7;

/**
 * The next version: later than `latest` (as written; null when there is none), in its style. A counter goes on with
 * its zero padding; a time of 8, 10 (seconds since 1970), 12, 13 (milliseconds since 1970), 14 or 17 digits is the
 * present one, or one more than `latest` where that lies in the future. Without `latest`: 14 digits, UTC.
 */
export function newVersion(latest: string | null, now: Date): string {
  if (latest === null) return timestamp(now, 14)!;
  const next = String(BigInt(latest) + 1n).padStart(latest.length, '0');
  if (latest.length <= longestSequence || latest.startsWith('0')) return next;
  const present = timestamp(now, latest.length);
  return present !== null && BigInt(present) > BigInt(latest) ? present : (laterTime(latest) ?? next);
}

function timestamp(now: Date, digits: number): string | null {
  if (digits === 10) return String(Math.floor(now.getTime() / 1000));
  if (digits === 13) return String(now.getTime());
  if (![8, 12, 14, 17].includes(digits)) return null;
  return now.toISOString().replace(/\D/g, '').slice(0, digits);
}

/** One second after a time of 14 digits, so that it stays one; null when it is none. */
function laterTime(latest: string): string | null {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(latest);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second) + 1000);
  const later = timestamp(time, 14)!;
  return BigInt(later) > BigInt(latest) ? later : null;
}
