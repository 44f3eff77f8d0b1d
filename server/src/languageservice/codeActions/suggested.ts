import { dirname, join } from 'node:path';
import type { Diagnostic, SuggestedFix } from '../../engine/diagnostic.ts';
import type { Migration } from '../../engine/migrations/index.ts';
import { type Edit, editFix, type Fix } from '../edits.ts';
import type { ProjectSnapshot } from '../model.ts';
import { withLineEnds } from './down.ts';
import { nextVersion } from './rename.ts';

/** The rewrites that a rule offers with its finding, and what allows it as it is. */
export function suggestedFixes(project: ProjectSnapshot, path: string, found: Diagnostic): readonly Fix[] {
  const migration = project.directory.migrationOf(path);
  const text = project.directory.source(path)?.content?.text;
  if (migration === null || text === undefined) return [];
  const rewrites = (found.fixes ?? []).map((fix, index) =>
    editFix(fix.title, found.code, editsOf(project, path, text, migration, fix), index === 0),
  );
  return [...rewrites, ...allowance(project, path, text, found)];
}

function editsOf(
  project: ProjectSnapshot,
  path: string,
  text: string,
  { layout }: Migration,
  fix: SuggestedFix,
): readonly Edit[] {
  const edits = fix.edits.map(
    (one): Edit => ({ kind: 'replace', path, ...one, text: withLineEnds(one.text, text) }),
  );
  if (fix.migration === undefined) return edits;
  const { name, transaction, up, down } = fix.migration;
  const option = transaction ? '' : ' transaction:false';
  const stem = join(dirname(path), `${nextVersion(project)}_${name}`);
  const file = (to: string, content: string): Edit => ({
    kind: 'create',
    path: to,
    text: withLineEnds(content, text),
  });
  if (layout === 'single') {
    const taken = down === '' ? '' : `\n-- migrate:down${option}\n${down}\n`;
    return [...edits, file(`${stem}.sql`, `-- migrate:up${option}\n${up}\n${taken}`)];
  }
  const marker = (direction: string): string => (transaction ? '' : `-- migrate:${direction}${option}\n`);
  return [
    ...edits,
    file(`${stem}.up.sql`, `${marker('up')}${up}\n`),
    ...(down === '' ? [] : [file(`${stem}.down.sql`, `${marker('down')}${down}\n`)]),
  ];
}

/** A comment in front of the statement that the finding is in. */
function allowance(project: ProjectSnapshot, path: string, text: string, found: Diagnostic): readonly Fix[] {
  const { code, place } = found;
  const offset = place.start;
  if (offset === undefined || code === 'unused-suppression') return [];
  const statement = project
    .analysisOf(path)
    ?.sections.flatMap(({ statements }) => statements)
    .find(({ start, end }) => start <= offset && offset <= end);
  if (statement === undefined) return [];
  const line = text.lastIndexOf('\n', statement.start - 1) + 1;
  const alone = text.slice(line, statement.start).trim() === '';
  const comment = withLineEnds(`${alone ? '' : '\n'}-- migrate:allow ${code}\n`, text);
  const start = alone ? line : statement.start;
  return [editFix(`Allow ${code} here`, code, [{ kind: 'replace', path, start, end: start, text: comment }])];
}
