import type { SqlDialect } from './dialect.ts';

/**
 * The name a token stands for, without its quotes: `"a""b"` is `a"b`, `[a]` is `a`, `U&"d\0061t"` is `dat`. Letters stay
 * as written, also of an unquoted word. `'…'` loses its quotes too: where a name is wanted, SQLite takes it for one.
 */
export function unquote(tokenText: string, dialect: SqlDialect): string {
  const text = tokenText;
  if (dialect.escapeStrings && /^u&["']/i.test(text)) return unicodeEscapes(inner(text.slice(2)));
  const first = text[0];
  if (first === '"' || first === '`' || first === "'") return inner(text);
  if (first === '[' && dialect.bracketIdentifiers)
    return text.endsWith(']') ? text.slice(1, -1) : text.slice(1);
  return text;
}

/** Without the quotes around, doubled ones single; a missing closing quote is no harm. */
function inner(quotedText: string): string {
  const quote = quotedText.charAt(0);
  const closed = quotedText.length > 1 && quotedText.endsWith(quote);
  return quotedText.slice(1, closed ? -1 : undefined).replaceAll(quote + quote, quote);
}

function unicodeEscapes(text: string): string {
  return text.replace(/\\(?:(\\)|([0-9a-f]{4})|\+([0-9a-f]{6}))/gi, (whole, backslash, four, six) => {
    if (backslash) return '\\';
    const code = Number.parseInt(four ?? six, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
