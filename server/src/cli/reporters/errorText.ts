import { relative, sep } from 'node:path';
import type { MigrateError, Place } from '../../engine/index.ts';
import { redact } from '../redact.ts';
import type { Style } from './style.ts';

const longestExcerpt = 10;

/**
 * An error for people: the sentence with its code, the place, the statement, what the database said, what to do; then
 * those beside it. Never a stack trace, never a password.
 */
export function errorLines(error: MigrateError, style: Style, workingDirectory: string): readonly string[] {
  const { place, statement, database, hint, others = [] } = error.details;
  const lines = [`${style.red(style.bold(`error[${error.code}]:`))} ${style.bold(error.message)}`];
  if (place !== undefined) lines.push(`  ${style.blue('-->')} ${placeText(place, workingDirectory)}`);
  if (statement !== undefined) lines.push(...excerpt(statement, place?.line ?? 1, style));
  if (database !== undefined && !error.message.includes(database.message)) {
    lines.push(
      `  ${style.cyan('database:')} ${database.code === '' ? '' : `${database.code} `}${database.message}`,
    );
  } else if (database !== undefined && database.code !== '') {
    lines.push(`  ${style.cyan('database:')} ${database.code}`);
  }
  if (database?.detail !== undefined) lines.push(`  ${style.cyan('detail:')} ${database.detail}`);
  if (database?.hint !== undefined && database.hint !== hint)
    lines.push(`  ${style.cyan('hint:')} ${database.hint}`);
  if (hint !== undefined) lines.push(`  ${style.cyan('help:')} ${hint}`);
  return [...lines.map(redact), ...others.flatMap((other) => errorLines(other, style, workingDirectory))];
}

/** `migrations/002_x.sql:3:1`, relative where the file is below the working directory. */
export function placeText(place: Place, workingDirectory: string): string {
  const path = fileText(place.file, workingDirectory);
  if (place.line === undefined) return path;
  return `${path}:${place.line}${place.column === undefined ? '' : `:${place.column}`}`;
}

export function fileText(file: string, workingDirectory: string): string {
  const path = relative(workingDirectory, file);
  return path === '' || path.startsWith(`..${sep}`) || path === '..' ? file : path;
}

function excerpt(statement: string, firstLine: number, style: Style): string[] {
  const all = statement.split(/\r\n|[\r\n]/);
  const shown = all.length > longestExcerpt ? all.slice(0, longestExcerpt - 1) : all;
  const width = String(firstLine + shown.length - 1).length;
  const bar = style.blue('|');
  const lines = shown.map(
    (line, index) => `${style.blue(String(firstLine + index).padStart(width))} ${bar} ${line.slice(0, 400)}`,
  );
  const empty = `${' '.repeat(width)} ${bar}`;
  const more = all.length - shown.length;
  return [empty, ...lines, more > 0 ? `${empty} … ${more} more lines` : empty];
}
