import type { DdlStatement } from '../../../ddl.ts';
import type { Node } from '../graph.ts';

/** One thing to do, and what of the two schemas it touches. Ids are those of `Units`. */
export interface Step extends Node {
  readonly statements: () => readonly DdlStatement[];
  /** Ids of the old schema that are no longer used once it is done: what drops one of them comes later. */
  readonly uses: readonly string[];
  /** Ids of the old schema that are gone, or not as they were, once it is done. */
  readonly removes: readonly string[];
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
  const removers = new Map<string, Step>();
  const providers = new Map<string, Step>();
  const freers = new Map<string, Step[]>();
  for (const each of steps) {
    for (const id of each.removes) removers.set(id, each);
    for (const id of each.provides) if (!providers.has(id) || each.takes.length > 0) providers.set(id, each);
    for (const slot of each.frees) {
      const list = freers.get(slot);
      if (list === undefined) freers.set(slot, [each]);
      else list.push(each);
    }
  }
  for (const each of steps) {
    for (const id of each.uses) {
      const remover = removers.get(id);
      if (remover !== undefined && remover !== each) remover.before.add(each);
    }
    for (const id of each.needs) {
      const provider = providers.get(id);
      if (provider !== undefined && provider !== each) each.before.add(provider);
    }
    for (const id of each.mentions) {
      const provider = providers.get(id);
      if (provider !== undefined && provider !== each) each.softBefore.add(provider);
    }
    for (const slot of each.takes) {
      for (const freer of freers.get(slot) ?? []) if (freer !== each) each.before.add(freer);
    }
  }
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
