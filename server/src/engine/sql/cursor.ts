import type { SqlDialect } from './dialect.ts';
import { unquote } from './identifier.ts';
import type { QualifiedName } from './names.ts';
import { SqlReader } from './reader.ts';
import type { Token } from './token.ts';

const longestKeyword = 30;

/** Walks over the significant tokens of one statement, reading no further than it is asked to. */
export class StatementCursor {
  readonly text: string;
  readonly dialect: SqlDialect;
  readonly #reader: SqlReader;
  readonly #tokens: Token[] = [];
  /** What `word` has answered for them. */
  readonly #words: string[] = [];
  #at = 0;

  constructor(text: string, dialect: SqlDialect) {
    this.text = text;
    this.dialect = dialect;
    this.#reader = new SqlReader(text, dialect, 0, text.length);
  }

  /** The token `ahead` of the next one; undefined behind the end. */
  peek(ahead = 0): Token | undefined {
    while (this.#tokens.length <= this.#at + ahead) {
      if (!this.#reader.next()) return undefined;
      const { kind, start, end } = this.#reader;
      if (kind !== 'whitespace' && kind !== 'comment' && kind !== 'executableComment')
        this.#tokens.push({ kind, start, end });
    }
    return this.#tokens[this.#at + ahead];
  }

  get done(): boolean {
    return this.peek() === undefined;
  }

  skip(count = 1): void {
    for (let i = 0; i < count && this.peek() !== undefined; i++) this.#at++;
  }

  /** Text of a token as written; empty behind the end. */
  raw(ahead = 0): string {
    const token = this.peek(ahead);
    return token === undefined ? '' : this.text.slice(token.start, token.end);
  }

  /** The unquoted word there, in upper case; empty when it is something else. */
  word(ahead = 0): string {
    const token = this.peek(ahead);
    if (token === undefined) return '';
    const at = this.#at + ahead;
    let word = this.#words[at];
    if (word === undefined) {
      const short = token.kind === 'word' && token.end - token.start <= longestKeyword;
      word = short ? this.raw(ahead).toUpperCase() : '';
      this.#words[at] = word;
    }
    return word;
  }

  /** Whether these words come next. */
  sees(...words: readonly string[]): boolean {
    for (let i = 0; i < words.length; i++) if (this.word(i) !== words[i]) return false;
    return true;
  }

  /** Steps over these words when they come next, and says whether they did. */
  accept(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false;
    this.#at += words.length;
    return true;
  }

  /** Steps over any of these words, as many as there are. */
  skipWords(words: ReadonlySet<string>): void {
    while (words.has(this.word())) this.#at++;
  }

  acceptSign(sign: string): boolean {
    if (this.raw() !== sign) return false;
    this.#at++;
    return true;
  }

  /** Steps over `( … )` when it comes next. */
  skipParentheses(): void {
    if (this.raw() === '(') this.nextOutside(() => true);
  }

  /** Steps forward, over whatever stands in parentheses, until `found` holds of the next token; false at the end. */
  nextOutside(found: (cursor: this) => boolean): boolean {
    let depth = 0;
    for (let first = true; !this.done; first = false) {
      const sign = this.raw();
      if (depth === 0 && !first && found(this)) return true;
      if (sign === '(') depth++;
      else if (sign === ')' && depth > 0) depth--;
      this.#at++;
    }
    return false;
  }

  /** Steps forward to just behind the given words, looking only outside of parentheses; false at the end. */
  passOutside(...words: readonly string[]): boolean {
    return this.accept(...words) || (this.nextOutside((c) => c.sees(...words)) && this.accept(...words));
  }

  /** Reads a possibly qualified name; null, and nothing is stepped over, when none comes next. */
  name(): QualifiedName | null {
    const first = this.peek();
    if (first === undefined || !this.#isNamePart(first)) return null;
    const parts: string[] = [];
    const quoted: boolean[] = [];
    let end = first.end;
    for (;;) {
      const part = this.peek();
      if (part === undefined || !this.#isNamePart(part)) break;
      parts.push(unquote(this.raw(), this.dialect));
      quoted.push(part.kind !== 'word');
      end = part.end;
      this.#at++;
      if (this.raw() !== '.') break;
      this.#at++;
    }
    return { parts, quoted, start: first.start, end };
  }

  /** Reads names with commas between, `*` or parentheses behind each stepped over; empty when none comes next. */
  names(): QualifiedName[] {
    const names: QualifiedName[] = [];
    do {
      this.accept('ONLY');
      const name = this.name();
      if (name === null) break;
      names.push(name);
      this.acceptSign('*');
      this.skipParentheses();
    } while (this.acceptSign(','));
    return names;
  }

  #isNamePart(token: Token): boolean {
    if (token.kind === 'word' || token.kind === 'quotedIdentifier') return true;
    // `"t"` is a string to MySQL's lexer, but a name in its ANSI_QUOTES mode.
    return (
      token.kind === 'string' && (this.dialect.stringsAsNames || this.text.charCodeAt(token.start) === 34)
    );
  }
}
