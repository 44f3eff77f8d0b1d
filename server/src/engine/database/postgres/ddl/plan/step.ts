import type { DdlStatement } from '../../../ddl.ts';
import type { Node } from '../graph.ts';

/** One thing to do, and what of the two schemas it touches. Ids are those of `Units`. */
export interface Step extends Node {
  readonly statements: () => readonly DdlStatement[];
  /** Ids of the old schema that are no longer used once it is done: what drops one of them comes later. */
  readonly uses: readonly string[];
  /** Ids of the old schema that are gone, or not as they were, once it is done. */
  readonly removes: readonly string[];
  /** Ids of the old schema that it says something else of. */
  readonly changes: readonly string[];
  /** Ids of the new schema that must be there. */
  readonly needs: readonly string[];
  /** Ids of the new schema that are there once it is done. */
  readonly provides: readonly string[];
  /** Ids of the new schema that it would be good to have. */
  readonly mentions: readonly string[];
  /** Names that become free, and names that are taken. */
  readonly frees: readonly string[];
  readonly takes: readonly string[];
  /** Set when it can stand inside the CREATE TABLE of that step. */
  readonly inside?: Step;
  /** What is still to be said when it stands there. */
  readonly afterwards?: () => readonly DdlStatement[];
}

export function step(
  rank: number,
  statements: () => readonly DdlStatement[],
  touches: Partial<Omit<Step, 'rank' | 'statements' | 'before' | 'softBefore'>> = {},
): Step {
  return {
    rank,
    statements,
    uses: [],
    removes: [],
    changes: [],
    needs: [],
    provides: [],
    mentions: [],
    frees: [],
    takes: [],
    before: new Set(),
    softBefore: new Set(),
    ...touches,
  };
}

/** Turns what steps touch into what must come before what. */
export function connect(steps: readonly Step[]): void {
  const removers = gather(steps, (each) => each.removes);
  const providers = gather(steps, (each) => each.provides);
  const freers = gather(steps, (each) => each.frees);
  for (const each of steps) {
    for (const id of each.uses)
      for (const other of removers.get(id) ?? []) if (other !== each) other.before.add(each);
    for (const id of each.needs)
      for (const other of providers.get(id) ?? []) if (other !== each) each.before.add(other);
    for (const id of each.mentions)
      for (const other of providers.get(id) ?? []) if (other !== each) each.softBefore.add(other);
    for (const slot of each.takes)
      for (const other of freers.get(slot) ?? []) if (other !== each) each.before.add(other);
  }
}

function gather(
  steps: readonly Step[],
  keys: (step: Step) => readonly string[],
): ReadonlyMap<string, readonly Step[]> {
  const found = new Map<string, Step[]>();
  for (const each of steps) {
    for (const key of keys(each)) {
      const list = found.get(key);
      if (list === undefined) found.set(key, [each]);
      else list.push(each);
    }
  }
  return found;
}

/** What is there once all columns of a table are as they are to be. */
export function shapeOf(table: string): string {
  return `shape:${table}`;
}

/** What comes first where nothing else decides: things are taken away from the top, and built from the ground. */
export const ranks = {
  dropHanging: 0,
  dropView: 1,
  dropRoutine: 2,
  dropForeignKey: 3,
  dropPart: 4,
  schema: 10,
  extension: 11,
  type: 12,
  foreign: 13,
  sequence: 14,
  routine: 15,
  table: 20,
  column: 21,
  dropColumn: 22,
  table2: 23,
  constraint: 24,
  index: 25,
  foreignKey: 26,
  view: 30,
  viewIndex: 31,
  hanging: 32,
  dropTable: 40,
  dropSequence: 41,
  dropType: 42,
  dropForeign: 43,
  dropExtension: 44,
  dropSchema: 45,
  defaultPrivileges: 50,
} as const;
