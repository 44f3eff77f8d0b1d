import type { Column, Table } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import type { ColumnPlan } from './alterColumns.ts';
import { columnSql } from './columnSql.ts';
import { update } from './fillRows.ts';
import { identifier } from './literal.ts';
import { statement } from './statement.ts';

/**
 * What brings columns half-way to a type that the server does not reach in one step, before the ALTER that does the
 * rest. Values that the new type cannot hold still stop that ALTER.
 */
export function typeBridges(
  before: Table,
  after: Table,
  plan: ColumnPlan,
  restoring: boolean,
): readonly DdlStatement[] {
  return [...plan.altered.values()].flatMap(([was, is]) => {
    if (was.generated !== null || is.generated !== null) return [];
    const isIndexed =
      before.indexes.some(({ parts }) => parts.some(({ column }) => column === was.name)) ||
      before.constraints.some(({ kind, columns }) => kind === 'primaryKey' && columns.includes(was.name));
    const bridge =
      isJson(is) && !isJson(was)
        ? bridgeToJson(was, isIndexed, restoring)
        : was.type === is.type
          ? null
          : bridgeOf(was, is);
    if (bridge === null) return [];
    const loose = {
      ...was,
      type: bridge.type,
      collation: bridge.collation ?? null,
      default: null,
      attributes: {},
    };
    const modify = `MODIFY COLUMN ${columnSql(loose, String(before.attributes.collation))}`;
    return [
      statement(`ALTER TABLE ${identifier(after.name)} ${modify}`),
      ...(bridge.value === null
        ? []
        : [
            statement(
              update(before, after, was, bridge.value, false),
              bridge.comment === undefined ? {} : { comments: [bridge.comment] },
            ),
          ]),
    ];
  });
}

interface Bridge {
  readonly type: string;
  /** What the column is set to while it has that type. */
  readonly value: string | null;
  readonly comment?: string;
  /** Default: the table's. */
  readonly collation?: string;
}

/** MariaDB's JSON is a text with a check. */
function isJson({ type, attributes }: Column): boolean {
  return type === 'json' || /json_valid/i.test(String(attributes.check ?? ''));
}

/**
 * Bytes are no text to a server that makes JSON of them. What has come into a column since it was JSON need not be JSON;
 * on the way back it must not stand in the way.
 */
function bridgeToJson(was: Column, isIndexed: boolean, restoring: boolean): Bridge | null {
  const isBytes = /^(tiny|medium|long)?blob|binary/.test(was.type);
  if (/^bit/.test(was.type)) return { type: 'bigint unsigned', value: null };
  if (!isBytes && (!restoring || /int|^(decimal|float|double|year)/.test(was.type))) return null;
  const name = identifier(was.name);
  return {
    // An index takes no more of it.
    type: isIndexed ? 'varchar(255)' : 'longtext',
    collation: 'utf8mb4_bin',
    value: restoring ? `IF(JSON_VALID(${name}), ${name}, JSON_QUOTE(${name}))` : null,
    comment: `What is no JSON in ${was.name} becomes a JSON string.`,
  };
}

function bridgeOf(was: Column, is: Column): Bridge | null {
  const name = identifier(was.name);
  const [had, has] = [was, is].map(({ type }) => Number(/^binary\((\d+)\)$/.exec(type)?.[1] ?? 0)) as [
    number,
    number,
  ];
  // The zero bytes that filled up the longer BINARY would not fit.
  if (had > has && has > 0) return { type: `varbinary(${had})`, value: `TRIM(TRAILING x'00' FROM ${name})` };
  const [from, to] = [familyOf(was), familyOf(is)];
  const isBytes = /^(var)?binary|blob$/.test(is.type);
  if (had > 0 && !isBytes && (to === 'text' || to === null))
    return { type: `varbinary(${had})`, value: `TRIM(TRAILING x'00' FROM ${name})` };
  // Of a text, one server takes the bytes and the other the number.
  if ((isBits(was) && to === 'text') || (from === 'text' && isBits(is)))
    return { type: 'bigint unsigned', value: null };
  if (from === 'inet6' && to === 'inet4')
    return { type: 'varchar(64)', value: `REPLACE(${name}, '::ffff:', '')` };
  if (from === to || from === 'text' || to === 'text' || (from === null && to === null)) return null;
  if (from === 'inet4' && to === 'inet6') return { type: 'varchar(64)', value: `CONCAT('::ffff:', ${name})` };
  // MariaDB casts its own types and shapes to texts and bytes only.
  return { type: 'varchar(64)', value: null };
}

function isBits({ type }: Column): boolean {
  return /^bit/.test(type);
}

const shapes =
  /^(geometry|point|linestring|polygon|multipoint|multilinestring|multipolygon|geometrycollection|geomcollection)$/;

/** null: numbers, times, and other types that are cast to each other. */
function familyOf({ type }: Column): string | null {
  const base = /^\w+/.exec(type.toLowerCase())![0];
  if (/^(uuid|inet4|inet6)$/.test(base)) return base;
  if (shapes.test(base)) return 'shape';
  return /char$|text$|binary$|blob$|^(enum|set|json|vector)$/.test(base) ? 'text' : null;
}
