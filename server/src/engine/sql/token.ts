/**
 * What a token is. `terminator` is the delimiter in force (`;`, or what `DELIMITER` set); a `;` while another
 * delimiter is in force is `punctuation`. `executableComment` is only the opening `/*!40101` or the closing star-slash
 * of a MySQL executable comment: what stands between the two are ordinary tokens. `copyData` is the data after
 * `COPY … FROM STDIN;`, with its closing `\.`. `unknown` is a character no rule of the dialect covers.
 */
export type TokenKind =
  | 'word'
  | 'quotedIdentifier'
  | 'string'
  | 'number'
  | 'operator'
  | 'punctuation'
  | 'terminator'
  | 'comment'
  | 'executableComment'
  | 'whitespace'
  | 'parameter'
  | 'clientCommand'
  | 'delimiterCommand'
  | 'copyData'
  | 'unknown';

/** One token: offsets are UTF-16, `end` exclusive. `unterminated`: a quote or comment that runs to the end. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  readonly unterminated?: true;
}
