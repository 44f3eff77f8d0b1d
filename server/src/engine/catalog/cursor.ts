import { type SqlDialect, type Token, tokenize, unquote } from '../sql/index.ts';
import type { WrittenName } from './facts.ts';
import { fold, tableKey } from './names.ts';

/**
 * Walks over the significant tokens of one statement. Looking past the end gives empty text and never throws, so that a
 * half-written statement is read as far as it goes.
 */
export class Cursor {
  readonly text: string;
  readonly dialect: SqlDialect;
  readonly tokens: readonly Token[];
  at: number;
  /** Exclusive; a sub-walk ends earlier. */
  readonly end: number;

  constructor(text: string, dialect: SqlDialect, tokens?: readonly Token[], at = 0, end?: number) {
    this.text = text;
    this.dialect = dialect;
    this.tokens = tokens ?? significant(text, dialect);
    this.at = at;
    this.end = end ?? this.tokens.length;
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  token(ahead = 0): Token | undefined {
    const index = this.at + ahead;
    return index < this.end && index >= 0 ? this.tokens[index] : undefined;
  }

  raw(ahead = 0): string {
    const token = this.token(ahead);
    return token === undefined ? '' : this.text.slice(token.start, token.end);
  }

  /** Upper case of a bare word; empty for anything else but punctuation and operators, which are given as they are. */
  word(ahead = 0): string {
    const token = this.token(ahead);
    if (token === undefined || token.kind === 'quotedIdentifier' || token.kind === 'string') return '';
    const text = this.text.slice(token.start, token.end);
    return token.kind === 'word' ? text.toUpperCase() : text;
  }

  /** Steps over `words` when they all follow. */
  take(...words: readonly string[]): boolean {
    if (!words.every((word, index) => this.word(index) === word)) return false;
    this.at += words.length;
    return true;
  }

  /** A possibly qualified name of a table, index, …; null when none stands here. */
  tableName(): WrittenName | null {
    const parts: string[] = [];
    const quoted: boolean[] = [];
    const first = this.token();
    let last = first;
    for (;;) {
      const token = this.token();
      if (token === undefined || !isName(token, this.dialect)) break;
      parts.push(unquote(this.text.slice(token.start, token.end), this.dialect));
      quoted.push(token.kind !== 'word');
      last = token;
      this.at++;
      if (this.word() !== '.') break;
      const after = this.token(1);
      if (after === undefined || !isName(after, this.dialect)) break;
      this.at++;
    }
    if (parts.length === 0) return null;
    return {
      schema: parts.length > 1 ? parts.at(-2)! : null,
      name: parts.at(-1)!,
      key: tableKey(parts, quoted, this.dialect),
      text: this.text.slice(first!.start, last!.end),
      start: last!.start,
      end: last!.end,
    };
  }

  /** The tables of a list, each with PostgreSQL's ONLY or * around it; none where none begins. */
  tableNames(): readonly WrittenName[] {
    const tables: WrittenName[] = [];
    do {
      this.take('ONLY');
      const table = this.tableName();
      if (table === null) break;
      tables.push(table);
      this.take('*');
    } while (this.take(','));
    return tables;
  }

  /** An unqualified name: a column, a constraint. */
  name(): WrittenName | null {
    const token = this.token();
    if (token === undefined || !isName(token, this.dialect)) return null;
    this.at++;
    const text = this.text.slice(token.start, token.end);
    const name = unquote(text, this.dialect);
    return {
      schema: null,
      name,
      key: fold(name, token.kind !== 'word', this.dialect),
      text,
      start: token.start,
      end: token.end,
    };
  }

  /** At `(`: a walk over what is inside; this one then stands behind the `)`. Null when there is no `(`. */
  parentheses(): Cursor | null {
    if (this.word() !== '(') return null;
    const from = this.at + 1;
    this.skipBalanced();
    const closed = this.raw(-1) === ')' && this.at - 1 >= from;
    return new Cursor(this.text, this.dialect, this.tokens, from, closed ? this.at - 1 : this.at);
  }

  /** One token, or a whole parenthesis. */
  skipBalanced(): void {
    let depth = 0;
    do {
      const word = this.word();
      if (word === '(') depth++;
      else if (word === ')') depth--;
      this.at++;
    } while (depth > 0 && !this.done);
  }

  /** The parts between the commas that stand outside parentheses. */
  parts(): readonly Cursor[] {
    const found: Cursor[] = [];
    let from = this.at;
    while (!this.done) {
      if (this.word() === ',') {
        found.push(new Cursor(this.text, this.dialect, this.tokens, from, this.at));
        from = this.at + 1;
      }
      this.skipBalanced();
    }
    if (from < this.end) found.push(new Cursor(this.text, this.dialect, this.tokens, from, this.end));
    return found;
  }

  /** The text from token `from` up to this place, white space and comments between tokens made one blank. */
  textFrom(from: number): string {
    let text = '';
    for (let index = from; index < Math.min(this.at, this.end); index++) {
      const token = this.tokens[index]!;
      if (index > from && this.tokens[index - 1]!.end < token.start) text += ' ';
      text += this.text.slice(token.start, token.end);
    }
    return text;
  }
}

function significant(text: string, dialect: SqlDialect): readonly Token[] {
  return tokenize(text, dialect).filter(
    ({ kind }) => kind !== 'whitespace' && kind !== 'comment' && kind !== 'executableComment',
  );
}

function isName(token: Token, dialect: SqlDialect): boolean {
  return (
    token.kind === 'word' ||
    token.kind === 'quotedIdentifier' ||
    (token.kind === 'string' && dialect.stringsAsNames)
  );
}
