import type { Rename } from '../diff/renames.ts';
import { classify, type SqlDialect, splitStatements, tokenize, unquote } from '../sql/index.ts';
import type { SchemaSource } from './schemaSource.ts';

/** A rename that a schema file asks for, by the names it has after it; the namespace as written, or null. */
export interface RenameNote {
  readonly kind: Rename['kind'];
  readonly schema: string | null;
  /** The table as it is called in the file. */
  readonly table: string;
  readonly from: string;
  readonly to: string;
}

const note = /@renamed\s+from\s*=\s*("(?:[^"]|"")+"|`(?:[^`]|``)+`|\[[^\]]+\]|[^\s,*]+)/i;

/**
 * The `-- @renamed from=old` comments of schema files. One behind a column on its line, or alone on the line before it,
 * renames the column; one in front of the statement, or before its first column on the opening line, the table.
 */
export function renameNotes(source: SchemaSource, syntax: SqlDialect): readonly RenameNote[] {
  return source.files.flatMap(({ text }) => {
    if (!text.includes('@renamed')) return [];
    let end = 0;
    return splitStatements(text, syntax).flatMap((statement) => {
      const start = end;
      end = statement.end;
      const kind = classify(statement, syntax);
      if (kind.verb !== 'CREATE' || kind.object !== 'TABLE' || kind.name === null) return [];
      const table = kind.name.at(-1)!;
      const schema = kind.name.at(-2) ?? null;
      return [
        ...tableNote(text.slice(start, statement.start), schema, table, start === 0),
        ...notesInside(text, statement.start, statement.end, syntax, schema, table),
      ];
    });
  });
}

/** A note in front of a statement; what stands behind the statement before, on its line, belongs to that one. */
function tableNote(
  before: string,
  schema: string | null,
  table: string,
  first: boolean,
): readonly RenameNote[] {
  const own = first ? before : before.slice(Math.max(before.indexOf('\n'), 0));
  const match = note.exec(own);
  return match === null ? [] : [{ kind: 'table', schema, table, from: plain(match[1]!), to: table }];
}

function notesInside(
  text: string,
  start: number,
  end: number,
  syntax: SqlDialect,
  schema: string | null,
  table: string,
): readonly RenameNote[] {
  const notes: RenameNote[] = [];
  let depth = 0;
  /** The column of the part read now; null before its first word. */
  let column: string | null = null;
  /** The column that ended on this line, for a comment behind its comma. */
  let ended: string | null = null;
  let waiting: string | null = null;
  for (const token of tokenize(text, syntax, start, end)) {
    const piece = text.slice(token.start, token.end);
    if (token.kind === 'whitespace') {
      if (piece.includes('\n')) ended = null;
    } else if (token.kind === 'comment') {
      const match = note.exec(piece);
      if (match === null) continue;
      const from = plain(match[1]!);
      const owner: string | null = column ?? ended;
      if (owner !== null) notes.push({ kind: 'column', schema, table, from, to: owner });
      else if (depth === 0 || lineBegins(text, start, token.start))
        notes.push({ kind: 'table', schema, table, from, to: table });
      else waiting = from;
    } else if (piece === '(') depth++;
    else if (piece === ')') {
      depth--;
      if (depth === 0) {
        ended = column;
        column = null;
      }
    } else if (piece === ',' && depth === 1) {
      ended = column;
      column = null;
    } else if (
      depth === 1 &&
      column === null &&
      (token.kind === 'word' || token.kind === 'quotedIdentifier')
    ) {
      column = unquote(piece, syntax);
      if (waiting !== null) notes.push({ kind: 'column', schema, table, from: waiting, to: column });
      waiting = null;
    }
  }
  return notes;
}

/** Nothing but the statement's own opening stands before it on its line. */
function lineBegins(text: string, start: number, at: number): boolean {
  return !text.slice(start, at).includes('\n');
}

function plain(name: string): string {
  return /^["`[]/.test(name) ? name.slice(1, -1) : name;
}
