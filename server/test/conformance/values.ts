import type { Column } from '../../src/engine/schema/model.ts';

/**
 * SQL literals that may fit a column, the likeliest first; `row` counts from 1 and makes rows differ. `place` is that of
 * the column among the others: dates that must rise from one to the next are tried last.
 */
export function candidates(column: Column, row: number, place: number): readonly string[] {
  const type = column.type.toLowerCase().replace(/^.*\./, '').replace(/"/g, '');
  const rising = /^date|^timestamp/.test(type)
    ? [`'202${row}-01-${String((place % 28) + 1).padStart(2, '0')}'`]
    : [];
  const base = [...baseValues(type, row), ...rising];
  const array = /\[\]$/.test(type) ? [`'{}'`] : [];
  return [...array, ...base, ...(column.nullable ? ['NULL'] : [])];
}

/** Not long ago, so that events which clear old rows away leave these. */
const today = new Date().toISOString().slice(0, 10);

const size = (type: string): number => Number(/\((\d+)/.exec(type)?.[1] ?? 0);

function baseValues(type: string, row: number): readonly string[] {
  if (/^enum\(|^set\(/.test(type)) {
    const labels = [...type.matchAll(/'((?:[^']|'')*)'/g)].map((match) => `'${match[1]}'`);
    return [labels[(row - 1) % labels.length] ?? "''"];
  }
  if (/^(bool|tinyint\(1\))/.test(type)) return row % 2 === 0 ? ['false', 'true'] : ['true', 'false'];
  if (/int|serial|oid|xid/.test(type) && !/interval|point/.test(type)) return [String(row)];
  if (/numeric|decimal|real|double|float|money|number/.test(type))
    return [`${row}.5`, String(row), `0.${row}`];
  if (/^year/.test(type)) return [String(2000 + row)];
  if (/timestamp|datetime/.test(type)) return [`'${today} 00:00:0${row}'`, `'2024-01-0${row} 10:00:00'`];
  if (/^date/.test(type)) return [`'${today}'`, `'2024-01-0${row}'`];
  if (/^time/.test(type)) return [`'10:00:0${row}'`];
  if (/interval/.test(type)) return [`'${row} days'`];
  if (/uuid/.test(type)) return [`'00000000-0000-4000-8000-00000000000${row}'`];
  if (/json/.test(type)) return [`'{"a": ${row}}'`, `'[${row}]'`];
  if (/^bit|varbit/.test(type))
    return [`B'${String(row % 2).padStart(Math.max(1, size(type)), '0')}'`, `'${row}'`];
  if (/bytea/.test(type)) return [`'\\x0${row}'`];
  if (/inet|cidr/.test(type)) return [`'10.0.0.${row}'`, `'::10.0.0.${row}'`];
  if (/macaddr/.test(type)) return [`'08:00:2b:01:02:0${row}'`];
  if (/^tsvector|^tsquery/.test(type)) return [`'word${row}'`];
  if (/^xml/.test(type)) return [`'<a>${row}</a>'`];
  if (/ltree/.test(type)) return [`'a.b${row}'`];
  if (/hstore/.test(type)) return [`'a=>${row}'`];
  if (/multirange/.test(type)) return [`'{[${row},${row + 1})}'`, `'{}'`];
  if (/range/.test(type))
    return [`'[${row},${row + 1})'`, `'[2024-01-0${row},2024-01-0${row + 1})'`, `'empty'`];
  if (/point/.test(type))
    return [
      `'(${row},${row})'`,
      `ST_GeomFromText('POINT(${row} ${row})')`,
      `ST_GeomFromText('POINT(${row} ${row})', 4326)`,
    ];
  if (/polygon/.test(type))
    return [`'((0,0),(0,${row}),(${row},0))'`, "ST_GeomFromText('POLYGON((0 0,0 1,1 1,0 0))')"];
  if (/linestring/.test(type)) return ["ST_GeomFromText('LINESTRING(0 0,1 1)')"];
  if (/geometry/.test(type))
    return [`ST_GeomFromText('POINT(${row} ${row})')`, `ST_GeomFromText('POINT(${row} ${row})', 4326)`];
  if (/vector/.test(type)) {
    const list = Array.from({ length: size(type) || 3 }, () => row).join(',');
    return [`STRING_TO_VECTOR('[${list}]')`, `VEC_FromText('[${list}]')`, `'[${list}]'`];
  }
  const length = size(type);
  const text = `value ${row}`;
  const short = length > 0 && length < text.length ? String(row).slice(0, length) : text;
  // Digits fit most types that a text may become.
  return [`'${row}'`, `'${short}'`, String(row), `'(${row})'`, `'{}'`, `ROW(${row})`];
}

/** Literals that stand in checks, partition bounds and enum labels: values that a schema says are good. */
export function literalsIn(text: string): readonly string[] {
  const found = text.match(/'(?:[^']|'')*'|(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])/g) ?? [];
  return [...new Set(found)].slice(0, 12);
}
