import type { Schema, Table } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import { isAutoincrement } from './affinity.ts';
import { copied, type Filling } from './copy.ts';
import { createTableSql } from './createSql.ts';
import { nameSql } from './keywords.ts';
import { literal } from './quote.ts';
import { statement } from './statement.ts';

export interface RebuildOptions extends Filling {
  /** Names that the new table must not have while the old one is there. */
  readonly taken: ReadonlySet<string>;
  /** Views or triggers of other tables may name this table while it is not there. */
  readonly isNamedElsewhere: boolean;
  /** What makes the rebuild necessary, for its comment. */
  readonly reason: string;
}

/**
 * The table rebuild of sqlite.org/lang_altertable.html section 7: a new table, the rows copied, the old one dropped, the
 * new one renamed. Foreign keys must be off. Rows keep their rowid and AUTOINCREMENT its count. The old name is given
 * with `legacy_alter_table`, or SQLite would refuse since views and triggers name a table that is not there.
 * Indexes and triggers of the table are gone afterwards.
 */
export function rebuildStatements(
  before: Table,
  after: Table,
  options: RebuildOptions,
): readonly DdlStatement[] {
  const temporary = temporaryName(after.name, options.taken);
  const copy = copied(temporary, before, after, options);
  const rename = statement(`ALTER TABLE ${nameSql(temporary)} RENAME TO ${nameSql(after.name)}`);
  return [
    statement(createTableSql(after, temporary), {
      comments: [`${before.name} is built anew, since SQLite cannot ${options.reason} in place.`],
    }),
    statement(copy.sql, copy),
    ...(isAutoincrement(before) && isAutoincrement(after)
      ? [statement(sequenceSql(before.name, temporary))]
      : []),
    statement(`DROP TABLE ${nameSql(before.name)}`),
    ...(options.isNamedElsewhere
      ? [statement('PRAGMA legacy_alter_table = on'), rename, statement('PRAGMA legacy_alter_table = off')]
      : [rename]),
  ];
}

function temporaryName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? `new_${name}` : `new_${name}_${number}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

function sequenceSql(name: string, temporary: string): string {
  return `UPDATE sqlite_sequence SET seq = coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = ${literal(name)}), seq)
WHERE name = ${literal(temporary)}`;
}

/** Every name of a schema, in lower case. */
export function namesOf(...schemas: readonly Schema[]): ReadonlySet<string> {
  const names = schemas.flatMap(({ tables, objects, unmodelled }) => [
    ...tables.flatMap((table) => [table.name, ...table.indexes.map((index) => index.name)]),
    ...objects.map((object) => object.name),
    ...unmodelled.map((thing) => thing.name),
  ]);
  return new Set(names.map((name) => name.toLowerCase()));
}
