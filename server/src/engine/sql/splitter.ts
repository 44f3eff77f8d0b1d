import type { SqlDialect } from './dialect.ts';
import { SqlReader } from './reader.ts';
import type { Piece, Statement } from './statement.ts';

/** What part of the text to split; the whole of it by default. */
export interface SplitRange {
  readonly start?: number;
  readonly end?: number;
}

/**
 * The statements of `text`, in order; offsets count in the whole of it. Comments, blanks, terminators and `DELIMITER`
 * lines give no statement; a client command and a `COPY` with its data are one each. Never throws.
 */
export function splitStatements(
  text: string,
  dialect: SqlDialect,
  options: SplitRange = {},
): readonly Statement[] {
  const { from, to } = limits(text, options);
  const reader = new SqlReader(text, dialect, from, to);
  const statements: Statement[] = [];
  let start = -1;
  let end = -1;
  let solid = false;
  const finish = (terminated: boolean): void => {
    // The marks of an executable comment with nothing in it are nothing to send.
    if (solid)
      statements.push({ index: statements.length, text: text.slice(start, end), start, end, terminated });
    start = -1;
    solid = false;
  };
  while (reader.next()) {
    switch (reader.kind) {
      case 'whitespace':
      case 'comment':
        break;
      case 'terminator':
      case 'delimiterCommand':
        finish(reader.kind === 'terminator');
        break;
      case 'clientCommand':
        finish(false);
        start = reader.start;
        end = reader.end;
        solid = true;
        finish(true);
        break;
      default:
        if (start < 0) start = reader.start;
        end = reader.end;
        solid ||= reader.kind !== 'executableComment';
        if (reader.kind === 'copyData') finish(true);
    }
  }
  finish(false);
  return statements;
}

/** The statements and what lies between them; joined they are the text. */
export function pieces(text: string, dialect: SqlDialect, options: SplitRange = {}): readonly Piece[] {
  const { from, to } = limits(text, options);
  const found: Piece[] = [];
  let at = from;
  for (const statement of splitStatements(text, dialect, options)) {
    if (statement.start > at) found.push({ kind: 'between', start: at, end: statement.start });
    found.push({ kind: 'statement', start: statement.start, end: statement.end, statement });
    at = statement.end;
  }
  if (to > at) found.push({ kind: 'between', start: at, end: to });
  return found;
}

function limits(text: string, { start = 0, end = text.length }: SplitRange): { from: number; to: number } {
  const to = Math.max(0, Math.min(end, text.length));
  return { from: Math.max(0, Math.min(start, to)), to };
}
