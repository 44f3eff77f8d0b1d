import { applyStatement, catalogBefore, sectionOf } from '../catalog/replay.ts';
import { dialectOf } from '../catalog/symbolAt.ts';
import type { ProjectSnapshot } from '../model.ts';
import { inverseOf, type Line } from './statement.ts';

/**
 * The text of a down section that takes the up section of a file back: the statements in reverse, comments for what its
 * text does not tell. Null when there is nothing to take back, or the file is code.
 */
export function generateDown(project: ProjectSnapshot, path: string): string | null {
  const position = project.directory.positionOf(path);
  const migration = project.directory.migrationOf(path);
  const up = migration === null ? null : sectionOf(project, migration.files[0]!, 'up');
  if (migration === null || up === null || up.statements.length === 0) return null;
  const catalog = catalogBefore(project, position);
  const dialect = dialectOf(project);
  const groups: (readonly Line[])[] = [];
  for (const statement of up.statements) {
    groups.push(inverseOf(statement, catalog, dialect));
    applyStatement(catalog, statement, { path: migration.files[0]!, migration: migration.id });
  }
  const lines = groups.reverse().flat();
  if (lines.length === 0) return null;
  return `${lines.map(lineText).join('\n')}\n`;
}

function lineText(line: Line): string {
  return line.kind === 'comment' ? `-- ${line.text}` : `${line.sql.trimEnd()};`;
}
