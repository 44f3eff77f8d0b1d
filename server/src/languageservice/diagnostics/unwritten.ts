import type { Diagnostic } from '../../engine/diagnostic.ts';
import type { MigrationDirectory } from '../directory.ts';

/**
 * What is wrong with a file by itself, less what is no mistake yet: a migration that was just made has nothing in any of
 * its sections. That is said once, at its up section, as information; it is refused all the same when somebody applies
 * it. As soon as one section is written, or when it has been `applied`, an empty one is what it is everywhere else.
 */
export function fileFindings(
  directory: MigrationDirectory,
  path: string,
  applied: boolean,
): readonly Diagnostic[] {
  const found = directory.findings(path);
  if (applied || !found.some(({ code }) => aboutSections.has(code)) || !isUnwritten(directory, path))
    return found;
  return found.flatMap((one): readonly Diagnostic[] => {
    if (!aboutSections.has(one.code)) return [one];
    return one.code === 'empty-up' ? [{ ...one, severity: 'information' }] : [];
  });
}

const aboutSections: ReadonlySet<string> = new Set(['empty-up', 'empty-down', 'missing-down']);

function isUnwritten(directory: MigrationDirectory, path: string): boolean {
  const migration = directory.migrationOf(path);
  if (migration === null || migration.language === 'code') return false;
  return migration.files.every((file) => {
    const content = directory.source(file)?.content ?? null;
    if (content === null) return false;
    const sections = [content.up, content.down].flatMap((section) => section ?? []);
    return sections.length === 0
      ? content.text.trim() === ''
      : sections.every(({ appliedText }) => appliedText.trim() === '');
  });
}
