import { isDigit, isOperator, isSpace, isWordPart, isWordStart } from './characters.ts';
import { beginsLine, endsInBlanks, readDelimiter } from './clientLines.ts';
import type { SqlDialect } from './dialect.ts';
import {
  endOfBlockComment,
  endOfDollarQuoted,
  endOfLine,
  endOfOperator,
  endOfQuoted,
  startOfCode,
  wordIs,
} from './extent.ts';
import { endOfExponent, isNumber } from './numbers.ts';
import type { TokenKind } from './token.ts';

/** In front of a file, and between two that were put together. */
const byteOrderMark = 0xfeff;

/**
 * Cuts a text into tokens, one `next()` at a time, into its own fields: a megabyte of SQL has some 200,000 tokens, and
 * no object is made for one. It never looks back and passes every character once.
 */
export class Scanner {
  kind: TokenKind = 'whitespace';
  start: number;
  end: number;
  unterminated = false;
  /** True from an opening executable comment to its end. */
  inExecutable = false;
  /** What ends a statement now. */
  delimiter = ';';
  /** Whether a backslash in a string escapes now. */
  backslashEscapes: boolean;

  readonly #text: string;
  readonly #to: number;
  readonly #dialect: SqlDialect;
  #delimiterCode = 59;
  #delimiterInWords = false;
  /** After `E'…'`: 1; when a line has ended since: 2, and then a further `'…'` continues it, escapes and all. */
  #escapeString = 0;
  /** The last word was AS: MySQL reads a dollar quote only there. */
  #afterAs = false;
  /** What looked like a dollar quote had no end, so dollars belong to names. */
  #dollarNames = false;
  /** A name stands right before, so that `.5` behind it is a dot and a name. */
  #afterName = false;

  constructor(text: string, dialect: SqlDialect, from: number) {
    this.#text = text;
    this.#dialect = dialect;
    this.backslashEscapes = dialect.backslashEscapes;
    this.#to = text.length;
    this.start = from;
    this.end = from;
  }

  /** Goes to the next token; false at the end. `fresh`: no statement has begun, so a client command may. */
  next(fresh: boolean): boolean {
    const from = this.end;
    if (from >= this.#to) return false;
    this.start = from;
    this.unterminated = false;
    this.end = this.#scan(from, fresh && !this.inExecutable);
    this.#remember();
    return true;
  }

  /** Makes the text up to `end` the next token. */
  take(kind: TokenKind, end: number): void {
    this.start = this.end;
    this.end = end;
    this.kind = kind;
    this.unterminated = false;
  }

  #remember(): void {
    const kind = this.kind;
    this.#afterName = kind === 'word' || kind === 'quotedIdentifier';
    if (kind === 'whitespace') {
      if (this.#escapeString === 1 && this.#hasLineEnd()) this.#escapeString = 2;
      return;
    }
    if (kind === 'comment') {
      if (this.#escapeString !== 0 && this.#text.charCodeAt(this.start) === 47) this.#escapeString = 0;
      return;
    }
    if (kind !== 'string') this.#escapeString = 0;
    this.#afterAs = kind === 'word' && wordIs(this.#text, this.start, this.end, 'AS');
  }

  #hasLineEnd(): boolean {
    for (let i = this.start; i < this.end; i++) {
      const code = this.#text.charCodeAt(i);
      if (code === 10 || code === 13) return true;
    }
    return false;
  }

  #scan(from: number, fresh: boolean): number {
    const text = this.#text;
    const code = text.charCodeAt(from);
    if (isSpace(code) || code === byteOrderMark) return this.#space(from);
    if (code === this.#delimiterCode && !this.inExecutable && text.startsWith(this.delimiter, from)) {
      this.kind = 'terminator';
      return from + this.delimiter.length;
    }
    if (isWordStart(code)) return this.#word(from, code, fresh);
    if (isDigit(code)) return this.#number(from);
    switch (code) {
      case 39: // '
        return this.#plainString(from);
      case 34: // "
        if (this.#dialect.doubleQuotes === 'string') return this.#string(from + 1, this.backslashEscapes);
        return this.#quoted(from + 1, 34);
      case 96: // `
        return this.#dialect.backtickIdentifiers ? this.#quoted(from + 1, 96) : this.#operator(from);
      case 91: // [
        return this.#dialect.bracketIdentifiers ? this.#bracketed(from) : this.#punctuation(from);
      case 45: // -
        return this.#opensDashComment(from) ? this.#lineComment(from) : this.#operator(from);
      case 35: // #
        return this.#dialect.hashComments ? this.#lineComment(from) : this.#operator(from);
      case 47: // /
        return text.charCodeAt(from + 1) === 42 ? this.#blockComment(from) : this.#operator(from);
      case 42: // *
        if (this.inExecutable && text.charCodeAt(from + 1) === 47) {
          this.kind = 'executableComment';
          this.inExecutable = false;
          return from + 2;
        }
        return this.#operator(from);
      case 36: // $
        return this.#dollar(from);
      case 46: // .
        return this.#dot(from, fresh);
      case 58: // :
        return this.#colon(from);
      case 92: // backslash
        return this.#backslash(from, fresh);
      case 40:
      case 41:
      case 44:
      case 59:
      case 93:
      case 123:
      case 125:
        return this.#punctuation(from);
      default:
        if (code === 64 || code === 63) return this.#sign(from, code);
        return isOperator(code) ? this.#operator(from) : this.#unknown(from);
    }
  }

  #space(from: number): number {
    this.kind = 'whitespace';
    let end = from + 1;
    while (end < this.#to && isSpace(this.#text.charCodeAt(end))) end++;
    return end;
  }

  #unknown(from: number): number {
    this.kind = 'unknown';
    return from + 1;
  }

