import type { Database } from '../database/database.ts';
import type { AlterOptions, DdlStatement } from '../database/ddl.ts';
import type { Change } from '../diff/change.ts';
import { diffSchemas } from '../diff/differ.ts';
import { type Rename, renamed, reversed } from '../diff/renames.ts';
import { idOf, type Schema, type SchemaObject, tableId } from '../schema/model.ts';
import { sectionText } from './sectionText.ts';
import type { Verifier } from './verify.ts';

/** Statements with nothing special asked for. */
export const plain: AlterOptions = { concurrently: false, placeholders: false };

/** Renames as statements, carried out before the rest and taken back after it. */
export interface Renaming {
  readonly changes: readonly Change[];
  readonly up: readonly DdlStatement[];
  readonly down: readonly DdlStatement[];
  /** The schema after them: what the rest starts from. */
  readonly base: Schema;
}

/**
 * Renames on the copy, so that the database itself says what they change elsewhere. Where views, triggers or rules
 * are in the way (SQLite refuses a rename that breaks one, MySQL leaves it broken), these are dropped first; the rest
 * makes them again.
 */
export async function carryOutRenames(
  from: Schema,
  renames: readonly Rename[],
  database: Pick<Database, 'ddl' | 'capabilities' | 'syntax'>,
  verifier: Verifier,
): Promise<Renaming> {
  if (renames.length === 0) return { changes: [], up: [], down: [], base: from };
  const { changes } = renamed(from, renames);
  const direct = statementsOf(from, from, renames, database);
  if (!verifier.hasCopy) return { changes, ...direct, base: direct.meant };
  const base = await verifier.peek(sectionText(direct.up, database.syntax));
  const dependants = dependantsOf(from, renames);
  if (base !== null) {
    if (!leavesBroken(base, dependants, renames)) return { changes, ...direct, base };
    await verifier.peek(sectionText(direct.down, database.syntax));
  }
  const gone = new Set(dependants.map(idOf));
  const lighter = { ...from, objects: from.objects.filter((object) => !gone.has(idOf(object))) };
  const cleared = statementsOf(from, lighter, renames, database);
  const cleanBase = await verifier.look(sectionText(cleared.up, database.syntax), cleared.meant);
  return { changes, ...cleared, base: cleanBase };
}

function statementsOf(
  from: Schema,
  lighter: Schema,
  renames: readonly Rename[],
  database: Pick<Database, 'ddl' | 'capabilities'>,
) {
  const { ddl } = database;
  const there = renamed(lighter, renames);
  const back = renamed(there.schema, reversed(renames));
  return {
    up: [
      ...ddl.alter(diffSchemas(from, lighter, database), from, lighter, plain),
      ...ddl.alter(there.changes, lighter, there.schema, plain),
    ],
    down: [
      ...ddl.alter(back.changes, there.schema, back.schema, plain),
      ...ddl.alter(diffSchemas(lighter, from, database), lighter, from, plain),
    ],
    meant: there.schema,
  };
}

/** The views, triggers and rules that need a renamed table, or one of each other. */
function dependantsOf(from: Schema, renames: readonly Rename[]): readonly SchemaObject[] {
  const dependants = new Map<string, SchemaObject[]>();
  for (const object of from.objects) {
    if (!/^(view|materializedView|trigger|rule)$/.test(object.kind)) continue;
    for (const id of [...object.dependsOn, ...(object.parent === null ? [] : [object.parent])]) {
      dependants.set(id, [...(dependants.get(id) ?? []), object]);
    }
  }
  const found = new Map<string, SchemaObject>();
  const waiting = renames.map(({ schema, table }) => tableId({ schema, name: table }));
  while (waiting.length > 0) {
    for (const object of dependants.get(waiting.pop()!) ?? []) {
      const id = idOf(object);
      if (found.has(id)) continue;
      found.set(id, object);
      waiting.push(id);
    }
  }
  return [...found.values()];
}

/**
 * Whether something that needs a renamed thing still calls it by its old name, or cannot be made again for that: the
 * database has not followed (MySQL).
 */
function leavesBroken(
  base: Schema,
  dependants: readonly SchemaObject[],
  renames: readonly Rename[],
): boolean {
  const now = new Map(base.objects.map((object) => [idOf(object), object.definition]));
  const unread = new Set(base.unmodelled.map(({ kind, name }) => `${kind}:${name}`));
  return dependants.some(
    (object) =>
      unread.has(`${object.kind}:${object.name}`) ||
      (now.get(idOf(object)) === object.definition &&
        renames.some(({ from }) => object.definition.includes(from))),
  );
}
