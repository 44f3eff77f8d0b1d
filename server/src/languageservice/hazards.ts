import { unquote } from '../engine/sql/index.ts';
import type { AnalysedStatement } from './analysis.ts';
import { sectionOf } from './catalog/replay.ts';
import { dialectOf } from './catalog/symbolAt.ts';
import type { InlayHint } from './inlayHints.ts';
import type { ProjectSnapshot } from './model.ts';

/** What a statement did to others when it was tried. */
export interface MeasuredHazard {
  readonly statement: string;
  readonly locks: readonly { readonly relation: string; readonly mode: string }[];
  readonly rewrites: readonly string[];
  /** MySQL and MariaDB: the algorithm that was used. */
  readonly algorithm: string | null;
}

export interface HazardOptions {
  /** How many rows a table of the connected environment holds, about; null where that is not known. */
  readonly rowsOf: (table: string) => number | null;
  /** Only where a table holds so many; 0: always. */
  readonly leastRows: number;
}

/** Locks of PostgreSQL that let others read and write. */
const harmless: ReadonlySet<string> = new Set([
  'AccessShare',
  'RowShare',
  'RowExclusive',
  'ShareUpdateExclusive',
]);

/**
 * Behind each statement of an up what was measured of it: `AccessExclusive on users · rewrites the table · about 2.1 M
 * rows`. Nothing behind one that was changed since, or that stands in nobody's way.
 */
export function hazardHints(
  project: ProjectSnapshot,
  path: string,
  measured: readonly MeasuredHazard[],
  options: HazardOptions,
): readonly InlayHint[] {
  if (measured.length === 0) return [];
  const waiting = [...measured];
  const text = project.directory.source(path)?.content?.text ?? '';
  return (sectionOf(project, path, 'up')?.statements ?? []).flatMap((statement) => {
    const at = waiting.findIndex((one) => one.statement === statement.text);
    if (at < 0) return [];
    const [hazard] = waiting.splice(0, at + 1).slice(-1);
    const label = labelOf(hazard!, tableOf(project, statement), options);
    if (label === null) return [];
    return [{ offset: statement.end + (text[statement.end] === ';' ? 1 : 0), label }];
  });
}

function labelOf(
  { locks, rewrites, algorithm }: MeasuredHazard,
  table: string | null,
  { rowsOf, leastRows }: HazardOptions,
): string | null {
  const hard = locks.filter(({ mode }) => !harmless.has(mode));
  const tables = new Set(hard.map(({ relation }) => relation));
  const parts = [...new Set(hard.map(({ mode }) => mode))].map((mode) => {
    const of = hard.filter((lock) => lock.mode === mode).map(({ relation }) => relation);
    return `${mode} on ${of.join(', ')}`;
  });
  const rewritten = rewrites.filter((relation) => tables.has(relation));
  if (rewritten.length > 0) parts.push(`rewrites ${tables.size === 1 ? 'the table' : rewritten.join(', ')}`);
  if (algorithm !== null && table !== null) {
    tables.add(table);
    parts.push(`${algorithm} on ${table}`);
    if (algorithm === 'COPY') parts.push('rewrites the table');
  }
  if (parts.length === 0) return null;
  const known = [...tables].flatMap((one) => rowsOf(one) ?? []);
  const rows = known.length === 0 ? null : Math.max(...known);
  if (leastRows > 0 && (rows === null || rows < leastRows || algorithm === 'INSTANT')) return null;
  if (rows !== null) parts.push(`about ${shortNumber(rows)} rows`);
  return parts.join(' · ');
}

function tableOf(project: ProjectSnapshot, { kind, text }: AnalysedStatement): string | null {
  const [table] = kind.tables;
  if (table === undefined) return null;
  const written = text.slice(table.start, table.end);
  return unquote(written.slice(written.lastIndexOf('.') + 1).trim(), dialectOf(project));
}

const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `2.1 M`, `450 K`, `12`. */
function shortNumber(count: number): string {
  return short.format(count).replace(/(\d)([A-Z])/, '$1 $2');
}
