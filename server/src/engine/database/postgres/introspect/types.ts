import type { Attributes, SchemaObject } from '../../../schema/model.ts';
import { isMadeUp, madeUpName, qualifiedName, quoteName } from '../names.ts';
import { literal } from '../quote.ts';
import { type Owned, ownership } from './grants.ts';
import type { Registry } from './registry.ts';
import { type ColumnRow, type RelationRow, relationId } from './relations.ts';
import { catalogs, type Scope } from './scope.ts';

/** An enum, domain or range. Composite types are relations. */
export interface TypeRow extends Owned {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: 'e' | 'd' | 'r';
  readonly array_type: number;
  readonly multirange: number | null;
  readonly multirange_array: number | null;
  readonly multirange_name: string | null;
  readonly values: readonly string[] | null;
  readonly base: string | null;
  readonly base_oid: number;
  readonly not_null: boolean;
  readonly default: string | null;
  readonly collation: string | null;
  readonly collation_oid: number | null;
  /** `[name, definition, validated, oid]` */
  readonly constraints: readonly (readonly [string, string, boolean, string, string])[] | null;
  readonly subtype: string | null;
  readonly subtype_oid: number | null;
  readonly opclass: string | null;
  /** The functions that make values of a range and of its multirange. */
  readonly constructors: readonly number[] | null;
  readonly canonical: string | null;
  readonly subtype_diff: string | null;
}

export function typesSql(scope: Scope): string {
  const multirange = scope.version >= 14;
  return `SELECT t.oid::int, n.nspname AS schema, t.typname AS name, t.typtype AS kind, t.typarray::int AS array_type,
  ${multirange ? `m.oid::int AS multirange, m.typarray::int AS multirange_array, m.typname AS multirange_name,` : 'NULL::int AS multirange, NULL::int AS multirange_array, NULL::text AS multirange_name,'}
  CASE t.typtype WHEN 'e' THEN ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) END AS values,
  CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base, t.typbasetype::int AS base_oid, t.typnotnull AS not_null,
  CASE t.typtype WHEN 'd' THEN coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) END AS default,
  CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation THEN t.typcollation::regcollation::text WHEN r.rngcollation <> s.typcollation THEN r.rngcollation::regcollation::text END AS collation,
  CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation THEN t.typcollation::int WHEN r.rngcollation <> s.typcollation THEN r.rngcollation::int END AS collation_oid,
  CASE t.typtype WHEN 'd' THEN (SELECT json_agg(json_build_array(k.conname, pg_get_constraintdef(k.oid), k.convalidated, k.oid::int::text, k.contype) ORDER BY k.conname COLLATE "C") FROM pg_constraint k WHERE k.contypid = t.oid) END AS constraints,
  CASE t.typtype WHEN 'r' THEN format_type(r.rngsubtype, NULL) END AS subtype, r.rngsubtype::int AS subtype_oid,
  CASE WHEN t.typtype = 'r' AND NOT o.opcdefault THEN quote_ident(o.opcname) END AS opclass,
  CASE t.typtype WHEN 'r' THEN ARRAY(SELECT x.objid::int FROM pg_depend x WHERE x.classid = ${catalogs.pg_proc} AND x.refclassid = ${catalogs.pg_type} AND x.refobjid IN (t.oid${multirange ? ', m.oid' : ''}) AND x.deptype = 'i') END AS constructors,
  nullif(r.rngcanonical, 0)::regproc::text AS canonical, nullif(r.rngsubdiff, 0)::regproc::text AS subtype_diff
  ${scope.grants("'T'", 't.typacl', 't.typowner')}
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_type b ON b.oid = t.typbasetype
  LEFT JOIN pg_range r ON r.rngtypid = t.oid LEFT JOIN pg_type s ON s.oid = r.rngsubtype LEFT JOIN pg_opclass o ON o.oid = r.rngsubopc
  ${multirange ? 'LEFT JOIN pg_type m ON m.oid = r.rngmultitypid' : ''}
WHERE t.typtype IN ('e', 'd', 'r') AND ${scope.schemas('t.typnamespace')} AND ${scope.own('pg_type', 't.oid')}
ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"`;
}

const idKinds = { e: 'enum', d: 'domain', r: 'rangeType' } as const;

function idOfType(row: TypeRow): string {
  return `${idKinds[row.kind]}:${row.schema}.${row.name}`;
}

export function registerTypes(rows: readonly TypeRow[], registry: Registry): void {
  for (const row of rows) {
    const id = idOfType(row);
    for (const oid of [row.oid, row.array_type, row.multirange, row.multirange_array]) {
      if (oid) registry.add('pg_type', oid, id);
    }
    for (const [, , , oid] of row.constraints ?? []) registry.add('pg_constraint', Number(oid), id);
    for (const oid of row.constructors ?? []) registry.add('pg_proc', oid, id);
  }
}

export function typeObjects(
  rows: readonly TypeRow[],
  registry: Registry,
  scope: Scope,
): readonly SchemaObject[] {
  return rows.map((row) => {
    const id = idOfType(row);
    registry.need(id, registry.idOf(catalogs.pg_type, row.base_oid));
    registry.need(id, registry.idOf(catalogs.pg_type, row.subtype_oid ?? 0));
    registry.need(id, registry.idOf(catalogs.pg_collation, row.collation_oid ?? 0));
    const name = qualifiedName(row.schema, row.name, scope.namespace);
    const kind = idKinds[row.kind];
    const { definition, attributes } =
      row.kind === 'e'
        ? enumType(row, name)
        : row.kind === 'd'
          ? domain(row, name, registry)
          : range(row, name);
    return {
      kind,
      schema: row.schema,
      name: row.name,
      parent: null,
      definition,
      attributes,
      dependsOn: registry.needs(id),
      comment: registry.comment('pg_type', row.oid),
      ...ownership(row),
    };
  });
}

