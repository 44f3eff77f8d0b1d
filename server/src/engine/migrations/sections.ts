import type { Diagnostic, Severity } from '../diagnostic.ts';
import { postgresSyntax, type SqlDialect } from '../sql/index.ts';
import { checksum } from './checksum.ts';
import { type DirectiveLine, directiveLines, parseDirective } from './directive.ts';
import { exportsDown } from './exports.ts';
import type { FileName } from './fileName.ts';
import { foreignFormat } from './foreignFormat.ts';
import type { Marker, Requirement, Section, SectionLimits, SourceContent } from './migration.ts';
import { placeIn } from './place.ts';
import { commentTest, lineEnd, skipBlank } from './surface.ts';

interface Found extends Marker {
  readonly transaction: boolean;
}

/** What a file's directives say, before sections are cut. */
interface Reading {
  readonly markers: Found[];
  readonly requires: Requirement[];
  readonly limits: { readonly at: number; readonly limits: SectionLimits }[];
}

/**
 * Reads the text of one migration file: its sections, directives and checksum, and what is wrong with it. Never throws.
 * `text` may begin with a byte order mark, which does not count in any offset.
 */
export function parseSource(
  path: string,
  name: FileName & { readonly kind: 'migration' },
  rawText: string,
  syntax: SqlDialect = postgresSyntax,
): { readonly content: SourceContent; readonly diagnostics: readonly Diagnostic[] } {
  const text = rawText.charCodeAt(0) === 0xfeff ? rawText.slice(1) : rawText;
  const diagnostics: Diagnostic[] = [];
  const report = (
    severity: Severity,
    code: string,
    start: number,
    end: number,
    message: string,
    hint: string,
  ) => {
    diagnostics.push({
      code,
      severity,
      message,
      hint,
      place: placeIn(path, text, start, end),
      version: name.version,
    });
  };
  const reading = readDirectives(path, text, name, syntax, report);
  const sections =
    name.layout === 'code'
      ? codeSections(path, text, reading)
      : sqlSections(path, text, name, reading, report);
  const markers = reading.markers.map(({ direction, start, end }) => ({ direction, start, end }));
  return {
    content: { text, checksum: checksum(text), markers, ...sections, requires: reading.requires },
    diagnostics,
  };
}

type Report = (
  severity: Severity,
  code: string,
  start: number,
  end: number,
  message: string,
  hint: string,
) => void;

function readDirectives(
  path: string,
  text: string,
  name: FileName & { readonly kind: 'migration' },
  syntax: SqlDialect,
  report: Report,
): Reading {
  const reading: Reading = { markers: [], requires: [], limits: [] };
  const language = name.layout === 'code' ? 'code' : 'sql';
  const isComment = language === 'sql' ? commentTest(text, syntax) : () => true;
  let bounds: DirectiveLine | undefined;
  for (const line of directiveLines(text, language)) {
    if (!isComment(line.start)) continue;
    const directive = parseDirective(line);
    if (directive.kind === 'section') {
      const { direction, transaction } = directive;
      reading.markers.push({ direction, transaction, start: line.start, end: line.end });
    } else if (directive.kind === 'requires') {
      for (const { version, start, end } of directive.versions) {
        const place = placeIn(path, text, line.restStart + start, line.restStart + end);
        reading.requires.push({ version, number: BigInt(version), place });
      }
    } else if (directive.kind === 'limit') {
      reading.limits.push({ at: line.start, limits: directive.limits });
    } else if (directive.kind === 'problem') {
      report('error', 'unknown-directive', line.start, line.end, directive.problem, directive.hint);
    } else if (directive.kind === 'statementBounds') bounds ??= line;
  }
  if (bounds !== undefined) {
    const message =
      'StatementBegin and StatementEnd are passed over: the bodies of functions and triggers need no markers.';
    report('information', 'statement-bounds', bounds.start, bounds.end, message, 'Remove them.');
  }
  return reading;
}

/** Both directions of a module are the whole file; markers only carry their options. */
function codeSections(path: string, text: string, reading: Reading): { up: Section; down: Section | null } {
  const section = (direction: 'up' | 'down'): Section => ({
    file: path,
    text,
    start: 0,
    end: text.length,
    transaction: reading.markers.every((marker) => marker.direction !== direction || marker.transaction),
    limits: mergeLimits(reading, 0, text.length),
    appliedText: text,
    empty: false,
  });
  return { up: section('up'), down: exportsDown(text) ? section('down') : null };
}

