import type { SqlDialect } from './dialect.ts';
import type { Piece, Statement } from './statement.ts';

/** What part of the text to split; the whole of it by default. */
export interface SplitRange {
  readonly start?: number;
  readonly end?: number;
}

/** The statements of `text`, in order. A piece of comments only gives none. Never throws. */
export function splitStatements(
  _text: string,
  _dialect: SqlDialect,
  _options: SplitRange = {},
): readonly Statement[] {
  return [];
}

/** The statements and what lies between them; joined they are the text. */
export function pieces(_text: string, _dialect: SqlDialect, _options: SplitRange = {}): readonly Piece[] {
  return [];
}
