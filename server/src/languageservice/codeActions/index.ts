import type { Diagnostic } from '../../engine/diagnostic.ts';
import { rules } from '../../engine/lint/index.ts';
import type { Fix } from '../edits.ts';
import type { ProjectSnapshot } from '../model.ts';
import { replaceDirective } from './directive.ts';
import { createUp, writeDown } from './down.ts';
import { acceptFile, compareApplied, recover, restoreApplied, resume } from './history.ts';
import { renameFile, renumber } from './rename.ts';
import { insertUp, outsideTransaction, removeWrapping } from './sections.ts';
import { suggestedFixes } from './suggested.ts';

/** Offers what could be done about one finding; none when there is nothing. */
export type OfferFixes = (project: ProjectSnapshot, path: string, found: Diagnostic) => readonly Fix[];

/** Code of a finding → its quick fixes, the best one first. */
const offers: Readonly<Record<string, readonly OfferFixes[]>> = {
  ...Object.fromEntries(rules.map(({ id }) => [id, [suggestedFixes]])),
  'concurrently-in-transaction': [outsideTransaction, suggestedFixes],
  'refused-in-transaction': [outsideTransaction, suggestedFixes],
  'ignored-in-transaction': [outsideTransaction, suggestedFixes],
  'bad-file-name': [renameFile],
  'stray-file': [renameFile],
  'duplicate-version': [renumber],
  'out-of-order': [renumber],
  'later-dependency': [renumber],
  'missing-down': [writeDown],
  'empty-down': [writeDown],
  'orphan-down': [createUp],
  'missing-up': [insertUp],
  'unknown-directive': [replaceDirective],
  'transaction-control': [outsideTransaction],
  'transaction-unwrapped': [removeWrapping],
  'checksum-mismatch': [restoreApplied, acceptFile, compareApplied],
  incomplete: [resume, recover],
};

/** The quick fixes for `found`, which are findings of the file at `path`. */
export function quickFixes(
  project: ProjectSnapshot,
  path: string,
  found: readonly Diagnostic[],
): readonly Fix[] {
  return found.flatMap((one) => (offers[one.code] ?? []).flatMap((offer) => offer(project, path, one)));
}
