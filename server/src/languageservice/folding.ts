import { tokenize } from '../engine/sql/index.ts';
import { dialectOf } from './catalog/symbolAt.ts';
import type { ProjectSnapshot } from './model.ts';
import { outline } from './outline.ts';

export interface Fold {
  readonly start: number;
  readonly end: number;
  readonly kind: 'region' | 'comment';
}

/** Sections, statements and comments; whether they take more than one line is for the caller to see. */
export function folds(project: ProjectSnapshot, path: string): readonly Fold[] {
  const text = project.directory.source(path)?.content?.text;
  if (text === undefined) return [];
  const regions = outline(project, path).flatMap((section) => [section, ...section.children]);
  return [
    ...regions.map(({ start, end }): Fold => ({ start, end, kind: 'region' })),
    ...commentBlocks(project, text),
  ];
}

/** Block comments, and lines of comments without another line between them. */
function commentBlocks(project: ProjectSnapshot, text: string): readonly Fold[] {
  const found: Fold[] = [];
  let block: { start: number; end: number } | null = null;
  const finish = () => {
    if (block !== null) found.push({ ...block, kind: 'comment' });
    block = null;
  };
  for (const { kind, start, end } of tokenize(text, dialectOf(project))) {
    if (kind === 'whitespace') {
      if ((text.slice(start, end).match(/\r\n|\r|\n/g)?.length ?? 0) > 1) finish();
    } else if (kind !== 'comment') finish();
    else if (block === null) block = { start, end };
    else block = { start: block.start, end };
  }
  finish();
  return found;
}
