import type { MigrateError } from '../errors.ts';
import { defaultTable, History, type HistoryRow } from '../history/history.ts';
import type { JournalRow } from '../history/journal.ts';
import { halfDroppedError } from '../recovery/halfDropped.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { openDatabase, readable } from './session.ts';

/** What the history holds, by itself. */
export interface HistoryReport {
  readonly rows: readonly HistoryRow[];
  /** Executions that were begun and have no good end. */
  readonly unfinished: readonly JournalRow[];
  /** The error of a `fresh` that was broken off while it dropped; null: none was. */
  readonly halfDropped: MigrateError | null;
  readonly location: string;
  readonly product: string;
}

/**
 * Reads the history without looking at any file: for an editor, which knows its files. No history table yet: empty
 * lists. Writes nothing and takes no lock.
 */
export async function readHistory(options: MigratorOptions, command: CommandOptions): Promise<HistoryReport> {
  const database = await openDatabase(options, { access: 'read' }, command.signal);
  try {
    const history = new History(database, {
      table: options.table ?? defaultTable,
      ...(options.schema === undefined ? {} : { schema: options.schema }),
    });
    const about = { location: database.location, product: database.server.product };
    if (!(await history.exists())) return { rows: [], unfinished: [], halfDropped: null, ...about };
    const rows = await history.rows();
    if (!(await history.hasJournal())) return { rows, unfinished: [], halfDropped: null, ...about };
    const { executions, dropping } = await history.unfinished();
    const halfDropped = dropping === null ? null : await halfDroppedError(dropping, { database, history });
    return { rows, unfinished: executions, halfDropped, ...about };
  } catch (error) {
    throw readable(error, command.signal);
  } finally {
    await database.close().catch(() => undefined);
  }
}
