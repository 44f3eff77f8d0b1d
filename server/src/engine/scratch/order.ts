import { type SqlDialect, tokenize, unquote } from '../sql/index.ts';
import type { ScriptStatement } from './scriptStatements.ts';

/**
 * The statements of several files in an order that should run: each file's own order stays, and what a statement names
 * comes before it, as far as names tell. Circles are cut at the first statement of the remaining ones. Linear in the
 * size of the text.
 */
export function orderByNames(
  files: readonly (readonly ScriptStatement[])[],
  syntax: SqlDialect,
): readonly ScriptStatement[] {
  const all = files.flat();
  const creators = new Map<string, number>();
  all.forEach(({ kind }, index) => {
    const name =
      kind.verb === 'CREATE' && kind.object !== 'INDEX' ? kind.name?.at(-1)?.toLowerCase() : undefined;
    if (name !== undefined && !creators.has(name)) creators.set(name, index);
  });
  const waiting = all.map(() => 0);
  const followers = all.map((): number[] => []);
  const link = (before: number, after: number): void => {
    if (before === after) return;
    waiting[after]!++;
    followers[before]!.push(after);
  };
  let start = 0;
  for (const file of files) {
    for (let index = start + 1; index < start + file.length; index++) link(index - 1, index);
    start += file.length;
  }
  all.forEach((statement, index) => {
    for (const name of namesIn(statement.text, syntax)) {
      const creator = creators.get(name);
      if (creator !== undefined) link(creator, index);
    }
  });
  return sorted(all, waiting, followers);
}

/** Every word of a statement, those in its strings included (`nextval('orders_id_seq')`), in lower case. */
function namesIn(text: string, syntax: SqlDialect): ReadonlySet<string> {
  const names = new Set<string>();
  for (const token of tokenize(text, syntax)) {
    const piece = text.slice(token.start, token.end);
    if (token.kind === 'word') names.add(piece.toLowerCase());
    else if (token.kind === 'quotedIdentifier') names.add(unquote(piece, syntax).toLowerCase());
    else if (token.kind === 'string')
      for (const [word] of piece.matchAll(/[\p{L}_][\p{L}\p{N}_$]*/gu)) names.add(word.toLowerCase());
  }
  return names;
}

function sorted<T>(
  all: readonly T[],
  waiting: number[],
  followers: readonly (readonly number[])[],
): readonly T[] {
  const order: T[] = [];
  const done = all.map(() => false);
  const ready: number[] = [];
  const take = (index: number): void => {
    done[index] = true;
    order.push(all[index]!);
    for (const next of followers[index]!) if (--waiting[next]! === 0 && !done[next]) ready.push(next);
  };
  for (let index = 0; index < all.length; index++) {
    if (done[index]) continue;
    if (waiting[index] === 0) take(index);
    while (ready.length > 0) {
      const next = ready.pop()!;
      if (!done[next]) take(next);
    }
  }
  // What is left waits in a circle, or behind one.
  for (let index = 0; index < all.length; index++) {
    if (!done[index]) take(index);
    while (ready.length > 0) {
      const next = ready.pop()!;
      if (!done[next]) take(next);
    }
  }
  return order;
}
