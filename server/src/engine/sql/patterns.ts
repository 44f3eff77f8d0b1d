import { StatementCursor } from './cursor.ts';
import type { Description } from './description.ts';
import type { SqlDialect } from './dialect.ts';
import type { StatementPattern } from './transactional.ts';

/** Whether one of the patterns holds. The statement's words are read only when a pattern asks for them. */
export function matchesAny(
  patterns: readonly StatementPattern[],
  found: Description,
  text: string,
  dialect: SqlDialect,
): boolean {
  return patterns.some((pattern) => {
    if (pattern.verb !== found.verb || !headMatches(pattern, found)) return false;
    if (pattern.words === undefined && pattern.withoutWords === undefined) return true;
    const words = allWords(text, dialect);
    const holds = (sequence: string): boolean => words.includes(` ${sequence} `);
    return (pattern.words?.some(holds) ?? true) && !pattern.withoutWords?.some(holds);
  });
}

function headMatches(pattern: StatementPattern, found: Description): boolean {
  const object = found.object === null ? '' : `${found.temporary ? 'TEMPORARY ' : ''}${found.object}`;
  const name = found.names[0]?.parts.at(-1)?.toLowerCase();
  if (pattern.objects !== undefined && !pattern.objects.includes(object)) return false;
  if (pattern.otherThan?.includes(object)) return false;
  if (pattern.names !== undefined && (name === undefined || !pattern.names.includes(name))) return false;
  if (pattern.unnamed && name !== undefined) return false;
  if (pattern.concurrently && !found.concurrently) return false;
  return !pattern.assigns || found.assigns;
}

function allWords(text: string, dialect: SqlDialect): string {
  const cursor = new StatementCursor(text, dialect);
  let words = ' ';
  for (; !cursor.done; cursor.skip()) {
    const word = cursor.word();
    if (word !== '') words += `${word} `;
  }
  return words;
}
