import type { Handle } from './driver.ts';

/** Bytes. What reads or copies all of such a database still takes no time worth telling. */
const small = 16 * 1024 * 1024;

/** A foreign key whose check waits for COMMIT; the word's beginning is enough, wrongly found it only costs time. */
const deferrable = 'deferr';

/**
 * Whether migrations may share a COMMIT, each of which is four times a wait for the disk. SQLite rolls back everything,
 * numbers of AUTOINCREMENT too. A deferred foreign key would be checked once for all of them: what one breaks, the next
 * might mend.
 */
export function sharesCommit(handle: Handle, texts: readonly string[]): boolean {
  if (texts.some((text) => text.toLowerCase().includes(deferrable))) return false;
  const size = handle
    .prepare('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size')
    .pluck()
    .get();
  if ((size as number) > small) return false;
  const waits = handle.prepare(
    `SELECT 1 FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%${deferrable}%' LIMIT 1`,
  );
  return waits.get() === undefined;
}
