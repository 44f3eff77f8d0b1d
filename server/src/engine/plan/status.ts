import type { HistoryRow } from '../history/history.ts';
import type { JournalRow } from '../history/journal.ts';
import type { Migration } from '../migrations/migration.ts';
import { compareVersions, versionNumber } from '../migrations/version.ts';

export type MigrationState = 'applied' | 'pending' | 'modified' | 'missing' | 'outOfOrder' | 'incomplete';

/** One version, as disk and history together know it. */
export interface MigrationStatus {
  /** As written: in the file's name, or in the history where there is no file. */
  readonly version: string;
  readonly name: string;
  readonly id: string;
  readonly state: MigrationState;
  /** ISO 8601; null when not applied. */
  readonly appliedAt: string | null;
  /** Of the file as it is now; null when it is missing. */
  readonly checksum: string | null;
  /** In the history; null when not applied. */
  readonly recordedChecksum: string | null;
  readonly migration: Migration | null;
  readonly record: HistoryRow | null;
  /** The execution that was begun and has no good end; null unless `incomplete`. */
  readonly unfinished: JournalRow | null;
  /** What stands of an incomplete one, in sentences; absent where journal and schema were not asked. */
  readonly standing?: string;
  /** Who holds the migration lock, where that is another run: then it is at work on this one. */
  readonly worker?: string;
}

/**
 * The full merge of files, history and journal, by version ascending: nothing of either side is left out.
 * Where two states hold the later of applied, outOfOrder, modified, missing, incomplete is given.
 */
export function mergeStatus(
  migrations: readonly Migration[],
  history: readonly HistoryRow[],
  unfinished: readonly JournalRow[],
): readonly MigrationStatus[] {
  const keys = new Map<string, { migration?: Migration; record?: HistoryRow; unfinished?: JournalRow }>();
  const at = (version: string) => {
    const key = String(versionNumber(version) ?? version);
    const slot = keys.get(key) ?? {};
    keys.set(key, slot);
    return slot;
  };
  for (const migration of migrations) at(migration.version).migration ??= migration;
  for (const record of history) at(record.version).record = record;
  for (const row of unfinished) at(row.version).unfinished = row;

  const sorted = [...keys.values()]
    .map((slot) => ({ ...slot, version: (slot.migration ?? slot.record ?? slot.unfinished)!.version }))
    .sort((a, b) => compareVersions(a.version, b.version));
  const newestApplied = sorted.findLastIndex((slot) => slot.record !== undefined);
  return sorted.map((slot, index) => {
    const name = (slot.migration ?? slot.record ?? slot.unfinished)!.name;
    return {
      version: slot.version,
      name,
      id: name === '' ? slot.version : `${slot.version}_${name}`,
      state: stateOf(slot, index < newestApplied),
      appliedAt: slot.record?.appliedAt ?? null,
      checksum: slot.migration?.checksum ?? null,
      recordedChecksum: slot.record?.checksum ?? null,
      migration: slot.migration ?? null,
      record: slot.record ?? null,
      unfinished: slot.unfinished ?? null,
    };
  });
}

function stateOf(
  slot: { migration?: Migration; record?: HistoryRow; unfinished?: JournalRow },
  beforeNewest: boolean,
): MigrationState {
  if (slot.unfinished !== undefined) return 'incomplete';
  if (slot.record === undefined) return beforeNewest ? 'outOfOrder' : 'pending';
  if (slot.migration === undefined) return 'missing';
  return slot.migration.checksum === slot.record.checksum ? 'applied' : 'modified';
}
