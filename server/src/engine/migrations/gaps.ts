import type { Diagnostic } from '../diagnostic.ts';
import type { Migration } from './migration.ts';
import { placeOfFile } from './place.ts';

/** Versions of more digits are times, which have gaps by nature. */
const largestSequence = 9_999_999n;

/**
 * A warning for each gap in a sequence (`001`, `003`); none between timestamps. A sequence that counts in tens or
 * hundreds throughout has a gap only where one of those is left out. `migrations` come by number ascending.
 */
export function gapDiagnostics(migrations: readonly Migration[]): Diagnostic[] {
  const sequence = migrations.filter(({ number }) => number <= largestSequence);
  const step = [100n, 10n].find((size) => sequence.every(({ number }) => number % size === 0n)) ?? 1n;
  const found: Diagnostic[] = [];
  for (let i = 1; i < sequence.length; i++) {
    const before = sequence[i - 1]!;
    const after = sequence[i]!;
    if (after.number - before.number <= step) continue;
    const first = pad(before.number + step, after.version.length);
    const last = pad(after.number - step, after.version.length);
    const what = first === last ? `Version ${first} is` : `Versions ${first} to ${last} are`;
    found.push({
      code: 'version-gap',
      severity: 'warning',
      message: `${what} missing between ${before.id} and ${after.id}.`,
      hint: 'If a file was lost, bring it back; if not, this is harmless.',
      place: placeOfFile(after.files[0]!),
      version: after.version,
    });
  }
  return found;
}

function pad(number: bigint, length: number): string {
  return String(number).padStart(length, '0');
}
