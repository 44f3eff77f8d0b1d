/** The number a version stands for, of any length; null when it is not decimal digits only. */
export function versionNumber(version: string): bigint | null {
  return /^\d+$/.test(version) ? BigInt(version) : null;
}

/**
 * Compares two versions as numbers, never as text: `2` before `10`, `001` equals `1`. Digits only; what is not
 * a number sorts after all numbers, by its text.
 */
export function compareVersions(a: string, b: string): number {
  const left = significant(a);
  const right = significant(b);
  if (left === null || right === null) {
    if (left !== right) return left === null ? 1 : -1;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The digits without leading zeros: of equal length they compare as text. */
function significant(version: string): string | null {
  return /^\d+$/.test(version) ? version.replace(/^0+(?=\d)/, '') : null;
}
