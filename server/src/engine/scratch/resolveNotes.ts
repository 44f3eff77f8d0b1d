import type { Rename } from '../diff/renames.ts';
import type { Schema, Table } from '../schema/model.ts';
import type { RenameNote } from './annotations.ts';

/**
 * The notes that still have something to do: the old name is there, the new one is wanted and not there yet. Those of
 * earlier renames stay in schema files and mean nothing any more.
 */
export function resolveNotes(notes: readonly RenameNote[], from: Schema, to: Schema): readonly Rename[] {
  const renames: Rename[] = [];
  const oldNames = new Map<Table, string>();
  for (const note of notes.filter((each) => each.kind === 'table')) {
    const after = find(to, note.schema, note.to);
    const before = after === undefined ? undefined : find(from, after.schema, plainName(note.from));
    if (after === undefined || before === undefined || find(from, after.schema, after.name) !== undefined)
      continue;
    oldNames.set(after, before.name);
    renames.push({
      kind: 'table',
      schema: before.schema,
      table: before.name,
      from: before.name,
      to: after.name,
    });
  }
  for (const note of notes.filter((each) => each.kind === 'column')) {
    const after = find(to, note.schema, note.table);
    const before =
      after === undefined ? undefined : find(from, after.schema, oldNames.get(after) ?? after.name);
    if (after === undefined || before === undefined) continue;
    const column = after.columns.find((each) => same(each.name, note.to));
    const old = before.columns.find((each) => same(each.name, plainName(note.from)));
    const taken = column !== undefined && before.columns.some((each) => each.name === column.name);
    if (column === undefined || old === undefined || taken) continue;
    renames.push({
      kind: 'column',
      schema: before.schema,
      table: before.name,
      from: old.name,
      to: column.name,
    });
  }
  return renames;
}

/** A table by its name; without a namespace in any, the one in `public` first. */
function find(schema: Schema, namespace: string | null, name: string): Table | undefined {
  const named = schema.tables.filter(
    (table) =>
      same(table.name, name) &&
      (namespace === null || table.schema === null || same(table.schema, namespace)),
  );
  return named.find((table) => table.schema === 'public') ?? named[0];
}

function plainName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** How a database folds a name that is written without quotes is its own business. */
function same(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}
