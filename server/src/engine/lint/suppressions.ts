import { commentTest, directiveLines, parseDirective } from '../migrations/index.ts';
import type { SqlDialect } from '../sql/index.ts';

/** One rule named by a `migrate:allow`. Offsets count in the file. */
export interface Suppression {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  /** The whole file; else the statement that follows. */
  readonly file: boolean;
}

/**
 * What the comments of a file take away, in order: `migrate:allow-file`, and what stands in front of the first marker,
 * from all of it; `migrate:allow` from the statement that follows.
 */
export function readSuppressions(text: string, dialect: SqlDialect): readonly Suppression[] {
  if (!/migrate:allow/i.test(text)) return [];
  const isComment = commentTest(text, dialect);
  const found: Suppression[] = [];
  let firstMarker = -1;
  for (const line of directiveLines(text, 'sql')) {
    if (!isComment(line.start)) continue;
    if (firstMarker < 0 && (line.word === 'up' || line.word === 'down')) firstMarker = line.start;
    const directive = parseDirective(line);
    if (directive.kind !== 'allow') continue;
    for (const { id, start, end } of directive.rules)
      found.push({
        rule: id,
        start: line.restStart + start,
        end: line.restStart + end,
        file: directive.file,
      });
  }
  return found.map((one) => (one.start < firstMarker ? { ...one, file: true } : one));
}
