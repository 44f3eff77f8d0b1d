import { type SqlDialect, type Token, tokenize } from '../../sql/index.ts';

/**
 * A view's text as it was before MySQL kept it. For INTERSECT and EXCEPT, MySQL writes its own search for NULLs into a
 * branch, twice: `… WHERE (a IS NOT NULL) AND (a IS NOT NULL)`, behind the conditions that are there. Made from that text,
 * a view gets them once more, and never is what it was made from. A text without those operations comes back as it is.
 */
export function withoutNullSearches(text: string, syntax: SqlDialect): string {
  if (!/ (?:intersect|except) /.test(text)) return text;
  const tokens = tokenize(text, syntax).filter(({ kind }) => kind !== 'whitespace' && kind !== 'comment');
  // From the end: a branch may stand inside another's condition.
  for (let i = tokens.length - 2; i >= 0; i--) {
    if (!/^(?:where|having)$/.test(textOf(text, tokens[i]))) continue;
    const cut = searchIn(text, tokens, i);
    if (cut !== null) return withoutNullSearches(applied(text, cut), syntax);
  }
  return text;
}

interface Cut {
  readonly start: number;
  readonly end: number;
  /** What of the condition is kept: a range within it; null: nothing, and its WHERE goes too. */
  readonly kept: { readonly start: number; readonly end: number; readonly closed: boolean } | null;
}

function applied(text: string, { start, end, kept }: Cut): string {
  const middle = kept === null ? '' : `${text.slice(kept.start, kept.end)}${kept.closed ? ')' : ''}`;
  return text.slice(0, start) + middle + text.slice(end);
}

/** The repeated searches at the end of the condition behind the word at `at`; null: there are none. */
function searchIn(text: string, tokens: readonly Token[], at: number): Cut | null {
  const open = at + 1;
  const close = closing(text, tokens, open);
  if (close === null) return null;
  const parts = conjuncts(text, tokens, open, close);
  if (parts === null) return null;
  const texts = parts.map(({ start, end }) => text.slice(start, end));
  let left = texts.length;
  for (let own = Math.floor(texts.length / 2); own > 0; own--) {
    const from = texts.length - own;
    const twice = texts.slice(from).every((part, i) => isSearch.test(part) && part === texts[from - own + i]);
    if (!twice) continue;
    left = from - own;
    break;
  }
  if (left === texts.length) return null;
  const end = tokens[close]!.end;
  // With the blank before the word.
  if (left === 0) return { start: tokens[at]!.start - 1, end, kept: null };
  const first = tokens[open]!.start;
  if (left === 1) return { start: first, end, kept: { ...parts[0]!, closed: false } };
  return { start: first, end, kept: { start: first, end: parts[left - 1]!.end, closed: true } };
}

const isSearch = /^\([\s\S]+ is not null\)$/;

/** The conditions that AND joins inside one pair of parentheses; null where it is not a list of them. */
function conjuncts(
  text: string,
  tokens: readonly Token[],
  open: number,
  close: number,
): readonly { readonly start: number; readonly end: number }[] | null {
  const parts: { start: number; end: number }[] = [];
  for (let i = open + 1; i < close; ) {
    const end = closing(text, tokens, i);
    if (end === null) return null;
    parts.push({ start: tokens[i]!.start, end: tokens[end]!.end });
    if (end + 1 === close) return parts;
    if (textOf(text, tokens[end + 1]) !== 'and') return null;
    i = end + 2;
  }
  return null;
}

/** The index of the parenthesis that closes the one at `open`; null where none opens there. */
function closing(text: string, tokens: readonly Token[], open: number): number | null {
  if (textOf(text, tokens[open]) !== '(') return null;
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const word = textOf(text, tokens[i]);
    if (word === '(') depth++;
    if (word === ')' && --depth === 0) return i;
  }
  return null;
}

function textOf(text: string, token: Token | undefined): string {
  return token === undefined ? '' : text.slice(token.start, token.end);
}