type Shape = { readonly definition: string; readonly attributes: Attributes };

function enumType(row: TypeRow, name: string): Shape {
  const values = row.values ?? [];
  return {
    definition: `CREATE TYPE ${name} AS ENUM (${values.map((value) => `\n    ${literal(value)}`).join(',')}\n)`,
    attributes: { values },
  };
}

function domain(row: TypeRow, name: string, registry: Registry): Shape {
  const checks = (row.constraints ?? []).filter(([, , , , type]) => type === 'c');
  const parts = [`CREATE DOMAIN ${name} AS ${row.base}`];
  if (row.collation !== null) parts.push(`COLLATE ${row.collation}`);
  if (row.default !== null) parts.push(`DEFAULT ${row.default}`);
  // From PostgreSQL 17 on it has a name.
  const [notNull, , , notNullOid] = (row.constraints ?? []).find(([, , , , type]) => type === 'n') ?? [];
  const notNullComment = registry.comment('pg_constraint', Number(notNullOid ?? 0));
  const named =
    notNull === undefined || isMadeUp(notNull, madeUpName(row.name, null, 'not_null')) ? null : notNull;
  if (row.not_null) parts.push(`${named === null ? '' : `CONSTRAINT ${quoteName(named)} `}NOT NULL`);
  const constraints = checks.map(
    ([constraint, definition]) => `CONSTRAINT ${quoteName(constraint)} ${definition}`,
  );
  // What old values need not obey can only be said of a domain that is there.
  const unchecked = constraints.filter((constraint) => constraint.endsWith(' NOT VALID'));
  const checked = constraints.filter((constraint) => !unchecked.includes(constraint));
  const comments = checks.flatMap(([constraint, , , oid]) => {
    const comment = registry.comment('pg_constraint', Number(oid));
    return comment === null ? [] : [`${constraint}: ${comment}`];
  });
  return {
    definition: [
      [parts.join(' '), ...checked.map((constraint) => `    ${constraint}`)].join('\n'),
      ...unchecked.map((constraint) => `ALTER DOMAIN ${name} ADD ${constraint}`),
    ].join(';\n'),
    attributes: {
      base: row.base,
      ...(row.collation === null ? {} : { collation: row.collation }),
      ...(row.default === null ? {} : { default: row.default }),
      ...(row.not_null ? { notNull: named ?? true } : {}),
      ...(notNullComment === null ? {} : { notNullComment }),
      ...(checks.length === 0
        ? {}
        : {
            constraints: checks.map(([constraint, definition]) => `${quoteName(constraint)} ${definition}`),
          }),
      ...(comments.length === 0 ? {} : { constraintComments: comments }),
    },
  };
}

function range(row: TypeRow, name: string): Shape {
  const parts = [`SUBTYPE = ${row.subtype}`];
  if (row.opclass !== null) parts.push(`SUBTYPE_OPCLASS = ${row.opclass}`);
  if (row.collation !== null) parts.push(`COLLATION = ${row.collation}`);
  if (row.canonical !== null) parts.push(`CANONICAL = ${row.canonical}`);
  if (row.subtype_diff !== null) parts.push(`SUBTYPE_DIFF = ${row.subtype_diff}`);
  // The name made up by the server: `range` in it becomes `multirange`, else `_multirange` is put behind.
  const made = row.name.includes('range')
    ? row.name.replace('range', 'multirange')
    : `${row.name}_multirange`;
  if (row.multirange_name !== null && row.multirange_name !== made)
    parts.push(`MULTIRANGE_TYPE_NAME = ${quoteName(row.multirange_name)}`);
  return {
    definition: `CREATE TYPE ${name} AS RANGE (${parts.join(', ')})`,
    attributes: {
      subtype: row.subtype,
      ...(row.multirange_name === null ? {} : { multirange: row.multirange_name }),
    },
  };
}

/** Composite types, with their attributes as columns. */
export function compositeObjects(
  relations: readonly RelationRow[],
  columns: ReadonlyMap<number, readonly ColumnRow[]>,
  registry: Registry,
  scope: Scope,
): readonly SchemaObject[] {
  return relations
    .filter((row) => row.kind === 'c')
    .map((row) => {
      const id = relationId(row);
      const members = columns.get(row.oid) ?? [];
      for (const member of members) {
        registry.need(id, registry.idOf(catalogs.pg_type, member.type_oid));
        registry.need(id, registry.idOf(catalogs.pg_collation, member.collation_oid ?? 0));
      }
      const lines = members.map(
        (member) =>
          `${quoteName(member.name)} ${member.type}${member.collation === null ? '' : ` COLLATE ${member.collation}`}`,
      );
      const comments = members.flatMap((member) => {
        const comment = registry.comment('pg_class', row.oid, member.number);
        return comment === null ? [] : [`${member.name}: ${comment}`];
      });
      const name = qualifiedName(row.schema, row.name, scope.namespace);
      return {
        kind: 'compositeType' as const,
        schema: row.schema,
        name: row.name,
        parent: null,
        definition: `CREATE TYPE ${name} AS (${lines.map((line) => `\n    ${line}`).join(',')}\n)`,
        attributes: { members: lines, ...(comments.length === 0 ? {} : { memberComments: comments }) },
        dependsOn: registry.needs(id).filter((need) => !need.endsWith(`@${id}`)),
        comment: registry.comment('pg_type', row.row_type),
        ...ownership(row),
      };
    });
}
