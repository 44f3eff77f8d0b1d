import type { SqlValue } from '../database.ts';
import { literal } from './literal.ts';

const outsideBackslash =
  /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"|`[^`]*`|#[^\n]*|--(?=\s|$)[^\n]*|\/\*[\s\S]*?\*\/|\?/g;
const outsideNoBackslash = /'[^']*'|"[^"]*"|`[^`]*`|#[^\n]*|--(?=\s|$)[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

/**
 * Puts `params` in place of the `?` of `sql`, as literals; those in strings, names and comments stay. Done here and not
 * by prepared statements, which keep the database that was current when they were prepared and cost a round trip.
 * Throws a RangeError when the numbers differ.
 */
export function fillIn(sql: string, params: readonly SqlValue[], noBackslashEscapes: boolean): string {
  let next = 0;
  const filled = sql.replace(noBackslashEscapes ? outsideNoBackslash : outsideBackslash, (found) => {
    if (found !== '?') return found;
    const index = next++;
    return index < params.length ? literal(params[index]!) : found;
  });
  if (next !== params.length)
    throw new RangeError(`The statement has ${next} placeholders and ${params.length} values.`);
  return filled;
}
