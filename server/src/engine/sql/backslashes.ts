const assignment =
  /(@@|@)?(?:`?(global|persist|persist_only|session|local)`?[\s.]+)?`?\bsql_mode\b`?\s*:?=\s*('(?:[^'\\]|''|\\[\s\S])*'|"[^"]*"|[^\s,]+)/gi;

/**
 * Whether backslashes escape in strings behind `set`, a SET statement of MySQL or MariaDB, when they do so (`now`) in it.
 * A mode that is no text (DEFAULT, a variable that keeps an old one) is taken for one in which they do.
 */
export function escapesAfter(set: string, now: boolean): boolean {
  let escapes = now;
  for (const [, sign, scope = 'session', mode] of set.matchAll(assignment)) {
    if (sign === '@' || /^(global|persist)/i.test(scope)) continue;
    escapes = !/^['"]/.test(mode!) || !/\bNO_BACKSLASH_ESCAPES\b/i.test(mode!);
  }
  return escapes;
}
