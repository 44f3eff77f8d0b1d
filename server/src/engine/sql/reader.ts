import { escapesAfter } from './backslashes.ts';
import type { SqlDialect } from './dialect.ts';
import { wordIs } from './extent.ts';
import { Scanner } from './scanner.ts';
import type { TokenKind } from './token.ts';
import { StatementTracker } from './tracker.ts';

/**
 * Reads a text token by token and knows where its statements end: a terminator inside of a body is `punctuation`, the
 * data of COPY one token, and `DELIMITER` and client commands are seen only where a statement may begin. What a backslash
 * is, a `SET sql_mode` before decides.
 */
export class SqlReader {
  readonly #text: string;
  readonly #dialect: SqlDialect;
  readonly #scanner: Scanner;
  readonly #tracker: StatementTracker;
  #fresh = true;
  /** Where a SET begins that has not ended; -1: none. */
  #setFrom = -1;
  /** Where the data of a COPY that has just been read ends; 0 when none is due. */
  #dataEnd = 0;
  #noMoreData = false;

  constructor(text: string, dialect: SqlDialect, from: number, to: number) {
    // What looks ahead must not see what stands behind the part.
    this.#text = text.slice(0, to);
    this.#dialect = dialect;
    this.#scanner = new Scanner(this.#text, dialect, from);
    this.#tracker = new StatementTracker(this.#text, dialect);
  }

  get kind(): TokenKind {
    return this.#scanner.kind;
  }
  get start(): number {
    return this.#scanner.start;
  }
  get end(): number {
    return this.#scanner.end;
  }
  get unterminated(): boolean {
    return this.#scanner.unterminated;
  }

  /** Goes to the next token; false at the end. */
  next(): boolean {
    const scanner = this.#scanner;
    if (this.#dataEnd > 0) {
      scanner.take('copyData', this.#dataEnd);
      this.#dataEnd = 0;
      this.#begin();
      return true;
    }
    if (!scanner.next(this.#fresh)) return false;
    switch (scanner.kind) {
      case 'whitespace':
      case 'comment':
      case 'executableComment':
      case 'delimiterCommand':
        break;
      case 'clientCommand':
        this.#begin();
        break;
      case 'terminator':
        this.#terminator();
        break;
      default:
        if (
          this.#fresh &&
          this.#dialect.mysqlStatements &&
          wordIs(this.#text, scanner.start, scanner.end, 'SET')
        )
          this.#setFrom = scanner.start;
        this.#fresh = false;
        this.#tracker.see(scanner.kind === 'word', scanner.start, scanner.end);
    }
    return true;
  }

  #begin(): void {
    if (this.#fresh) return;
    this.#fresh = true;
    if (this.#setFrom >= 0) {
      const set = this.#text.slice(this.#setFrom, this.#scanner.start);
      this.#scanner.backslashEscapes = escapesAfter(set, this.#scanner.backslashEscapes);
      this.#setFrom = -1;
    }
    this.#tracker.reset();
  }

  #terminator(): void {
    if (this.#scanner.delimiter === ';') {
      if (!this.#tracker.ends()) {
        this.#scanner.kind = 'punctuation';
        return;
      }
      if (this.#tracker.copiesFromStdin) {
        this.#dataEnd = this.#findDataEnd(this.#scanner.end);
        if (this.#dataEnd > 0) {
          this.#scanner.kind = 'punctuation';
          return;
        }
      }
    }
    this.#begin();
  }

  /** Behind the line `\.` that ends the data of COPY; 0 when there is none, and then no later COPY has one either. */
  #findDataEnd(from: number): number {
    if (this.#noMoreData) return 0;
    for (let at = this.#text.indexOf('\n\\.', from); at >= 0; ) {
      const next = at + 3 < this.#text.length ? this.#text.charCodeAt(at + 3) : 10;
      if (next === 10 || next === 13) return at + 3;
      at = this.#text.indexOf('\n\\.', at + 3);
    }
    this.#noMoreData = true;
    return 0;
  }
}
