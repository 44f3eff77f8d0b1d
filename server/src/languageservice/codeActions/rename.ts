import { basename, dirname, join } from 'node:path';
import { suggestName, versionNumber } from '../../engine/migrations/index.ts';
import { newVersion } from '../../engine/migrations/newVersion.ts';
import { type Edit, editFix } from '../edits.ts';
import type { ProjectSnapshot } from '../model.ts';
import type { OfferFixes } from './index.ts';

/** Renames a misnamed file to what it most likely means. */
export const renameFile: OfferFixes = (project, path, found) => {
  const base = basename(path);
  // A file without a version is given the next one; other strays are no migrations.
  const wanted =
    found.code === 'stray-file'
      ? /\.sql$/i.test(base)
        ? `${nextVersion(project)}_${base.replace(/^\W+/, '').replaceAll(' ', '_')}`
        : null
      : suggestName(base);
  if (wanted === null) return [];
  const to = join(dirname(path), wanted);
  if (project.directory.source(to) !== undefined) return [];
  return [editFix(`Rename to ${wanted}`, found.code, [{ kind: 'rename', from: path, to }], true)];
};

/** Gives a migration the next version: all of its files, and what other files require of it. */
export const renumber: OfferFixes = (project, path, found) => {
  const { directory } = project;
  const source = directory.source(path);
  if (source === undefined) return [];
  const version = nextVersion(project);
  const files = directory.migrationOf(path)?.files ?? [path];
  const renames = files.map((from): Edit => {
    const rest = basename(from).replace(/^\d+/, '');
    return { kind: 'rename', from, to: join(dirname(from), `${version}${rest}`) };
  });
  // Where two files share the version, nobody knows which of them is required.
  const mentions =
    found.code === 'duplicate-version' ? [] : requirementsOf(project, source.name.number, version);
  const title = `Renumber to ${version}${source.name.name === '' ? '' : `_${source.name.name}`}`;
  return [editFix(title, found.code, [...mentions, ...renames], true)];
};

function requirementsOf(project: ProjectSnapshot, number: bigint, version: string): readonly Edit[] {
  return project.directory.migrations.flatMap(({ requires }) =>
    requires.flatMap((requirement): Edit[] => {
      const { file, start, end } = requirement.place;
      if (requirement.number !== number || start === undefined || end === undefined) return [];
      return [{ kind: 'replace', path: file, start, end, text: version }];
    }),
  );
}

/** A version after everything on disk and in the history. */
export function nextVersion(project: ProjectSnapshot): string {
  const versions = [
    ...project.directory.paths.flatMap((path) => /^\d+/.exec(basename(path))?.[0] ?? []),
    ...project.book.statuses.map(({ version }) => version),
  ];
  let latest: string | null = null;
  for (const version of versions) {
    const number = versionNumber(version);
    if (number !== null && (latest === null || number > versionNumber(latest)!)) latest = version;
  }
  return newVersion(latest, new Date());
}
