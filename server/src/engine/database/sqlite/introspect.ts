import {
  emptySchema,
  type Index,
  idOf,
  type Schema,
  type SchemaObject,
  type Table,
  tableId,
  type Unmodelled,
} from '../../schema/model.ts';
import type { IntrospectOptions, Row } from '../database.ts';
import { canonical, spaced } from './canonical.ts';
import { parseCreateIndex } from './createIndex.ts';
import { parseCreateTable } from './createTable.ts';
import { type CatalogColumn, tableModel } from './tableModel.ts';
import { isName, nameOf, type Word, wordsOf } from './words.ts';

type Query = (sql: string) => Promise<readonly Row[]>;

/** A row of `sqlite_schema`. */
interface Entry {
  readonly type: 'table' | 'index' | 'view' | 'trigger';
  readonly name: string;
  /** What an index or a trigger is on. */
  readonly parent: string;
  readonly sql: string;
}

const entriesSql = `SELECT type, name, tbl_name AS parent, sql FROM main.sqlite_schema
  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name`;
const shadowSql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'";
const columnsSql = `SELECT t.name AS "table", c.name AS name, c."notnull" AS "notnull"
  FROM main.sqlite_schema AS t, pragma_table_xinfo(t.name, 'main') AS c
  WHERE t.type = 'table' AND t.sql LIKE 'CREATE TABLE%' ORDER BY t.name, c.cid`;

/**
 * Reads the schema in three queries. What SQLite keeps of a table beyond its columns (checks, names, conflict clauses,
 * expressions) is only in its CREATE text, which is read here; where that and the catalog do not agree, the table is
 * unmodelled and so never touched. So are virtual tables, but for being made; their shadow tables are not shown.
 */
export async function introspect(query: Query, options: IntrospectOptions): Promise<Schema> {
  const wanted = filter(options);
  const shadows = new Set((await query(shadowSql)).map((row) => String(row.name)));
  const entries = ((await query(entriesSql)) as unknown as Entry[]).filter(
    (entry) => !shadows.has(entry.parent) && wanted(entry),
  );
  const columns = grouped(
    (await query(columnsSql)) as unknown as readonly (CatalogColumn & { table: string })[],
    (row) => row.table,
  );
  const ofType = (type: Entry['type']) => entries.filter((entry) => entry.type === type);
  const indexes = grouped(ofType('index'), (entry) => entry.parent.toLowerCase());
  const tables: Table[] = [];
  const unmodelled: Unmodelled[] = [];
  for (const entry of ofType('table')) {
    const table = tableOf(entry, columns.get(entry.name) ?? [], indexes.get(entry.name.toLowerCase()) ?? []);
    if (table === null) unmodelled.push(unmodelledTable(entry));
    else tables.push(table);
  }
  return {
    ...emptySchema,
    tables,
    unmodelled,
    objects: objectsOf(ofType('view'), ofType('trigger'), tables),
  };
}

function filter({ exclude, onlyTables }: IntrospectOptions): (entry: Entry) => boolean {
  const names = (list: IntrospectOptions['exclude']) => new Set(list?.map(([, name]) => name.toLowerCase()));
  const excluded = names(exclude);
  const only = onlyTables === undefined ? null : names(onlyTables);
  return ({ parent }) =>
    !excluded.has(parent.toLowerCase()) && (only === null || only.has(parent.toLowerCase()));
}

function isVirtual({ sql }: Entry): boolean {
  return /^CREATE\s+VIRTUAL\s/i.test(sql);
}

/** Modules that are part of every usual SQLite: their virtual tables can be made anywhere. */
const knownModule = /^CREATE VIRTUAL TABLE .+? USING (?:fts[345]|rtree|rtree_i32|geopoly)\b/i;

function unmodelledTable(entry: Entry): Unmodelled {
  const fingerprint = spaced(wordsOf(entry.sql));
  return {
    ...{ kind: isVirtual(entry) ? 'virtual table' : 'table', name: entry.name, fingerprint },
    ...(knownModule.test(fingerprint) ? { create: fingerprint } : {}),
  };
}

function tableOf(entry: Entry, columns: readonly CatalogColumn[], indexes: readonly Entry[]): Table | null {
  const parsed = isVirtual(entry) ? null : parseCreateTable(entry.sql);
  const model = parsed && tableModel(entry.name, parsed, columns);
  if (model === null) return null;
  const names = model.columns.map((column) => column.name);
  return {
    schema: null,
    name: entry.name,
    ...model,
    indexes: indexes.map((index) => parseCreateIndex(index.sql, names) ?? unreadIndex(index)),
    comment: null,
    dependsOn: [],
    estimatedRows: null,
    source: entry.sql,
  };
}

/** An index whose text is not understood in its parts: compared and written as a whole. */
function unreadIndex({ name, sql }: Entry): Index {
  const words = wordsOf(sql);
  const definition = canonical(words);
  return {
    ...(sql === definition ? {} : { source: sql }),
    ...{ name, unique: words[1]?.upper === 'UNIQUE', method: null, parts: [], where: null, comment: null },
    ...{ definition, attributes: {}, dependsOn: [] },
  };
}

function objectsOf(
  views: readonly Entry[],
  triggers: readonly Entry[],
  tables: readonly Table[],
): readonly SchemaObject[] {
  const ids = new Map<string, string>();
  for (const table of tables) ids.set(table.name.toLowerCase(), tableId(table));
  for (const view of views)
    ids.set(view.name.toLowerCase(), idOf({ kind: 'view', schema: null, name: view.name }));
  const object = (kind: 'view' | 'trigger', { name, parent, sql }: Entry): SchemaObject => {
    const words = wordsOf(sql);
    const definition = canonical(words);
    const parentId =
      kind === 'trigger' ? (ids.get(parent.toLowerCase()) ?? tableId({ schema: null, name: parent })) : null;
    const own = kind === 'view' ? ids.get(name.toLowerCase()) : undefined;
    return {
      ...{ kind, schema: null, name, parent: parentId, definition, attributes: {}, comment: null },
      dependsOn: mentioned(words, ids).filter((id) => id !== own),
      ...(sql === definition ? {} : { source: sql }),
    };
  };
  return [
    ...views.map((view) => object('view', view)),
    ...triggers.map((trigger) => object('trigger', trigger)),
  ];
}

/** The tables and views whose names stand in a text: at least those it needs. */
function mentioned(words: readonly Word[], ids: ReadonlyMap<string, string>): readonly string[] {
  const found = new Set<string>();
  for (const word of words) {
    const id = isName(word) ? ids.get(nameOf(word).toLowerCase()) : undefined;
    if (id !== undefined) found.add(id);
  }
  return [...found].sort();
}

function grouped<T>(list: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
