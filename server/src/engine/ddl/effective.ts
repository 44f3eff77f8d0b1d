import type { Ddl } from '../database/ddl.ts';
import type { Change } from '../diff/change.ts';
import { type DiffOptions, diffSchemas } from '../diff/differ.ts';
import { idOf, type Schema, type SchemaObject, type Table, tableId } from '../schema/model.ts';

/** What is kept of the schema as it is, because taking it away would lose data. */
interface Kept {
  /** Ids of tables that stay, or stay as they are. */
  readonly tables: ReadonlySet<string>;
  /** Columns that stay in a table that otherwise changes, by the table's id. */
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
  /** Ids of objects that stay as they are. */
  readonly objects: ReadonlySet<string>;
}

/**
 * The schema that is reached when nothing is lost: `to`, with the tables and columns of `from` that `to` lacks, with
 * what hangs on them and what they need, and without any other change that `ddl` cannot write without losing data.
 * It is `to` itself when nothing is destructive.
 */
export function withoutLoss(from: Schema, to: Schema, ddl: Ddl, options: DiffOptions): Schema {
  const changes = diffSchemas(from, to, options);
  let kept = dropped(changes);
  let reached = keep(from, to, kept);
  // Keeping one thing can show that another change loses data; each round keeps at least one more.
  for (let round = 0; round < 8; round++) {
    const left = diffSchemas(from, reached, options);
    const statements = ddl.alter(left, from, reached, { concurrently: false, placeholders: false });
    if (statements.every((statement) => statement.destructive === null)) return reached;
    const culprits = left.filter((change) => losesData(change, from, reached, ddl));
    if (culprits.length === 0) return reached;
    kept = alsoAsTheyAre(kept, culprits);
    reached = keep(from, to, kept);
  }
  return reached;
}

function dropped(changes: readonly Change[]): Kept {
  const tables = new Set<string>();
  const columns = new Map<string, Set<string>>();
  for (const change of changes) {
    if (change.kind === 'dropTable') tables.add(tableId(change.table));
    if (change.kind !== 'alterTable') continue;
    const names = change.changes.flatMap((inner) => (inner.kind === 'dropColumn' ? [inner.column.name] : []));
    if (names.length > 0) columns.set(tableId(change.before), new Set(names));
  }
  return { tables, columns, objects: new Set() };
}

function losesData(change: Change, from: Schema, to: Schema, ddl: Ddl): boolean {
  const statements = ddl.alter([change], from, to, { concurrently: false, placeholders: false });
  return statements.some((statement) => statement.destructive !== null);
}

function alsoAsTheyAre(kept: Kept, culprits: readonly Change[]): Kept {
  const tables = new Set(kept.tables);
  const objects = new Set(kept.objects);
  for (const change of culprits) {
    if (change.kind === 'dropTable') tables.add(tableId(change.table));
    if (change.kind === 'alterTable') tables.add(tableId(change.before));
    if (change.kind === 'dropObject') objects.add(idOf(change.object));
    if (change.kind === 'alterObject') objects.add(idOf(change.before));
  }
  return { ...kept, tables, objects };
}

function keep(from: Schema, to: Schema, kept: Kept): Schema {
  if (kept.tables.size === 0 && kept.columns.size === 0 && kept.objects.size === 0) return to;
  const target = new Map(to.tables.map((table) => [tableId(table), table]));
  const needed: string[] = [...kept.objects];
  for (const table of from.tables) {
    const id = tableId(table);
    if (kept.tables.has(id)) {
      target.set(id, table);
      needed.push(...needsOf(table));
    } else if (kept.columns.has(id)) {
      target.set(id, withColumns(target.get(id)!, table, kept.columns.get(id)!));
      needed.push(...needsOf(table));
    }
  }
  const tables = [...target.values()];
  return { ...to, tables, objects: objectsOf(from, to, kept, needed) };
}

/** What `to` has, what is kept as it is, what hangs on a kept table, and everything these need that `to` lacks. */
function objectsOf(from: Schema, to: Schema, kept: Kept, needed: string[]): readonly SchemaObject[] {
  const target = new Map(to.objects.map((object) => [idOf(object), object]));
  const old = new Map(from.objects.map((object) => [idOf(object), object]));
  for (const [id, object] of old) {
    if (object.parent !== null && kept.tables.has(object.parent)) needed.push(id);
  }
  const seen = new Set<string>();
  while (needed.length > 0) {
    const id = needed.pop()!;
    const object = old.get(id);
    if (object === undefined || seen.has(id)) continue;
    seen.add(id);
    if (kept.objects.has(id) || !target.has(id)) target.set(id, object);
    needed.push(...object.dependsOn);
    if (object.schema !== null) needed.push(namespaceId(object.schema));
  }
  return [...target.values()];
}

function needsOf(table: Table): readonly string[] {
  const inside = [...table.constraints, ...table.indexes].flatMap((part) => part.dependsOn);
  return [...table.dependsOn, ...inside, ...(table.schema === null ? [] : [namespaceId(table.schema)])];
}

function namespaceId(schema: string): string {
  return idOf({ kind: 'schema', schema: null, name: schema });
}

/** `after` with columns of `before`, each behind the one it stood behind, and with what hangs on them alone. */
function withColumns(after: Table, before: Table, names: ReadonlySet<string>): Table {
  const columns = [...after.columns];
  let previous = -1;
  for (const column of before.columns) {
    if (names.has(column.name)) columns.splice(previous + 1, 0, column);
    const place = columns.findIndex((each) => each.name === column.name);
    if (place >= 0) previous = place;
  }
  const primaryKeys = after.constraints.some((constraint) => constraint.kind === 'primaryKey');
  const taken = new Set(
    [...after.constraints, ...after.indexes].map((part) => part.name).filter((name) => name !== null),
  );
  const constraints = before.constraints.filter(
    (constraint) =>
      constraint.columns.some((column) => names.has(column)) &&
      !(constraint.name !== null && taken.has(constraint.name)) &&
      !(constraint.kind === 'primaryKey' && primaryKeys),
  );
  const indexes = before.indexes.filter(
    (index) =>
      index.parts.some((part) => part.column !== null && names.has(part.column)) && !taken.has(index.name),
  );
  return {
    ...after,
    columns,
    constraints: [...after.constraints, ...constraints],
    indexes: [...after.indexes, ...indexes],
  };
}
