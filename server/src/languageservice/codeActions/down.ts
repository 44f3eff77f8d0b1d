import { basename } from 'node:path';
import { type Edit, editFix } from '../edits.ts';
import { generateDown } from '../inverse/section.ts';
import type { OfferFixes } from './index.ts';

const template = '-- Write the statements that take the up section back.\n';

/** Writes a down section: the inverse of the up where that can be told. */
export const writeDown: OfferFixes = (project, path, found) => {
  const migration = project.directory.migrationOf(path);
  if (migration === null || migration.language === 'code') return [];
  const source = project.directory.source(migration.files[0]!);
  if (source?.content == null) return [];
  const generated = generateDown(project, path);
  const body = generated ?? template;
  const title =
    generated === null ? 'Add an empty down section' : 'Write the down section from the up section';
  const edit = found.code === 'empty-down' ? filled() : added();
  return edit === null ? [] : [editFix(title, found.code, [edit], true)];

  function filled(): Edit | null {
    const down = migration!.down;
    if (down === null) return null;
    const { file, text, end } = down;
    // In front of what stands behind the section, after its comments.
    const before = text.slice(0, end);
    const at = before.trimEnd().length;
    const line = at === 0 ? '' : '\n';
    return {
      kind: 'replace',
      path: file,
      start: at,
      end: at,
      text: withLineEnds(line + body.trimEnd(), text),
    };
  }

  function added(): Edit {
    const first = migration!.files[0]!;
    if (migration!.layout === 'pair') {
      const base = basename(first).replace(/\.up(\.sql)$/i, '.down$1');
      const to = first.slice(0, first.length - basename(first).length) + base;
      return { kind: 'create', path: to, text: withLineEnds(body, migration!.up.text) };
    }
    const { text } = migration!.up;
    const gap = text.endsWith('\n') || text === '' ? '\n' : '\n\n';
    const section = withLineEnds(`${gap}-- migrate:down\n${body}`, text);
    return { kind: 'replace', path: first, start: text.length, end: text.length, text: section };
  }
};

/** Creates the up file that a down file lacks. */
export const createUp: OfferFixes = (project, path, found) => {
  const base = basename(path);
  const wanted = path.slice(0, path.length - base.length) + base.replace(/\.down(\.sql)$/i, '.up$1');
  const source = project.directory.source(path);
  if (wanted === path || source === undefined || project.directory.source(wanted) !== undefined) return [];
  const text = '-- Write the statements to apply.\n';
  return [editFix(`Create ${basename(wanted)}`, found.code, [{ kind: 'create', path: wanted, text }], true)];
};

/** Generated text has the line ends of the file it stands in or beside. */
export function withLineEnds(text: string, like: string): string {
  return like.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}