  #punctuation(from: number): number {
    this.kind = 'punctuation';
    return from + 1;
  }

  #operator(from: number): number {
    this.kind = 'operator';
    return endOfOperator(this.#text, from, this.#to, this.#dialect.freeOperators);
  }

  #word(from: number, code: number, fresh: boolean): number {
    const text = this.#text;
    const next = text.charCodeAt(from + 1);
    if (next === 39) {
      // B'…', X'…', N'…' and E'…'
      const letter = code | 32;
      if (letter === 101 && this.#dialect.escapeStrings) {
        const end = this.#string(from + 2, true);
        this.#escapeString = 1;
        return end;
      }
      if (letter === 98 || letter === 120 || letter === 110)
        return this.#string(from + 2, this.backslashEscapes);
    }
    if (next === 38 && (code | 32) === 117 && this.#dialect.escapeStrings) {
      const quote = text.charCodeAt(from + 2); // U&'…' and U&"…"
      if (quote === 39) return this.#string(from + 3, false);
      if (quote === 34) return this.#quoted(from + 3, 34);
    }
    const end = this.#wordEnd(from + 1);
    this.kind = 'word';
    if (fresh) {
      if (this.#dialect.delimiterCommand && wordIs(text, from, end, 'DELIMITER')) {
        const line = this.#delimiterLine(end);
        if (line > 0) return line;
      }
      if (this.#dialect.clientWords.has(text.slice(from, Math.min(end, from + 12)).toUpperCase())) {
        this.kind = 'clientCommand';
        return endOfLine(text, end, this.#to);
      }
    }
    return end;
  }

  #wordEnd(from: number): number {
    const text = this.#text;
    const to = this.#to;
    let end = from;
    while (end < to) {
      const code = text.charCodeAt(end);
      if (!isWordPart(code)) break;
      // The mysql client cuts at `$$` in `END$$` too, though both dollars could belong to the name.
      if (this.#delimiterInWords && code === this.#delimiterCode && text.startsWith(this.delimiter, end))
        break;
      end++;
    }
    return end;
  }

  /** Reads `DELIMITER //` to the end of the line; 0 when no delimiter is named. */
  #delimiterLine(from: number): number {
    const line = readDelimiter(this.#text, from);
    if (line === null) return 0;
    this.delimiter = line.delimiter;
    this.#delimiterCode = line.delimiter.charCodeAt(0);
    this.#delimiterInWords = isWordPart(this.#delimiterCode);
    this.kind = 'delimiterCommand';
    return line.end;
  }

  #number(from: number): number {
    const text = this.#text;
    let end = this.#wordEnd(from + 1);
    this.kind = 'number';
    if (this.#dialect.digitsBeginNames && !isNumber(text, from, end)) {
      this.kind = 'word';
      return end;
    }
    if (text.charCodeAt(end) === 46 && text.charCodeAt(end + 1) !== 46) end = this.#wordEnd(end + 1);
    return endOfExponent(text, from, end);
  }

  #plainString(from: number): number {
    const continues = this.#escapeString === 2;
    this.#escapeString = continues ? 1 : 0;
    return this.#string(from + 1, this.backslashEscapes || continues);
  }

  #string(inside: number, escapes: boolean): number {
    this.kind = 'string';
    const quote = this.#text.charCodeAt(inside - 1);
    return this.#closed(endOfQuoted(this.#text, inside, this.#to, quote, escapes));
  }

  #quoted(inside: number, quote: number): number {
    this.kind = 'quotedIdentifier';
    return this.#closed(endOfQuoted(this.#text, inside, this.#to, quote, false));
  }

  #bracketed(from: number): number {
    this.kind = 'quotedIdentifier';
    let end = from + 1;
    while (end < this.#to && this.#text.charCodeAt(end) !== 93) end++;
    return this.#closed(end < this.#to ? end + 1 : -1);
  }

  /** The end of something that must be closed, or the end of the text when it is not. */
  #closed(end: number): number {
    if (end >= 0) return end;
    this.unterminated = true;
    return this.#to;
  }

  #opensDashComment(from: number): boolean {
    if (this.#text.charCodeAt(from + 1) !== 45) return false;
    if (!this.#dialect.dashNeedsSpace || from + 2 >= this.#to) return true;
    const code = this.#text.charCodeAt(from + 2);
    return code <= 32 || code === 127;
  }

  #lineComment(from: number): number {
    this.kind = 'comment';
    return endOfLine(this.#text, from, this.#to, this.#dialect.returnEndsComment);
  }

  #blockComment(from: number): number {
    const inside = startOfCode(this.#text, from, this.#dialect.executableComments);
    if (inside > 0) {
      this.kind = 'executableComment';
      this.inExecutable = true;
      return inside;
    }
    this.kind = 'comment';
    // What MySQL skips of an executable comment may hold a comment.
    const nested = this.#dialect.nestedComments || inside < 0;
    return this.#closed(endOfBlockComment(this.#text, from, this.#to, nested));
  }

  #dollar(from: number): number {
    const { dollarQuotes, digitsBeginNames, parameters } = this.#dialect;
    if (dollarQuotes === 'always' || (dollarQuotes === 'afterAs' && this.#afterAs && !this.#dollarNames)) {
      const end = endOfDollarQuoted(this.#text, from);
      // MySQL 8 reads `AS $$` as a name; looking for the end once is enough.
      if (end < 0 && digitsBeginNames) this.#dollarNames = true;
      else if (end !== 0) {
        this.kind = 'string';
        return this.#closed(end);
      }
    }
    if (digitsBeginNames) {
      this.kind = 'word';
      return this.#wordEnd(from + 1);
    }
    if (parameters.includes('$') && isWordPart(this.#text.charCodeAt(from + 1))) {
      this.kind = 'parameter';
      return this.#wordEnd(from + 1);
    }
    return this.#unknown(from);
  }

  #dot(from: number, fresh: boolean): number {
    if (fresh && this.#dialect.dotCommands && beginsLine(this.#text, from)) {
      this.kind = 'clientCommand';
      return endOfLine(this.#text, from, this.#to);
    }
    if (isDigit(this.#text.charCodeAt(from + 1)) && !this.#afterName) {
      this.kind = 'number';
      return endOfExponent(this.#text, from, this.#wordEnd(from + 1));
    }
    this.kind = 'punctuation';
    return from + 1;
  }

  #colon(from: number): number {
    const next = this.#text.charCodeAt(from + 1);
    if (next === 58 || next === 61) {
      this.kind = 'operator';
      return from + 2;
    }
    if (this.#dialect.parameters.includes(':') && isWordPart(next)) {
      this.kind = 'parameter';
      return this.#wordEnd(from + 1);
    }
    return this.#punctuation(from);
  }

  /** `@name`, `@@name`, `?`, `?1`, where the dialect has them. */
  #sign(from: number, code: number): number {
    if (!this.#dialect.parameters.includes(String.fromCharCode(code))) return this.#operator(from);
    let inside = from + 1;
    if (code === 64 && this.#text.charCodeAt(inside) === 64) inside++;
    const end = this.#wordEnd(inside);
    if (code === 64 && end === inside) return this.#operator(from);
    this.kind = 'parameter';
    return end;
  }

  #backslash(from: number, fresh: boolean): number {
    const where = this.#dialect.backslashCommands;
    const text = this.#text;
    const letter = text.charCodeAt(from + 1) | 32;
    if (where !== 'never' && letter === 103 && !this.inExecutable) {
      // `\g` and `\G` send the statement, as the delimiter does; psql's may have an argument, which changes what it does.
      let end = from + 2;
      if (where === 'anywhere' && text.charCodeAt(end) === 120) end++;
      if (where === 'statementStart' ? !isWordPart(text.charCodeAt(end)) : endsInBlanks(text, end)) {
        this.kind = 'terminator';
        return end;
      }
    }
    if (where === 'anywhere' || (fresh && where === 'statementStart')) {
      this.kind = 'clientCommand';
      return endOfLine(text, from, this.#to);
    }
    return this.#unknown(from);
  }
}
