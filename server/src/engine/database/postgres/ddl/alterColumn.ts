import type { ColumnAspect } from '../../../diff/change.ts';
import type { Column, Table } from '../../../schema/model.ts';
import type { DdlStatement } from '../../ddl.ts';
import { madeUpName, quoteName } from '../names.ts';
import { sameFamily, usingExpression } from './casts.ts';
import { columnSettings, identitySql } from './columnSql.ts';
import { commentSql } from './comments.ts';
import { identityRest } from './identitySequence.ts';
import type { Creation } from './objectSql.ts';
import { sequenceClauses } from './sequenceSql.ts';
import { statement } from './statement.ts';
import type { Words } from './words.ts';

export interface ColumnChange {
  readonly table: Table;
  readonly before: Column;
  readonly after: Column;
  readonly aspects: ReadonlySet<ColumnAspect>;
  /** The type (or collation) keeps its name but is made anew: how values are carried over, empty where they stay. */
  readonly retyped: string | null;
  /** Its identity or default has made way already, for a sequence that goes or takes its name. */
  readonly identityGone: boolean;
  readonly defaultGone: boolean;
  /** Its default is set elsewhere. */
  readonly defaultMade: boolean;
  /** Children keep defaults of their own. */
  readonly only: boolean;
  /** A named NOT NULL constraint is added or dropped for it, which says the same. */
  readonly notNullSaid: boolean;
  /** The table may hold rows. */
  readonly filled: boolean;
  readonly creation: Creation;
}

/** Whether a change can only be made by dropping the column and adding it again. */
export function needsNewColumn(
  { before, after, aspects }: Pick<ColumnChange, 'before' | 'after' | 'aspects'>,
  version: number,
): boolean {
  if (!aspects.has('generated')) return false;
  if (before.generated === null) return true;
  if (after.generated === null) return !before.generated.stored;
  if (before.generated.stored !== after.generated.stored) return true;
  return version < 17;
}

/**
 * The statements of one changed column in an order that runs: what stands in the way first (default, identity), then the
 * type, then what is to be.
 */
export function alterColumn(change: ColumnChange, words: Words): readonly DdlStatement[] {
  const { table, before, after, aspects, retyped } = change;
  const name = words.table(table);
  const column = quoteName(after.name);
  const alter = `ALTER TABLE ${name} ALTER COLUMN ${column}`;
  const result: DdlStatement[] = [];
  const typed = aspects.has('type') || aspects.has('collation') || retyped !== null;
  const convertible = (retyped === null || retyped === '') && sameFamily(before.type, after.type);
  const losesIdentity = before.identity !== null && (after.identity === null || (typed && !convertible));
  const defaults = `ALTER TABLE ${change.only ? 'ONLY ' : ''}${name} ALTER COLUMN ${column}`;
  const dropsDefault =
    before.default !== null &&
    !change.defaultGone &&
    (after.default === null ||
      (typed && !convertible) ||
      (aspects.has('identity') && after.identity !== null));

  if (losesIdentity && !change.identityGone) result.push(statement(`${alter} DROP IDENTITY`));
  if (dropsDefault) result.push(statement(`${defaults} DROP DEFAULT`));
  if (aspects.has('generated') && before.generated !== null && after.generated === null)
    result.push(statement(`${alter} DROP EXPRESSION`));
  if (typed) result.push(...withoutBounds(change, alter), retype(change, alter, column));
  if (aspects.has('generated') && after.generated !== null)
    result.push(statement(`${alter} SET EXPRESSION AS (${after.generated.expression})`));
  const settings = columnSettings(
    after,
    typed ? { ...before, attributes: afterRetype(before, after) } : before,
    words.version,
  );
  if (aspects.has('attributes') || typed)
    result.push(...settings.map((clause) => statement(`ALTER TABLE ${name} ${clause}`)));
  if (aspects.has('nullable') && after.nullable && !change.notNullSaid) {
    result.push(statement(`${alter} DROP NOT NULL`));
  }
  if (aspects.has('nullable') && !after.nullable && !change.notNullSaid) {
    const hint = change.filled
      ? [`Rows of ${name} without a value in ${column} make this fail: give them one first.`]
      : [];
    result.push(statement(`${alter} SET NOT NULL`, { comments: hint }));
  }
  if (after.identity !== null && (before.identity === null || losesIdentity))
    result.push(...addIdentity(change, alter, words));
  else if (aspects.has('identity') && before.identity !== null && after.identity !== null)
    result.push(...alterIdentity(change, alter, words));
  if (
    after.default !== null &&
    !change.defaultMade &&
    (aspects.has('default') || (dropsDefault && before.default === after.default))
  )
    result.push(statement(`${defaults} SET DEFAULT ${after.default}`));
  if (aspects.has('comment')) result.push(commentSql(`COLUMN ${name}.${column}`, after.comment));
  return result;
}

