import type { Attributes, Column, SchemaObject } from '../../../schema/model.ts';
import { madeUpName, qualifiedName, quoteName } from '../names.ts';
import { ownership, privilegeLines } from './grants.ts';
import type { Registry } from './registry.ts';
import type { ColumnRow, RelationRow } from './relations.ts';
import { catalogs, type Scope } from './scope.ts';

export interface SequenceRow {
  readonly oid: number;
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly min: string;
  readonly max: string;
  readonly cache: string;
  readonly cycle: boolean;
  /** `i`: an identity column's own; `a`: owned by a column. */
  readonly link: 'i' | 'a' | null;
  readonly table: number | null;
  readonly column: number | null;
}

export function sequencesSql(scope: Scope): string {
  return `SELECT s.seqrelid::int AS oid, format_type(s.seqtypid, NULL) AS type, s.seqstart AS start, s.seqincrement AS increment, s.seqmin AS min, s.seqmax AS max,
  s.seqcache AS cache, s.seqcycle AS cycle, d.deptype AS link, d.refobjid::int AS table, d.refobjsubid AS column
FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
  LEFT JOIN pg_depend d ON d.classid = ${catalogs.pg_class} AND d.objid = s.seqrelid AND d.refclassid = ${catalogs.pg_class} AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
WHERE ${scope.schemas('c.relnamespace')}${scope.partial ? ` AND ${scope.tables('d.refobjid')}` : ''}`;
}

const largest: Readonly<Record<string, string>> = {
  smallint: '32767',
  integer: '2147483647',
  bigint: '9223372036854775807',
};
const smallest: Readonly<Record<string, string>> = {
  smallint: '-32768',
  integer: '-2147483648',
  bigint: '-9223372036854775808',
};

/** Only what is not the default for the type and the direction, so that `{}` is a plain sequence. */
export function sequenceOptions(row: SequenceRow): Attributes {
  const descending = row.increment.startsWith('-');
  const min = descending ? smallest[row.type] : '1';
  const max = descending ? '-1' : largest[row.type];
  return {
    ...(row.increment === '1' ? {} : { increment: row.increment }),
    ...(row.min === min ? {} : { min: row.min }),
    ...(row.max === max ? {} : { max: row.max }),
    ...(row.start === (descending ? row.max : row.min) ? {} : { start: row.start }),
    ...(row.cache === '1' ? {} : { cache: row.cache }),
    ...(row.cycle ? { cycle: true } : {}),
  };
}

/** The options as SQL, in the order the server documents them; empty for a plain sequence. */
export function sequenceOptionsSql(options: Attributes): string {
  const words: readonly (readonly [string, string])[] = [
    ['start', 'START WITH'],
    ['increment', 'INCREMENT BY'],
    ['min', 'MINVALUE'],
    ['max', 'MAXVALUE'],
    ['cache', 'CACHE'],
  ];
  const parts = words.flatMap(([key, word]) =>
    options[key] === undefined ? [] : [`${word} ${options[key]}`],
  );
  if (options.cycle === true) parts.push('CYCLE');
  return parts.join(' ');
}

/** Sequences of identity columns, by `table/column`, as the column's options say them. */
export function identityOptions(
  sequences: readonly SequenceRow[],
  relations: ReadonlyMap<number, RelationRow>,
  columns: ReadonlyMap<number, readonly ColumnRow[]>,
  registry: Registry,
): ReadonlyMap<string, Attributes> {
  const options = new Map<string, Attributes>();
  for (const row of sequences) {
    if (row.link !== 'i' || row.table === null) continue;
    const table = relations.get(row.table);
    const sequence = relations.get(row.oid);
    const column = columns.get(row.table)?.find((each) => each.number === row.column);
    if (table === undefined || sequence === undefined || column === undefined) continue;
    const expected = madeUpName(table.name, column.name, 'seq');
    const comment = registry.comment('pg_class', row.oid);
    const grants = privilegeLines(sequence);
    const isDefault = sequence.schema === table.schema && sequence.name === expected;
    options.set(`${row.table}/${row.column}`, {
      ...sequenceOptions(row),
      // Another one than the column's type only where somebody set it.
      ...(row.type === column.type ? {} : { type: row.type }),
      ...(isDefault
        ? {}
        : { name: sequence.schema === table.schema ? sequence.name : `${sequence.schema}.${sequence.name}` }),
      ...(sequence.persistence === table.persistence ? {} : { persistence: sequence.persistence }),
      ...(comment === null ? {} : { comment }),
      ...(grants.length === 0 ? {} : { privileges: grants }),
    });
  }
  return options;
}

/** Every sequence that is not an identity column's. One that a `serial` column made is like any other. */
export function sequenceObjects(
  sequences: readonly SequenceRow[],
  relations: ReadonlyMap<number, RelationRow>,
  columns: ReadonlyMap<number, readonly ColumnRow[]>,
  registry: Registry,
  scope: Scope,
): readonly SchemaObject[] {
  return sequences.flatMap((row) => {
    const relation = relations.get(row.oid);
    if (relation === undefined || row.link === 'i') return [];
    const owner = row.table === null ? undefined : relations.get(row.table);
    const column = columns.get(row.table ?? 0)?.find((each) => each.number === row.column);
    const options = sequenceOptions(row);
    const type = row.type === 'bigint' ? '' : ` AS ${row.type}`;
    const said = sequenceOptionsSql(options);
    const unlogged = relation.persistence === 'u' ? 'UNLOGGED ' : '';
    return {
      kind: 'sequence' as const,
      schema: relation.schema,
      name: relation.name,
      parent: null,
      definition: `CREATE ${unlogged}SEQUENCE ${qualifiedName(relation.schema, relation.name, scope.namespace)}${type}${said === '' ? '' : ` ${said}`}`,
      attributes: {
        type: row.type,
        ...options,
        ...(relation.persistence === 'u' ? { persistence: 'unlogged' } : {}),
        ...(owner === undefined || column === undefined
          ? {}
          : {
              ownedBy: `${qualifiedName(owner.schema, owner.name, scope.namespace)}.${quoteName(column.name)}`,
            }),
      },
      dependsOn: registry.needs(`sequence:${relation.schema}.${relation.name}`),
      comment: registry.comment('pg_class', row.oid),
      ...ownership(relation),
    };
  });
}

/** Identity sequences are no things of their own: who needs one needs its column. */
export function registerSequences(sequences: readonly SequenceRow[], registry: Registry): void {
  for (const row of sequences) {
    if (row.link !== 'i' || row.table === null) continue;
    const id = registry.idOf(catalogs.pg_class, row.table, row.column ?? 0);
    if (id !== undefined) registry.add('pg_class', row.oid, id);
  }
}

export function identityOf(row: ColumnRow, options: ReadonlyMap<string, Attributes>): Column['identity'] {
  if (row.identity === '') return null;
  return {
    generation: row.identity === 'a' ? 'always' : 'by default',
    options: options.get(`${row.relation}/${row.number}`) ?? {},
  };
}
