/** Types between whose values an assignment converts by itself, in both directions. */
const families: readonly ReadonlySet<string>[] = [
  new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']),
  new Set(['timestamp without time zone', 'timestamp with time zone', 'date']),
  new Set(['text', 'character varying', 'character', 'name', '"char"', 'citext']),
  new Set(['json', 'jsonb']),
  new Set(['bit', 'bit varying']),
  new Set(['time without time zone', 'time with time zone']),
  new Set(['inet', 'cidr']),
  new Set(['macaddr', 'macaddr8']),
];
const texts = new Set(['text', 'character varying', 'character']);

/** Conversions that need a cast to be written, and have one. */
const explicit = new Set([
  'boolean integer',
  'integer boolean',
  'integer bit',
  'bigint bit',
  'bit integer',
  'bit bigint',
  'jsonb boolean',
  'jsonb smallint',
  'jsonb integer',
  'jsonb bigint',
  'jsonb numeric',
  'jsonb real',
  'jsonb double precision',
  'timestamp without time zone time without time zone',
  'timestamp with time zone time without time zone',
  'timestamp with time zone time with time zone',
  'time without time zone interval',
  'interval time without time zone',
  'numeric money',
  'money numeric',
  'integer money',
  'bigint money',
]);

/** A type without its size: `character varying(20)` → `character varying`, `timestamp(3) with time zone` → the one without. */
export function baseType(type: string): string {
  return type.replace(/\(\d+(?:,\s*-?\d+)?\)/, '').trim();
}

/** Whether two types hold the same kind of value, so that defaults, keys and conditions go from one to the other. */
export function sameFamily(before: string, after: string): boolean {
  const [a, b] = [baseType(before), baseType(after)];
  return a === b || families.some((family) => family.has(a) && family.has(b));
}

/**
 * The USING expression that turns a column's values into another type; null when assignment does it by itself.
 */
export function usingExpression(column: string, before: string, after: string): string | null {
  const from = baseType(before);
  const to = baseType(after);
  if (from === to) return null;
  const arrays = [from.endsWith('[]'), to.endsWith('[]')];
  if (arrays[0] && arrays[1]) {
    return sameFamily(from.slice(0, -2), to.slice(0, -2))
      ? `${column}::${after}`
      : texts.has(to.slice(0, -2))
        ? `${column}::${after}`
        : `${column}::text[]::${after}`;
  }
  // Arrays that had become text are arrays again; of elements that may begin with a brace themselves nobody can tell.
  const element = to.replace(/(\[\])+$/, '');
  if (arrays[1] && texts.has(from) && !texts.has(element) && !element.startsWith('json'))
    return `CASE WHEN ${column} LIKE '{%}' THEN ${column}::${after} WHEN ${column} IS NOT NULL THEN ARRAY[${column}::${after.replace(/\[\]$/, '')}] END`;
  if (arrays[1])
    return `CASE WHEN ${column} IS NOT NULL THEN ARRAY[${elementCast(column, from, after.replace(/\[\]$/, ''))}] END`;
  if (arrays[0]) return texts.has(to) ? null : `${column}[1]::${after}`;
  if (sameFamily(from, to)) return null;
  if (texts.has(to)) return null;
  if (texts.has(from) || explicit.has(`${from} ${to}`)) return `${column}::${after}`;
  return special(column, from, to, after) ?? `${column}::text::${after}`;
}

function elementCast(column: string, from: string, to: string): string {
  return from === baseType(to) ? column : `${usingExpression(column, from, to) ?? column}`;
}

const numbers = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']);

/** Conversions the server has no cast for, where there is one usual meaning. Times as numbers are seconds since 1970. */
function special(column: string, from: string, to: string, after: string): string | null {
  if (numbers.has(from)) {
    if (to === 'boolean') return `${column} <> 0`;
    if (to.startsWith('timestamp') || to === 'date')
      return `to_timestamp(${column}::double precision)::${after}`;
    if (to === 'interval') return `${column} * interval '1 second'`;
    if (to === 'json' || to === 'jsonb') return `to_${to === 'json' ? 'json' : 'jsonb'}(${column})`;
    if (to === 'bytea') return `convert_to(${column}::text, 'UTF8')`;
    if (to === 'bit' || to === 'bit varying') return `${column}::bigint::bit(64)::${after}`;
    if (to === 'uuid') return `lpad(to_hex(${column}::bigint), 32, '0')::uuid`;
    if (to.startsWith('time')) return `(interval '1 second' * ${column})::${after}`;
    return null;
  }
  if (from === 'boolean' && numbers.has(to)) return `${column}::integer::${after}`;
  if ((from.startsWith('timestamp') || from === 'date') && numbers.has(to))
    return `extract(epoch FROM ${column})::${after}`;
  if (from === 'interval' && numbers.has(to)) return `extract(epoch FROM ${column})::${after}`;
  // What `lpad(to_hex())` has made; another identifier is no number.
  if (from === 'uuid' && numbers.has(to))
    return `CASE WHEN ${column}::text LIKE '00000000-0000-0000-%' THEN ('x' || right(replace(${column}::text, '-', ''), 16))::bit(64)::bigint ELSE ${column}::text::bigint END::${after}`;
  if (from === 'bytea') return `encode(${column}, 'escape')::${after}`;
  if (to === 'bytea') return `convert_to(${column}::text, 'UTF8')`;
  if (to === 'json' || to === 'jsonb') return `to_${to}(${column})`;
  if ((from === 'json' || from === 'jsonb') && !texts.has(to)) return `(${column} #>> '{}')::${after}`;
  return null;
}
