import type { DdlStatement } from '../../ddl.ts';
import { literal } from '../quote.ts';
import { statement } from './statement.ts';

/** `COMMENT ON what IS …`; null takes the comment away. */
export function commentSql(what: string, comment: string | null): DdlStatement {
  return statement(`COMMENT ON ${what} IS ${literal(comment)}`);
}

/** The comment of something new: nothing where it has none. */
export function newComment(what: string, comment: string | null): readonly DdlStatement[] {
  return comment === null ? [] : [commentSql(what, comment)];
}

/** Comments of parts, kept as `part: text` lines, from one list to another. `what` names a part, `remains` says that it is still there. */
export function partComments(
  what: (part: string) => string,
  remains: (part: string) => boolean,
  before: readonly string[],
  after: readonly string[],
): readonly DdlStatement[] {
  const old = new Map(before.map(split));
  const next = new Map(after.map(split));
  const changed = [...next].filter(([part, text]) => old.get(part) !== text);
  const gone = [...old.keys()].filter((part) => !next.has(part) && remains(part));
  return [
    ...changed.map(([part, text]) => commentSql(what(part), text)),
    ...gone.map((part) => commentSql(what(part), null)),
  ];
}

function split(line: string): readonly [string, string] {
  // A quoted part may have a colon in it.
  const at = line.startsWith('"') ? line.indexOf(': ', line.indexOf('"', 1)) : line.indexOf(': ');
  return [line.slice(0, at), line.slice(at + 2)];
}

/** A list attribute; missing is empty. */
export function list(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
