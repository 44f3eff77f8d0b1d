import type { Handle } from './driver.ts';
import { identifier } from './quote.ts';

/** Broken references of one table to another. */
export interface Broken {
  readonly table: string;
  readonly parent: string;
  readonly rows: number;
  readonly problem: string;
}

/**
 * Fails when there are more broken references between two tables than when foreign keys were last switched off. What
 * was broken before is not the migration's fault, and in files of programs that never enforced foreign keys it is
 * common. The connection answers it itself, by this text.
 */
export const newViolationsSql = 'PRAGMA foreign_key_check -- of what was not broken before';

/** Knows which references were broken before foreign keys were switched off. */
export class ForeignKeyWatch {
  readonly #handle: Handle;
  #before: readonly Broken[] = [];

  constructor(handle: Handle) {
    this.#handle = handle;
  }

  /** To be called before foreign keys are switched off. */
  remember(): void {
    this.#before = brokenReferences(this.#handle);
  }

  /**
   * What `newViolationsSql` fails for: the pairs with more broken references than before. Either table may have been
   * renamed, so the pair does not count while one of its tables has no more of them in all than before.
   */
  added(): readonly Broken[] {
    const now = brokenReferences(this.#handle);
    const grew = [pair, child, parent].map((key) => ({
      key,
      before: totals(this.#before, key),
      now: totals(now, key),
    }));
    return now.filter((broken) =>
      grew.every((by) => by.now.get(by.key(broken))! > (by.before.get(by.key(broken)) ?? 0)),
    );
  }
}

const child = ({ table }: Broken) => table;
const parent = ({ parent }: Broken) => parent;
const pair = (broken: Broken) => JSON.stringify([child(broken), parent(broken)]);

function totals(all: readonly Broken[], key: (broken: Broken) => string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const broken of all) sums.set(key(broken), (sums.get(key(broken)) ?? 0) + broken.rows);
  return sums;
}

function brokenReferences(handle: Handle): readonly Broken[] {
  const children = handle
    .prepare(
      "SELECT DISTINCT l.name FROM pragma_table_list AS l, pragma_foreign_key_list(l.name, 'main') WHERE l.schema = 'main' AND l.type = 'table'",
    )
    .pluck()
    .all() as string[];
  return children.flatMap((table) => brokenIn(handle, table));
}

function brokenIn(handle: Handle, table: string): readonly Broken[] {
  const counts = new Map<string, number>();
  try {
    const rows = handle.prepare(`PRAGMA main.foreign_key_check(${identifier(table)})`).all();
    for (const { parent } of rows as { parent: string }[]) counts.set(parent, (counts.get(parent) ?? 0) + 1);
  } catch {
    // `foreign key mismatch`: the columns referred to are not unique. That is a fault of the schema, not of rows.
  }
  return [...counts].map(([parent, rows]) => ({
    table,
    parent,
    rows,
    problem: `${rows} ${rows === 1 ? 'row' : 'rows'} of "${table}" refer to rows that "${parent}" does not have`,
  }));
}
