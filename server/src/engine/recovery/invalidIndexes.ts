import { type Attributes, idOf, type Schema, type Table, tableId } from '../schema/model.ts';

/** Indexes that queries do not use: PostgreSQL leaves them where CREATE or DROP INDEX CONCURRENTLY did not end. */
export interface LeftInvalid {
  readonly now: Schema;
  /** The schema without what was left: those that were not there before are gone, the others valid as they were. */
  readonly without: Schema;
  /** The schema now without those alone that were not there before: a second CREATE would meet them. */
  readonly cleared: Schema;
  /** Names of those that were not there before. */
  readonly made: readonly string[];
  /** Names of those that were valid before. */
  readonly spoiled: readonly string[];
}

/** What a section that began with the schema `before` has left invalid in the schema `now`. */
export function leftInvalid(before: Schema, now: Schema): LeftInvalid {
  const known = indexesOf(before);
  const made: string[] = [];
  const spoiled: string[] = [];
  const cleared = mapIndexes(now, (index, id) => {
    const earlier = known.get(id);
    if (index.attributes.invalid !== true || earlier?.invalid === true) return index;
    (earlier === undefined ? made : spoiled).push(index.name);
    return earlier === undefined ? null : index;
  });
  const without = mapIndexes(cleared, (index, id) => {
    if (index.attributes.invalid !== true || known.get(id)?.invalid === true) return index;
    const { invalid, ...attributes } = index.attributes;
    return { ...index, attributes };
  });
  return { now, without, cleared, made, spoiled };
}

/** The schema with each index as `change` gives it, and without those for which it gives null. */
function mapIndexes(
  schema: Schema,
  change: <I extends { readonly name: string; readonly attributes: Attributes }>(
    index: I,
    id: string,
  ) => I | null,
): Schema {
  return {
    ...schema,
    tables: schema.tables.map((table) =>
      isPartitioned(table)
        ? table
        : {
            ...table,
            indexes: table.indexes
              .map((index) => change(index, idIn(table, index.name)))
              .filter((index) => index !== null),
          },
    ),
    objects: schema.objects
      .map((object) => (object.kind === 'index' ? change(object, idOf(object)) : object))
      .filter((object) => object !== null),
  };
}

/** One sentence for a report; null when nothing was left. */
export function leftInvalidText({ made, spoiled }: LeftInvalid): string | null {
  const names = [...made, ...spoiled];
  if (names.length === 0) return null;
  const [what, verb, use] =
    names.length === 1 ? ['The index', 'is', 'does not use it'] : ['The indexes', 'are', 'does not use them'];
  return `${what} ${names.join(', ')} ${verb} INVALID now: it was not built or dropped to the end, and the database ${use}.`;
}

/** Of a partitioned table an index is invalid until every partition has its part: that is no leftover. */
function isPartitioned(table: Table): boolean {
  return table.attributes.partitionBy !== undefined;
}

function indexesOf(schema: Schema): ReadonlyMap<string, Attributes> {
  return new Map([
    ...schema.tables.flatMap((table) =>
      table.indexes.map((index) => [idIn(table, index.name), index.attributes] as const),
    ),
    ...schema.objects
      .filter(({ kind }) => kind === 'index')
      .map((object) => [idOf(object), object.attributes] as const),
  ]);
}

function idIn(table: Table, index: string): string {
  return `${tableId(table)} ${index}`;
}
