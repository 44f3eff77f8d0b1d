import type { CatalogTable } from '../engine/catalog/catalog.ts';
import { quoteName, tableKey } from '../engine/catalog/names.ts';
import { tokenize, unquote } from '../engine/sql/index.ts';
import { mentionsIn } from './catalog/mentions.ts';
import { placeInSection } from './catalog/replay.ts';
import { dialectOf, qualified, tablesOf } from './catalog/symbolAt.ts';
import { directives } from './directives.ts';
import type { ProjectSnapshot } from './model.ts';

export interface Completion {
  readonly label: string;
  readonly kind: 'directive' | 'option' | 'version' | 'table' | 'view' | 'column';
  readonly detail: string;
  /** Markdown; empty when there is none. */
  readonly documentation: string;
  /** What replaces the text from `start` to `end`. */
  readonly insert: string;
  readonly start: number;
  readonly end: number;
}

/** What could be written at `offset`: directives and their options, versions, tables and columns as they are there. */
export function complete(project: ProjectSnapshot, path: string, offset: number): readonly Completion[] {
  const source = project.directory.source(path);
  const text = source?.content?.text;
  if (source === undefined || text === undefined) return [];
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const line = text.slice(lineStart, offset);
  const comment = source.name.layout === 'code' ? '//' : '--';
  if (line.trimStart().startsWith(comment)) return completeDirective(project, path, line, offset, comment);
  return source.name.layout === 'code' ? [] : completeNames(project, path, text, offset);
}

function completeDirective(
  project: ProjectSnapshot,
  path: string,
  line: string,
  offset: number,
  comment: string,
): readonly Completion[] {
  const body = line.trimStart().slice(comment.length);
  const word = /^\s*(?:migrate:?)?([\w-]*)$/.exec(body);
  if (word !== null && 'migrate:'.startsWith(/^\s*([^\s:]*:?)/.exec(body)![1]!.slice(0, 8))) {
    const from = offset - body.trimStart().length;
    return directives.map(({ word: name, insert, detail, documentation }) => ({
      label: `migrate:${name}`,
      kind: 'directive',
      detail,
      documentation,
      insert: `migrate:${insert}`,
      start: from,
      end: offset,
    }));
  }
  const option = /^\s*migrate:(up|down)\s+(?:\S+\s+)*?([\w:]*)$/.exec(body);
  if (option !== null) {
    const start = offset - option[2]!.length;
    const documentation = 'For statements that a database refuses inside a transaction.';
    const label = 'transaction:false';
    return [
      {
        label,
        kind: 'option',
        detail: 'Runs outside a transaction.',
        documentation,
        insert: label,
        start,
        end: offset,
      },
    ];
  }
  const version = /^\s*migrate:requires\s+(?:\d+[\s,]+)*(\w*)$/.exec(body);
  if (version === null) return [];
  const own = project.directory.positionOf(path);
  const earlier = own < 0 ? project.directory.migrations : project.directory.migrations.slice(0, own);
  return earlier
    .map(
      (migration): Completion => ({
        label: migration.version,
        kind: 'version',
        detail: migration.name,
        documentation: '',
        insert: migration.version,
        start: offset - version[1]!.length,
        end: offset,
      }),
    )
    .reverse();
}

function completeNames(
  project: ProjectSnapshot,
  path: string,
  text: string,
  offset: number,
): readonly Completion[] {
  const place = placeInSection(project, path, offset);
  if (place === null) return [];
  const dialect = dialectOf(project);
  const from = place.statement?.start ?? offset;
  const tokens = tokenize(text, dialect, from, offset);
  const last = tokens.at(-1);
  // Inside a string, a comment or a number there are no names.
  if (last !== undefined && ['string', 'comment', 'number', 'copyData', 'clientCommand'].includes(last.kind))
    return [];
  const writing = last?.kind === 'word' || last?.kind === 'quotedIdentifier' ? last : undefined;
  const start = writing?.start ?? offset;
  const items = (completions: readonly Omit<Completion, 'start' | 'end'>[]): readonly Completion[] =>
    completions.map((one) => ({ ...one, start, end: offset }));

  const qualifier = qualifierBefore(text, tokens.slice(0, writing === undefined ? undefined : -1));
  const { before } = place;
  const mentions = mentionsIn(place.statement?.text ?? '', dialect);
  if (qualifier !== null) {
    const key = tableKey(
      qualifier.map((part) => unquote(part, dialect)),
      qualifier.map((part) => /^["`[]/.test(part)),
      dialect,
    );
    const inSchema = before.tables.filter(({ schema }) => schema?.toLowerCase() === key.toLowerCase());
    return items([
      ...qualified(key, mentions, before).flatMap((table) => columnItems(table, dialect)),
      ...inSchema.map((table) => ({ ...tableItem(table, dialect), insert: quoteName(table.name, dialect) })),
    ]);
  }
  const columns =
    place.statement === null
      ? []
      : tablesOf(place.statement, mentions, before).flatMap((table) => columnItems(table, dialect));
  return items([...columns, ...before.tables.map((table) => tableItem(table, dialect))]);
}

type Dialect = ReturnType<typeof dialectOf>;

/** The names before a `.` at the end of `tokens`; null when no `.` stands there. */
function qualifierBefore(
  text: string,
  tokens: readonly { kind: string; start: number; end: number }[],
): readonly string[] | null {
  const parts: string[] = [];
  for (let index = tokens.length - 1; index > 0; index -= 2) {
    const dot = tokens[index]!;
    const name = tokens[index - 1]!;
    if (text.slice(dot.start, dot.end) !== '.') break;
    if (name.kind !== 'word' && name.kind !== 'quotedIdentifier') break;
    parts.unshift(text.slice(name.start, name.end));
  }
  return parts.length === 0 ? null : parts;
}

function tableItem(table: CatalogTable, dialect: Dialect): Omit<Completion, 'start' | 'end'> {
  const name = table.schema === null ? table.name : `${table.schema}.${table.name}`;
  const insert = [table.schema, table.name].flatMap((part) =>
    part === null ? [] : [quoteName(part, dialect)],
  );
  const columns = table.columns.map((column) => column.name).join(', ');
  return {
    label: name,
    kind: table.view ? 'view' : 'table',
    detail: columns,
    documentation: '',
    insert: insert.join('.'),
  };
}

function columnItems(table: CatalogTable, dialect: Dialect): readonly Omit<Completion, 'start' | 'end'>[] {
  return table.columns.map((column) => ({
    label: column.name,
    kind: 'column',
    detail: `${table.name}: ${column.type}`.replace(/: $/, ''),
    documentation: '',
    insert: quoteName(column.name, dialect),
  }));
}
