import { type Edit, editFix } from '../edits.ts';
import { withLineEnds } from './down.ts';
import type { OfferFixes } from './index.ts';

/** Puts a marker before the statements of a file that has none. */
export const insertUp: OfferFixes = (project, path, found) => {
  const text = project.directory.source(path)?.content?.text;
  if (text === undefined || !found.message.includes('no `-- migrate:up` marker')) return [];
  const edit: Edit = { kind: 'replace', path, start: 0, end: 0, text: withLineEnds('-- migrate:up\n', text) };
  return [editFix('Insert -- migrate:up', found.code, [edit], true)];
};

/** Lets a section run outside the tool's transaction. */
export const outsideTransaction: OfferFixes = (project, path, found) => {
  const content = project.directory.source(path)?.content;
  const start = found.place.start;
  if (content == null || start === undefined) return [];
  const marker = content.markers.findLast((one) => one.start <= start);
  const title = 'Run the section outside a transaction (transaction:false)';
  if (marker !== undefined) {
    const end = content.text.slice(0, marker.end).trimEnd().length;
    return [
      editFix(title, found.code, [{ kind: 'replace', path, start: end, end, text: ' transaction:false' }]),
    ];
  }
  const direction = content.up === null ? 'down' : 'up';
  const text = withLineEnds(`-- migrate:${direction} transaction:false\n`, content.text);
  return [editFix(title, found.code, [{ kind: 'replace', path, start: 0, end: 0, text }])];
};

/** Takes out the `BEGIN` and `COMMIT` around a section that the tool's own transaction holds. */
export const removeWrapping: OfferFixes = (project, path, found) => {
  const content = project.directory.source(path)?.content;
  const begin = found.place;
  if (content == null || begin.start === undefined || begin.end === undefined) return [];
  const section = [content.up, content.down].find(
    (one) => one !== null && one.start <= begin.start! && begin.start! < one.end,
  );
  if (section == null) return [];
  const commit = /\b(?:commit|end)\b[^;]*;?\s*$/i.exec(content.text.slice(begin.end, section.end));
  if (commit === null) return [];
  const last = begin.end + commit.index;
  const edits: Edit[] = [
    { kind: 'replace', path, start: begin.start, end: afterTerminator(content.text, begin.end), text: '' },
    { kind: 'replace', path, start: last, end: last + commit[0].trimEnd().length, text: '' },
  ];
  return [editFix('Remove BEGIN and COMMIT', found.code, edits, true)];
};

/** Behind the `;` and the line end that follow. */
function afterTerminator(text: string, at: number): number {
  return at + (/^\s*;[ \t]*(?:\r\n|\n)?/.exec(text.slice(at))?.[0].length ?? 0);
}