/** Bounds of an identity that stays are not carried into a type that may be too small for them. */
function withoutBounds({ before, after }: ColumnChange, alter: string): readonly DdlStatement[] {
  if (before.identity === null || after.identity === null || before.type === after.type) return [];
  const [a, b] = [before.identity.options, after.identity.options];
  const clauses = (['min', 'max'] as const)
    .filter((key) => a[key] !== undefined && a[key] !== b[key])
    .map((key) => `SET NO ${key.toUpperCase()}VALUE`);
  return clauses.length === 0 ? [] : [statement(`${alter} ${clauses.join(' ')}`)];
}

/** A new type brings its own storage with it; the rest of the settings stays. */
function afterRetype(before: Column, after: Column): Column['attributes'] {
  const { storage: _storage, ...rest } = before.attributes;
  return after.type === before.type ? before.attributes : rest;
}

function retype(
  { table, before, after, retyped }: ColumnChange,
  alter: string,
  column: string,
): DdlStatement {
  const collation = after.collation === null ? '' : ` COLLATE ${after.collation}`;
  const using = retyped ?? usingExpression(column, before.type, after.type);
  const comments = using?.includes('::text')
    ? [`${table.name}.${column}: values that are no ${after.type} make this fail.`]
    : [];
  return statement(
    `${alter} TYPE ${after.type}${collation}${using === null || using === '' ? '' : ` USING ${using}`}`,
    {
      comments,
    },
  );
}

function addIdentity(
  { table, after, filled, creation }: ColumnChange,
  alter: string,
  words: Words,
): readonly DdlStatement[] {
  const add = [
    statement(`${alter} ADD ${identitySql(after)}`),
    ...identityRest(table, null, after, creation),
  ];
  if (!filled) return add;
  const column = quoteName(after.name);
  const descending = String(after.identity?.options.increment ?? '1').startsWith('-');
  const sequence = `pg_get_serial_sequence('${words.table(table).replaceAll("'", "''")}', '${after.name.replaceAll("'", "''")}')`;
  return [
    ...add,
    statement(
      `SELECT setval(${sequence}, ${descending ? 'min' : 'max'}(${column})) FROM ${words.table(table)} HAVING count(*) > 0`,
      {
        comments: ['New rows go on where the rows that are there end.'],
      },
    ),
  ];
}

function alterIdentity(
  { table, before, after, creation }: ColumnChange,
  alter: string,
  words: Words,
): readonly DdlStatement[] {
  const a = before.identity!;
  const b = after.identity!;
  const clauses: string[] = [];
  if (a.generation !== b.generation)
    clauses.push(`SET GENERATED ${b.generation === 'always' ? 'ALWAYS' : 'BY DEFAULT'}`);
  for (const clause of sequenceClauses(a.options, b.options, after.type)) clauses.push(`SET ${clause}`);
  const result = clauses.length === 0 ? [] : [statement(`${alter} ${clauses.join(' ')}`)];
  const usual = madeUpName(table.name, after.name, 'seq');
  const [old, next] = [String(a.options.name ?? usual), String(b.options.name ?? usual)];
  if (old !== next) {
    const schema = table.schema;
    result.push(
      statement(
        `ALTER SEQUENCE ${words.name(schema, old.split('.').at(-1)!)} RENAME TO ${quoteName(next.split('.').at(-1)!)}`,
      ),
    );
  }
  return [...result, ...identityRest(table, before, after, creation)];
}
