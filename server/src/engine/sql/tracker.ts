import { BlockBody, type Body, type BodyForm, ParenthesisedBody } from './body.ts';
import { CompoundBody } from './compoundBody.ts';
import type { SqlDialect } from './dialect.ts';

type Phase = 'start' | 'create' | 'alter' | 'begin' | 'copy' | 'copyFrom' | 'body' | 'plain';

/** Words between CREATE and what is created. */
const createModifiers = new Set(['OR', 'REPLACE', 'DEFINER', 'AGGREGATE', 'TEMP', 'TEMPORARY']);
const longestWord = 10;

/** Follows one statement from its first token on, to know which terminator is its own. */
export class StatementTracker {
  readonly #text: string;
  readonly #dialect: SqlDialect;
  #phase: Phase = 'start';
  #body: Body | null = null;
  #parentheses = 0;
  #lastCode = 0;
  /** It is `COPY … FROM STDIN`: data may follow its terminator. */
  copiesFromStdin = false;

  constructor(text: string, dialect: SqlDialect) {
    this.#text = text;
    this.#dialect = dialect;
  }

  /** Makes ready for the next statement. */
  reset(): void {
    this.#phase = 'start';
    this.#body = null;
    this.#parentheses = 0;
    this.#lastCode = 0;
    this.copiesFromStdin = false;
  }

  /** Takes the next significant token. `word`: it is an unquoted word. */
  see(word: boolean, start: number, end: number): void {
    if (this.#phase === 'plain') return;
    const code = this.#text.charCodeAt(start);
    const name =
      word && end - start <= longestWord && this.#lastCode !== 46
        ? this.#text.slice(start, end).toUpperCase()
        : '';
    if (this.#body !== null) this.#body.see(name, code);
    else this.#phase = this.#head(name, code);
    this.#lastCode = end - start === 1 ? code : 0; // `.5` is no dot, `@host` no sign
  }

  /** Whether a terminator that comes now ends the statement. */
  ends(): boolean {
    return this.#body === null || this.#body.ends();
  }

  #head(name: string, code: number): Phase {
    switch (this.#phase) {
      case 'start':
        return this.#first(name);
      case 'create':
      case 'alter': {
        // DEFINER = user@host
        if (name === '' || this.#lastCode === 61 || this.#lastCode === 64 || createModifiers.has(name))
          return this.#phase;
        const { createBodies, alterBodies } = this.#dialect;
        return this.#open((this.#phase === 'create' ? createBodies : alterBodies)[name]);
      }
      case 'begin':
        if (name !== 'NOT') return 'plain';
        return this.#compound('BEGIN');
      case 'copy':
        if (code === 40) this.#parentheses++;
        else if (code === 41) this.#parentheses--;
        else if (this.#parentheses === 0 && name === 'FROM') return 'copyFrom';
        else if (this.#parentheses === 0 && name === 'TO') return 'plain';
        return 'copy';
      case 'copyFrom':
        this.copiesFromStdin = name === 'STDIN';
        return 'plain';
      default:
        return this.#phase;
    }
  }

  #first(name: string): Phase {
    const { compoundStatements, copyData } = this.#dialect;
    switch (name) {
      case 'CREATE':
        return 'create';
      case 'ALTER':
        return 'alter';
      case 'COPY':
        return copyData ? 'copy' : 'plain';
      case 'BEGIN':
        return compoundStatements ? 'begin' : 'plain';
      case 'IF':
      case 'CASE':
      case 'LOOP':
      case 'WHILE':
      case 'REPEAT':
      case 'FOR':
        return compoundStatements ? this.#compound(name) : 'plain';
      default:
        return 'plain';
    }
  }

  #compound(firstWord: string): Phase {
    this.#body = new CompoundBody('none');
    this.#body.see(firstWord, 0);
    return 'body';
  }

  #open(form: BodyForm | undefined): Phase {
    if (form === undefined) return 'plain';
    if (form === 'parentheses') this.#body = new ParenthesisedBody();
    else if (form === 'atomic' || form === 'block') this.#body = new BlockBody(form === 'atomic');
    else this.#body = new CompoundBody(form);
    return 'body';
  }
}
