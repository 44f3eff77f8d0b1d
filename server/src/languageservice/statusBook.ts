import type { Migration } from '../engine/migrations/index.ts';
import { type MigrationStatus, mergeStatus } from '../engine/plan/status.ts';
import type { MigrationDirectory } from './directory.ts';

type History = Parameters<typeof mergeStatus>[1];
type Unfinished = Parameters<typeof mergeStatus>[2];

/** What a database's history said when it was read. */
export interface HistoryReading {
  readonly rows: History;
  readonly unfinished: Unfinished;
}

const unread: HistoryReading = { rows: [], unfinished: [] };

interface Merged {
  readonly shape: object;
  readonly statuses: MigrationStatus[];
  readonly byFile: ReadonlyMap<string, number>;
  readonly pendingCount: number;
}

/** Files and history merged, kept up while one file after the other changes. */
export class StatusBook {
  readonly #directory: MigrationDirectory;
  #history: HistoryReading | null = null;
  #merged: Merged | null = null;

  constructor(directory: MigrationDirectory) {
    this.#directory = directory;
  }

  /** Null: it is not known, and every state is only `pending` because nothing else is known. */
  get history(): HistoryReading | null {
    return this.#history;
  }

  set history(history: HistoryReading | null) {
    this.#history = history;
    this.#merged = null;
  }

  /** By version ascending. */
  get statuses(): readonly MigrationStatus[] {
    return this.#current.statuses;
  }

  /** How many have no record. */
  get pendingCount(): number {
    return this.#current.pendingCount;
  }

  /** Of the migration that a file belongs to. */
  ofFile(path: string): MigrationStatus | null {
    const { statuses, byFile } = this.#current;
    const index = byFile.get(path);
    return index === undefined ? null : statuses[index]!;
  }

  /** Tells that a file was put into the directory with no change of its shape. */
  refresh(path: string): void {
    if (this.#merged === null || this.#merged.shape !== this.#directory.shape) return;
    const { statuses, byFile } = this.#merged;
    const index = byFile.get(path);
    const migration = this.#directory.migrationOf(path);
    if (index !== undefined && migration !== null)
      statuses[index] = withMigration(statuses[index]!, migration);
  }

  get #current() {
    const { shape } = this.#directory;
    if (this.#merged === null || this.#merged.shape !== shape) {
      const { rows, unfinished } = this.#history ?? unread;
      const statuses = [...mergeStatus(this.#directory.migrations, rows, unfinished)];
      const byFile = new Map<string, number>();
      statuses.forEach(({ migration }, index) => {
        for (const file of migration?.files ?? []) byFile.set(file, index);
      });
      const pendingCount = statuses.filter(({ record }) => record === null).length;
      this.#merged = { shape, statuses, byFile, pendingCount };
    }
    return this.#merged;
  }
}

function withMigration(status: MigrationStatus, migration: Migration): MigrationStatus {
  const { checksum } = migration;
  const settled = status.state === 'applied' || status.state === 'modified';
  const state = settled ? (checksum === status.recordedChecksum ? 'applied' : 'modified') : status.state;
  return { ...status, migration, checksum, state };
}
