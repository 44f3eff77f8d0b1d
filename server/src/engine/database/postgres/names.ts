/** Words that cannot stand as a name without quotes everywhere: all key words of PostgreSQL 18 but the unreserved ones. */
const keyWords = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast char
character check coalesce collate collation column concurrently constraint create cross current_catalog current_date current_role
current_schema current_time current_timestamp current_user dec decimal default deferrable desc distinct do else end except exists
extract false fetch float for foreign freeze from full grant greatest group grouping having ilike in initially inner inout int
integer intersect interval into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg json_query
json_scalar json_serialize json_table json_value lateral leading least left like limit localtime localtimestamp merge_action
national natural nchar none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay placing
position precision primary real references returning right row select session_user setof similar smallint some substring symmetric
system_user table tablesample then time timestamp to trailing treat trim true union unique user using values varchar variadic
verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
xmlserialize xmltable`.split(/\s+/),
);

/** A name as the server itself writes it: quoted only where it must be. */
export function quoteName(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) && !keyWords.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

export function quoteNames(names: readonly string[]): string {
  return names.map(quoteName).join(', ');
}

/** A name with its schema in front, unless it is the one that unqualified names mean. */
export function qualifiedName(schema: string | null, name: string, namespace: string): string {
  return schema === null || schema === namespace
    ? quoteName(name)
    : `${quoteName(schema)}.${quoteName(name)}`;
}

const longestName = 63;

/**
 * The name the server makes up for a sequence, index or constraint: the parts joined by `_`, the longer of the first two cut
 * until all of it fits (makeObjectName in indexcmds.c). It adds a number when that name is taken.
 */
export function madeUpName(first: string, second: string | null, label: string): string {
  const overhead = label.length + 1 + (second === null ? 0 : 1);
  const available = longestName - overhead;
  let a = Buffer.byteLength(first);
  let b = second === null ? 0 : Buffer.byteLength(second);
  while (a + b > available) {
    if (a > b) a--;
    else b--;
  }
  const parts = second === null ? [cut(first, a), label] : [cut(first, a), cut(second, b), label];
  return parts.join('_');
}

/** The first `bytes` bytes of a text, never half a character. */
function cut(text: string, bytes: number): string {
  const encoded = Buffer.from(text);
  if (encoded.length <= bytes) return text;
  let end = bytes;
  while (end > 0 && (encoded[end]! & 0xc0) === 0x80) end--;
  return encoded.subarray(0, end).toString();
}

/** Whether `name` is what the server makes up, also with the number it adds when that is taken. */
export function isMadeUp(name: string, madeUp: string): boolean {
  return name === madeUp || (name.startsWith(madeUp.slice(0, -1)) && /^\d+$/.test(name.slice(madeUp.length)));
}
