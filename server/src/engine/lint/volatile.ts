/** Functions that PostgreSQL evaluates once for the whole statement: the column is added without a rewrite. */
const stable: ReadonlySet<string> = new Set(
  `now current_timestamp current_date current_time localtime localtimestamp transaction_timestamp statement_timestamp
   current_user session_user user current_role current_schema current_database current_catalog current_setting
   to_timestamp to_date to_char make_date make_time make_timestamp make_interval make_timestamptz date_trunc timezone
   lower upper md5 coalesce nullif greatest least concat length trim btrim ltrim rtrim replace substring array row cast
   jsonb_build_object json_build_object jsonb_build_array json_build_array to_json to_jsonb date date_part extract
   interval timestamp int4range int8range numrange tstzrange tsrange daterange varchar char numeric decimal bit
   character time point box abs round floor ceil ceiling txid_current pg_current_xact_id encode decode sha256 repeat
   lpad rpad left right split_part inet_client_addr inet_server_addr power sqrt mod format overlay
   position`.split(/\s+/),
);

/** Whether a default gives another value for each row, as far as its text tells: unknown functions may. */
export function isVolatile(expression: string): boolean {
  const plain = expression.replace(/'(?:[^']|'')*'/g, "''");
  for (const match of plain.matchAll(/("[^"]+"|[a-z_][\w$]*)\s*\(/gi)) {
    const name = match[1]!.replaceAll('"', '').toLowerCase();
    if (!stable.has(name) && !/::\s*$/.test(plain.slice(0, match.index))) return true;
  }
  return false;
}
