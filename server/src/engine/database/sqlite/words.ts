import { sqliteSyntax } from '../../sql/dialect.ts';
import { tokenize } from '../../sql/lexer.ts';
import type { TokenKind } from '../../sql/token.ts';

/** A token that means something: no blank, no comment. */
export interface Word {
  readonly kind: TokenKind;
  readonly text: string;
  /** Upper case for a bare word, else the text as it stands: to compare keywords and punctuation with. */
  readonly upper: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a statement, in order. */
export function wordsOf(sql: string): readonly Word[] {
  const words: Word[] = [];
  for (const { kind, start, end } of tokenize(sql, sqliteSyntax)) {
    if (kind === 'whitespace' || kind === 'comment') continue;
    const text = sql.slice(start, end);
    words.push({ kind, text, upper: kind === 'word' ? text.toUpperCase() : text, start, end });
  }
  return words;
}

/** Whether a statement has comments, which only its own text keeps. */
export function hasComments(sql: string): boolean {
  return tokenize(sql, sqliteSyntax).some(({ kind }) => kind === 'comment');
}

/** The name a word stands for: `"a""b"`, `[a b]`, `` `a` `` and, as SQLite allows, `'a'` without their quotes. */
export function nameOf(word: Word): string {
  const quote = word.text[0]!;
  if (quote === '[') return word.text.slice(1, -1);
  if (quote === '"' || quote === '`' || quote === "'")
    return word.text.slice(1, -1).replaceAll(quote + quote, quote);
  return word.text;
}

/** Can stand where a name is wanted. */
export function isName(word: Word | undefined): word is Word {
  return (
    word !== undefined && (word.kind === 'word' || word.kind === 'quotedIdentifier' || word.kind === 'string')
  );
}

/** Thrown by a reader that meets what it does not know; never leaves the file that reads. */
export class Unreadable extends Error {}

/** Reads words from the left to the right. */
export class Cursor {
  readonly words: readonly Word[];
  at = 0;

  constructor(words: readonly Word[]) {
    this.words = words;
  }

  get word(): Word | undefined {
    return this.words[this.at];
  }

  is(...expected: readonly string[]): boolean {
    return expected.every((text, offset) => this.words[this.at + offset]?.upper === text);
  }

  /** Goes past `expected` when it stands here. */
  take(...expected: readonly string[]): boolean {
    if (!this.is(...expected)) return false;
    this.at += expected.length;
    return true;
  }

  expect(...expected: readonly string[]): void {
    if (!this.take(...expected)) throw new Unreadable(`${expected.join(' ')} at ${this.word?.text}`);
  }

  /** Goes past one word and gives it. */
  next(): Word {
    const word = this.words[this.at++];
    if (word === undefined) throw new Unreadable('the end');
    return word;
  }

  name(): string {
    if (!isName(this.word)) throw new Unreadable(`a name at ${this.words[this.at]?.text}`);
    return nameOf(this.next());
  }

  /** Goes past `( … )`, and gives the words between the two. */
  parenthesized(): readonly Word[] {
    this.expect('(');
    const start = this.at;
    for (let depth = 1; depth > 0; this.at++) {
      if (this.word === undefined) throw new Unreadable('the end within parentheses');
      if (this.is('(')) depth++;
      else if (this.is(')')) depth--;
    }
    return this.words.slice(start, this.at - 1);
  }
}

/** Cuts words at the commas that are in no parentheses. */
export function atCommas(words: readonly Word[]): readonly (readonly Word[])[] {
  const parts: Word[][] = [[]];
  let depth = 0;
  for (const word of words) {
    if (word.text === '(') depth++;
    else if (word.text === ')') depth--;
    if (word.text === ',' && depth === 0) parts.push([]);
    else parts.at(-1)!.push(word);
  }
  return parts;
}
