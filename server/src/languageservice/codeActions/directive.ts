import { directives } from '../directives.ts';
import { editFix } from '../edits.ts';
import type { OfferFixes } from './index.ts';

/** Replaces a directive that is not read by the one it most likely means. */
export const replaceDirective: OfferFixes = (project, path, found) => {
  const { start, end } = found.place;
  const text = project.directory.source(path)?.content?.text;
  if (text === undefined || start === undefined || end === undefined) return [];
  const line = text.slice(start, end);
  const wanted = /^Write `(--\s*migrate:[^`]+)`/.exec(found.hint ?? '')?.[1] ?? corrected(line);
  if (wanted === null || wanted === line) return [];
  return [
    editFix(
      `Write ${wanted.trim()}`,
      found.code,
      [{ kind: 'replace', path, start, end, text: wanted }],
      true,
    ),
  ];
};

/** `-- migrate:dwon` → `-- migrate:down`; null when no directive is near. */
function corrected(line: string): string | null {
  const match = /^(--\s*migrate:)([\w-]+)(.*)$/s.exec(line);
  if (match === null) return null;
  const written = match[2]!.toLowerCase();
  const near = directives
    .map(({ word }) => ({ word, distance: distanceOf(written, word) }))
    .filter(({ word, distance }) => distance > 0 && distance <= Math.max(1, Math.floor(word.length / 3) + 1))
    .sort((a, b) => a.distance - b.distance)[0];
  return near === undefined ? null : `${match[1]}${near.word}${match[3]}`;
}

/** How many letters must be changed, put in, left out or exchanged with their neighbour. */
function distanceOf(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
