/** A statement that the database's own grammar does not accept. */
export interface SyntaxProblem {
  /** In the parser's words: `syntax error at or near "FORM"`. */
  readonly message: string;
  /** UTF-16 offsets in the statement's text. */
  readonly start: number;
  readonly end: number;
}

/** Asks a database's own parser about one statement; null when there is nothing to say against its syntax. */
export type CheckSyntax = (statement: string) => SyntaxProblem | null;
