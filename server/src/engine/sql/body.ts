/**
 * How a body with terminators inside is written: `atomic`: `BEGIN ATOMIC … END`; `block`: `BEGIN … END`, no nesting;
 * `parentheses`: what stands in them; `routine`, `trigger`, `event`: MySQL's compound statements.
 */
export type BodyForm = 'atomic' | 'block' | 'parentheses' | 'routine' | 'trigger' | 'event';

/** What a body has to be told to know which terminator is inside of it. */
export interface Body {
  /** A word, in upper case (empty when too long for a keyword or quoted, or behind a dot), or another sign. */
  see(word: string, code: number): void;
  /** A terminator: true when it stands behind the body. */
  ends(): boolean;
}

/**
 * `BEGIN … END` of plain statements. An END that begins a statement closes it: the ENDs of CASE, and columns named
 * `end`, never stand there.
 */
export class BlockBody implements Body {
  #state: 'before' | 'begin' | 'statementStart' | 'statement' | 'after' = 'before';
  readonly #atomic: boolean;

  constructor(atomic: boolean) {
    this.#atomic = atomic;
  }

  see(word: string): void {
    if (this.#state === 'before') {
      if (word === 'BEGIN') this.#state = this.#atomic ? 'begin' : 'statementStart';
    } else if (this.#state === 'begin') this.#state = word === 'ATOMIC' ? 'statementStart' : 'before';
    else if (this.#state === 'statementStart') this.#state = word === 'END' ? 'after' : 'statement';
  }

  ends(): boolean {
    if (this.#state === 'before' || this.#state === 'begin' || this.#state === 'after') return true;
    this.#state = 'statementStart';
    return false;
  }
}

/** `DO (INSERT …; UPDATE …)` of a rule. */
export class ParenthesisedBody implements Body {
  #depth = 0;

  see(_word: string, code: number): void {
    if (code === 40) this.#depth++;
    else if (code === 41 && this.#depth > 0) this.#depth--;
  }

  ends(): boolean {
    return this.#depth === 0;
  }
}
