/** One statement of a text, as it is sent to the server. Offsets are UTF-16 and count in the whole text. */
export interface Statement {
  /** 0-based within what was split. */
  readonly index: number;
  /** From the first to the last significant token: no terminator, no `DELIMITER` line, no comment around it. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** False for a last statement that nothing ends. */
  readonly terminated: boolean;
}

/** A stretch of text: a statement, or what lies between two (whitespace, comments, terminators, `DELIMITER` lines). */
export type Piece =
  | {
      readonly kind: 'statement';
      readonly start: number;
      readonly end: number;
      readonly statement: Statement;
    }
  | { readonly kind: 'between'; readonly start: number; readonly end: number };