function sqlSections(
  path: string,
  text: string,
  name: FileName & { readonly kind: 'migration' },
  reading: Reading,
  report: Report,
): { up: Section | null; down: Section | null } {
  const { markers } = reading;
  const head = markers[0]?.start ?? text.length;
  const cut = (start: number, end: number, transaction: boolean, limitsFrom = start): Section => ({
    file: path,
    text,
    start,
    end,
    transaction,
    limits: { ...mergeLimits(reading, 0, head), ...mergeLimits(reading, limitsFrom, end) },
    appliedText: text.slice(start, end),
    empty: skipBlank(text, start, end) === end,
  });

  const sections: { up: Section | null; down: Section | null } = { up: null, down: null };
  if (markers.length > 0) {
    const first = skipBlank(text, 0, head);
    if (first < head) reportTextBefore(text, first, head, markers[0]!, report);
  }
  markers.forEach((marker, index) => {
    const { direction } = marker;
    const otherHalf = name.direction !== null && name.direction !== direction;
    if (sections[direction] !== null || otherHalf) {
      reportRepeated(name, marker, report);
      return;
    }
    const start = afterLine(text, marker.end);
    sections[direction] = cut(start, markers[index + 1]?.start ?? text.length, marker.transaction);
  });
  if (markers.length === 0 && name.direction !== null) sections[name.direction] = cut(0, text.length, true);

  if (name.direction !== 'down') reportUp(text, sections.up, markers, report);
  if (name.direction !== 'up') reportDown(text, name, sections.down, markers, report);
  return sections;
}

function mergeLimits(reading: Reading, start: number, end: number): SectionLimits {
  let merged: SectionLimits = {};
  for (const { at, limits } of reading.limits) if (at >= start && at < end) merged = { ...merged, ...limits };
  return merged;
}

function afterLine(text: string, end: number): number {
  if (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10) return end + 2;
  return end < text.length ? end + 1 : end;
}

function reportTextBefore(text: string, start: number, head: number, marker: Marker, report: Report): void {
  const message = `Text stands before the first marker (\`-- migrate:${marker.direction}\`) and would never run.`;
  const end = Math.min(lineEnd(text, start), head);
  report('error', 'text-before-marker', start, end, message, 'Move it below the marker, or delete it.');
}

function reportRepeated(
  name: FileName & { readonly kind: 'migration' },
  marker: Marker,
  report: Report,
): void {
  const own = name.direction !== null && name.direction !== marker.direction;
  const message = own
    ? `A .${name.direction}.sql file holds a \`migrate:${marker.direction}\` section.`
    : `The file has a second \`migrate:${marker.direction}\` section.`;
  const hint = own
    ? `Move it to the pair's .${marker.direction}.sql file, or drop ".${name.direction}" from the file's name.`
    : 'Join the two sections, or make the second one a migration of its own.';
  report('error', 'repeated-section', marker.start, marker.end, message, hint);
}

function reportUp(text: string, up: Section | null, markers: readonly Marker[], report: Report): void {
  if (up === null) {
    const foreign = foreignFormat(text);
    const what = text.trim() === '' ? 'The file is empty' : 'The file has no `-- migrate:up` marker';
    const message = foreign === null ? `${what}.` : `${what}; it is written for ${foreign.tool}.`;
    const hint = foreign?.hint ?? 'Put `-- migrate:up` on a line of its own before the statements to apply.';
    report('error', text.trim() === '' ? 'empty-up' : 'missing-up', 0, 0, message, hint);
  } else if (up.empty) {
    const marker = markers.find(({ direction }) => direction === 'up');
    const silent = up.appliedText.trim() === '';
    report(
      silent ? 'error' : 'warning',
      'empty-up',
      marker?.start ?? 0,
      marker?.end ?? 0,
      silent
        ? 'The up section is empty.'
        : 'The up section holds only comments: applying it changes nothing.',
      silent
        ? 'Write the statements to apply, or a comment that says why there are none.'
        : 'Leave it so if that is meant, else write the statements to apply.',
    );
  }
}

function reportDown(
  text: string,
  name: FileName & { readonly kind: 'migration' },
  down: Section | null,
  markers: readonly Marker[],
  report: Report,
): void {
  if (down === null) {
    if (name.direction !== null || markers.length === 0) return;
    const { start, end } = markers[0]!;
    report(
      'warning',
      'missing-down',
      start,
      end,
      missingDown(name),
      'Add a `-- migrate:down` section that takes the up section back.',
    );
  } else if (down.empty) {
    const marker = markers.find(({ direction }) => direction === 'down');
    const message = `The down section of ${name.version}_${name.name} is empty: rolling it back removes the record and leaves the schema as it is.`;
    report(
      'warning',
      'empty-down',
      marker?.start ?? 0,
      marker?.end ?? Math.min(text.length, lineEnd(text, 0)),
      message,
      'Write the statements that take the up section back.',
    );
  }
}

/** The sentence about a migration that cannot be rolled back. */
export function missingDown(name: { readonly version: string; readonly name: string }): string {
  return `${name.version}_${name.name} has no down section and cannot be rolled back.`;
}
