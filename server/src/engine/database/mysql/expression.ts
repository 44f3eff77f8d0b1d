/**
 * An expression as MySQL's catalog tables give it (defaults, checks, generated columns, index parts), made SQL again:
 * there its quotes and backslashes are escaped once more, and every byte of a character beyond ASCII stands as a
 * character of its own.
 */
export function catalogExpression(text: string): string {
  return bytesAsText(text).replace(/\\([\s\S])/g, '$1');
}

function bytesAsText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the bytes 0 to 255 are what is looked for
  if (!/^[\u0000-\u00ff]*$/.test(text) || !/[\u0080-\u00ff]/.test(text)) return text;
  const decoded = Buffer.from(text, 'latin1').toString('utf8');
  return decoded.includes('\ufffd') ? text : decoded;
}

/**
 * The catalog tables give `?` for characters beyond the basic plane. Finds what `text` is in `source`, where they are
 * right; gives `text` back when it holds no `?` or is not found.
 */
export function withLostCharacters(text: string, source: string): string {
  if (!text.includes('?')) return text;
  const pattern = text
    .split(/(\?+)/)
    .map((piece, index) =>
      index % 2 === 0
        ? escapeRegExp(piece)
        : `(?:\\?{${piece.length}}|[\\u{10000}-\\u{10FFFF}?]{1,${piece.length}})`,
    )
    .join('');
  return new RegExp(pattern, 'u').exec(source)?.[0] ?? text;
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Text as an SQL string for places that take no other literal (COMMENT, ENUM): a backslash is doubled. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\0', '\\0')}'`;
}

const strings = /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"/;
const names = /`(?:[^`]|``)*`/;
const qualified = new RegExp(
  `${strings.source}|(${names.source})((?:\\.${names.source}){1,2})|${names.source}`,
  'g',
);

/**
 * Takes the database's own name out of `db`.`thing`: where a third part follows, or where `thing` is one of `own`
 * (an alias of the database's name may stand before a column).
 */
export function withoutDatabase(sql: string, database: string, own: ReadonlySet<string>): string {
  const prefix = `\`${database.replaceAll('`', '``')}\``;
  if (!sql.includes(`${prefix}.`)) return sql;
  return sql.replace(qualified, (found: string, first: string | undefined, rest: string | undefined) => {
    if (first !== prefix || rest === undefined) return found;
    const parts = rest.slice(1).match(new RegExp(names.source, 'g')) ?? [];
    return parts.length === 2 || own.has(unquoted(parts[0]!)) ? rest.slice(1) : found;
  });
}

const introduced = new RegExp(
  `${strings.source}|${names.source}|\\b_(?!binary|ucs2|utf16|utf16le|utf32)\\w+('[ -&(-~]*')(?!')(?!\\s*collate\\b)`,
  'gi',
);

/**
 * Without the character set in front of plain ASCII strings (`_utf8mb4'x'`): the server puts that of the connection there,
 * and another one when it alters the table.
 */
export function withoutIntroducers(sql: string): string {
  if (!sql.includes('_')) return sql;
  return sql.replace(introduced, (found, text: string | undefined) => text ?? found);
}

/** Puts `change(name)` in place of every quoted name of `sql`; strings stay. */
export function outsideStrings(sql: string, change: (name: string) => string): string {
  return sql.replace(new RegExp(`${strings.source}|${names.source}`, 'g'), (found) =>
    found.startsWith('`') ? change(found) : found,
  );
}

/**
 * The names `thing` in every `db`.`thing` of `sql`, and what is called like a function. Not those in front of a column:
 * MySQL writes `db`.`alias`.`column` where a view is read under an alias.
 */
export function namesIn(
  sql: string,
  database: string,
): { readonly qualified: ReadonlySet<string>; readonly called: ReadonlySet<string> } {
  const prefix = `\`${database.replaceAll('`', '``')}\``;
  const found = { qualified: new Set<string>(), called: new Set<string>() };
  for (const match of sql.matchAll(qualified)) {
    const [whole, first, rest] = match;
    const parts = rest?.match(new RegExp(names.source, 'g')) ?? [];
    if (first === prefix && parts.length === 1) found.qualified.add(unquoted(parts[0]!));
    if (whole.startsWith('`') && sql[match.index + whole.length] === '(') {
      found.called.add(unquoted(whole.match(new RegExp(names.source, 'g'))!.at(-1)!));
    }
  }
  return found;
}

/** The expression in one pair of parentheses: its own, when it has them around the whole, else a new one. */
export function inParentheses(expression: string): string {
  if (!expression.startsWith('(') || !expression.endsWith(')')) return `(${expression})`;
  let depth = 0;
  for (const { 0: piece, index } of expression.matchAll(parenthesesOutsideQuotes)) {
    if (piece === '(') depth++;
    else if (piece === ')' && --depth === 0)
      return index === expression.length - 1 ? expression : `(${expression})`;
  }
  return `(${expression})`;
}

const parenthesesOutsideQuotes = /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`]|``)*`|[()]/g;

/** `a``b` → a`b */
export function unquoted(name: string): string {
  return name.slice(1, -1).replaceAll('``', '`');
}
