import type { Database } from '../database/database.ts';
import { emptySchema, type Schema, type SchemaObject, tableId } from '../schema/model.ts';
import { sectionText } from './sectionText.ts';

export interface SchemaDumpFile {
  /** Relative, with `/`: `tables/users.sql`, `views/audit.changes.sql`. */
  readonly path: string;
  readonly text: string;
}

/** The first line of every file of a dump: by it a later dump knows which files it may remove. */
export const dumpedMark = '-- Dumped by migrate dump; a new dump overwrites this file.';

/**
 * A schema as one file per table, with what hangs on the table in it, and one per other object; overloaded routines
 * share theirs. The names are stable, fit every file system, and differ also where letter case does not count.
 */
export function schemaFiles(
  schema: Schema,
  database: Pick<Database, 'ddl' | 'syntax'>,
): readonly SchemaDumpFile[] {
  const tables = new Map(schema.tables.map((table) => [tableId(table), table]));
  const parts = new Map<string, { base: string; part: Schema }>();
  const add = (folder: string, namespace: string | null, name: string, part: Partial<Schema>): void => {
    const base = `${folder}/${fileName(namespace, name)}`;
    const known = parts.get(base)?.part ?? { ...emptySchema, attributes: schema.attributes };
    parts.set(base, {
      base,
      part: {
        ...known,
        tables: [...known.tables, ...(part.tables ?? [])],
        objects: [...known.objects, ...(part.objects ?? [])],
      },
    });
  };
  for (const table of tables.values()) add('tables', table.schema, table.name, { tables: [table] });
  for (const object of schema.objects) {
    const table = object.parent === null ? undefined : tables.get(object.parent);
    if (table !== undefined) add('tables', table.schema, table.name, { objects: [object] });
    else add(folderOf(object), object.schema, bareName(object), { objects: [object] });
  }
  return distinct([...parts.values()].sort((a, b) => (a.base < b.base ? -1 : 1))).flatMap(
    ({ base, part }) => {
      const text = sectionText(database.ddl.create(part), database.syntax);
      return text === '' ? [] : [{ path: `${base}.sql`, text: `${dumpedMark}\n${text}` }];
    },
  );
}

/** `materializedView` → `materialized_views`. */
function folderOf({ kind }: SchemaObject): string {
  const words = kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (/(s|ch)$/.test(words)) return words.endsWith('ss') ? `${words}es` : words;
  return /[^aeiou]y$/.test(words) ? `${words.slice(0, -1)}ies` : `${words}s`;
}

/** `add(integer, integer)` → `add`. */
function bareName({ name, kind }: SchemaObject): string {
  return /^(function|procedure|aggregate)$/.test(kind) ? name.replace(/\(.*$/s, '') : name;
}

function fileName(namespace: string | null, name: string): string {
  const full = namespace === null || namespace === 'public' ? name : `${namespace}.${name}`;
  const safe = full.replace(/[^\p{L}\p{N}_.$-]/gu, (char) => `%${char.codePointAt(0)!.toString(16)}`);
  return safe.replace(/^\./, '%2e').slice(0, 120);
}

/** Names that differ in letter case only, or that were cut to the same, get a number. */
function distinct<T extends { readonly base: string }>(parts: readonly T[]): readonly T[] {
  const seen = new Map<string, number>();
  return parts.map((part) => {
    const key = part.base.toLowerCase();
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? part : { ...part, base: `${part.base}~${count}` };
  });
}
