/**
 * Functions, types and words that PostgreSQL evaluates once for the whole statement, so that the column is added without
 * a rewrite. A test asks a server of each version about every one of them.
 */
export const stableFunctions: ReadonlySet<string> = new Set(
  `now current_timestamp current_date current_time localtime localtimestamp transaction_timestamp statement_timestamp
   current_user session_user user current_role current_schema current_database current_catalog current_setting
   current_schemas version pg_typeof to_timestamp to_date to_char to_number make_date make_time make_timestamp
   make_interval make_timestamptz date_trunc date_bin timezone age isfinite justify_days justify_hours justify_interval
   lower upper initcap md5 coalesce nullif greatest least concat concat_ws length char_length character_length
   octet_length bit_length trim btrim ltrim rtrim replace translate reverse substring substr strpos starts_with array row
   cast jsonb_build_object json_build_object jsonb_build_array json_build_array jsonb_set jsonb_insert to_json to_jsonb
   jsonb_strip_nulls json_object jsonb_object array_append array_prepend array_cat array_length array_fill
   array_to_string string_to_array cardinality date date_part extract interval timestamp timestamptz int4range int8range
   numrange tsrange tstzrange daterange varchar char text numeric decimal bit varbit character time point box circle
   polygon inet cidr bool boolean int integer int2 int4 int8 smallint bigint real float4 float8 abs round floor ceil
   ceiling trunc sign ln log exp sqrt cbrt pi div gcd lcm power mod width_bucket ascii chr to_hex txid_current
   pg_current_xact_id encode decode convert convert_from convert_to sha224 sha256 sha384 sha512 hashtext repeat lpad rpad
   left right split_part format quote_literal quote_ident quote_nullable regexp_replace regexp_match overlay position
   inet_client_addr inet_server_addr num_nulls num_nonnulls to_tsvector to_tsquery
   pg_backend_pid`.split(/\s+/),
);

/** Whether a default gives another value for each row, as far as its text tells: unknown functions may. */
export function isVolatile(expression: string): boolean {
  const plain = expression.replace(/'(?:[^']|'')*'/g, "''");
  for (const match of plain.matchAll(/("[^"]+"|[a-z_][\w$]*)\s*\(/gi)) {
    const name = match[1]!.replaceAll('"', '').toLowerCase();
    // A function of somebody's own.
    if (name === 'now' && !/^\s*\)/.test(plain.slice(match.index + match[0].length))) return true;
    if (!stableFunctions.has(name) && !/::\s*$/.test(plain.slice(0, match.index))) return true;
  }
  return false;
}
