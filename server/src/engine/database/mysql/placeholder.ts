import type { Column, Constraint } from '../../schema/model.ts';
import { identifier } from './literal.ts';

/** What is put into the existing rows of a NOT NULL column that has no default. */
export interface Placeholder {
  /** SQL; null: what the server puts in by itself (0, '', the first label, …) does. */
  readonly value: string | null;
  /** The value for people. */
  readonly shown: string;
  /** It must be put in by UPDATE, after the column is there and before it becomes NOT NULL. */
  readonly byUpdate: boolean;
}

/** Whether rows that are there get nothing by themselves. */
export function lacksValue(column: Column): boolean {
  const { autoIncrement, rowTime } = column.attributes;
  return (
    !column.nullable &&
    column.default === null &&
    column.generated === null &&
    autoIncrement !== true &&
    rowTime === undefined
  );
}

/**
 * A value for `column`: one that its foreign key can find, else one of its own for each row where it must be
 * `distinct`, else one for all rows.
 */
export function placeholderFor(
  column: Column,
  foreignKey: Constraint | undefined,
  distinct: boolean,
): Placeholder {
  const target = foreignKey?.references;
  if (target) {
    const table = target.schema === null ? identifier(target.table) : identifier(target.schema, target.table);
    const targetColumn = target.columns[foreignKey.columns.indexOf(column.name)]!;
    return {
      value: `(SELECT MIN(${identifier(targetColumn)}) FROM ${table} AS target)`,
      shown: `the smallest ${targetColumn} of ${target.table}`,
      byUpdate: true,
    };
  }
  const base = /^\w+/.exec(column.type)![0].toLowerCase();
  const counted = distinct ? countedValues(base) : undefined;
  if (counted !== undefined)
    return { value: counted, shown: 'a number of its own for each row', byUpdate: true };
  const value = constantFor(column, base);
  if (value === undefined) return { value: null, shown: implicit(base, column), byUpdate: false };
  return { value, shown: value, byUpdate: geometry.test(base) };
}

/** The user variable that counts rows. */
export const counter = '@switchback_row';

const next = `(${counter} := ${counter} + 1)`;

function countedValues(base: string): string | undefined {
  if (/^(tinyint|smallint|mediumint|int|bigint|decimal|float|double)$/.test(base)) return next;
  if (/char$|text$|binary$|blob$/.test(base)) return `CAST(${next} AS CHAR)`;
  if (base === 'date') return `DATE '1970-01-01' + INTERVAL ${next} DAY`;
  if (/^(datetime|timestamp)$/.test(base)) return `TIMESTAMP '1970-01-02 00:00:00' + INTERVAL ${next} SECOND`;
  if (base === 'uuid') return `CONCAT('00000000-0000-0000-0000-', LPAD(HEX(${next}), 12, '0'))`;
  return undefined;
}

/** What types refuse their own value for nothing for: dates under NO_ZERO_DATE, shapes, JSON with a check. */
function constantFor(column: Column, base: string): string | undefined {
  const { srid, check } = column.attributes;
  if (typeof check === 'string' && /json_valid/i.test(check)) return "'null'";
  const value = constants[base];
  return srid === undefined || srid === null ? value : value?.replace(/\)$/, `, ${srid})`);
}

const geometry =
  /^(geometry|point|linestring|polygon|multipoint|multilinestring|multipolygon|geometrycollection|geomcollection)$/;

const constants: Readonly<Record<string, string>> = {
  date: "'1970-01-01'",
  datetime: "'1970-01-01 00:00:00'",
  timestamp: "'1970-01-02 00:00:00'",
  geometry: "ST_GeomFromText('POINT(0 0)')",
  point: "ST_GeomFromText('POINT(0 0)')",
  linestring: "ST_GeomFromText('LINESTRING(0 0,1 1)')",
  polygon: "ST_GeomFromText('POLYGON((0 0,0 1,1 1,0 0))')",
  multipoint: "ST_GeomFromText('MULTIPOINT(0 0)')",
  multilinestring: "ST_GeomFromText('MULTILINESTRING((0 0,1 1))')",
  multipolygon: "ST_GeomFromText('MULTIPOLYGON(((0 0,0 1,1 1,0 0)))')",
  geometrycollection: "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(0 0))')",
  geomcollection: "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(0 0))')",
};

function implicit(base: string, column: Column): string {
  if (/^(tinyint|smallint|mediumint|int|bigint|decimal|float|double|bit|year)$/.test(base)) return '0';
  if (base === 'enum') return `its first label (${/'(?:[^']|'')*'/.exec(column.type)?.[0] ?? "''"})`;
  if (base === 'json') return 'null';
  if (base === 'time') return "'00:00:00'";
  return /char$|text$|binary$|blob$|^set$/.test(base) ? "''" : 'its zero value';
}

/** The value of `placeholder` for a literal in SQL where the server must not be left to choose. */
export function explicitValue(column: Column): string {
  const { value } = placeholderFor(column, undefined, false);
  if (value !== null) return value;
  const base = /^\w+/.exec(column.type)![0].toLowerCase();
  if (/^(tinyint|smallint|mediumint|int|bigint|decimal|float|double|bit|year)$/.test(base)) return '0';
  if (base === 'enum') return /'(?:[^']|'')*'/.exec(column.type)?.[0] ?? "''";
  if (base === 'json') return "'null'";
  if (base === 'time') return "'00:00:00'";
  if (base === 'uuid') return "'00000000-0000-0000-0000-000000000000'";
  if (base === 'inet6') return "'::'";
  if (base === 'inet4') return "'0.0.0.0'";
  return "''";
}
