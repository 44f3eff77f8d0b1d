import type { CatalogColumn, CatalogKey, CatalogTable } from '../engine/catalog/catalog.ts';
import { symbolAt } from './catalog/symbolAt.ts';
import { directiveAt } from './directiveAt.ts';
import { directives } from './directives.ts';
import type { ProjectSnapshot } from './model.ts';
import { stateSentence } from './stateText.ts';

export interface Hover {
  /** Markdown. */
  readonly markdown: string;
  readonly start: number;
  readonly end: number;
}

/**
 * What stands at `offset`: a directive's meaning with the migration's own state, a required version's migration, or a
 * table or column as it is there. Null where there is nothing to say.
 */
export function hover(project: ProjectSnapshot, path: string, offset: number): Hover | null {
  const directive = directiveAt(project, path, offset);
  if (directive !== null) {
    const { start, end, version } = directive;
    if (version !== null) {
      const about = migrationText(
        project,
        project.book.statuses.find((one) => sameVersion(one.version, version)),
      );
      return about === null ? null : { markdown: about, start, end };
    }
    const doc = directives.find(({ word }) => word === directive.word);
    if (doc === undefined) return null;
    const section = doc.word === 'up' || doc.word === 'down';
    const about = section ? migrationText(project, project.book.ofFile(path) ?? undefined) : null;
    return {
      markdown: about === null ? doc.documentation : `${about}\n\n---\n\n${doc.documentation}`,
      start,
      end,
    };
  }
  const symbol = symbolAt(project, path, offset);
  if (symbol === null) return null;
  const { table, column, start, end } = symbol;
  return { markdown: column === null ? tableText(table) : columnText(table, column), start, end };
}

function sameVersion(a: string, b: string): boolean {
  return /^\d+$/.test(a) && /^\d+$/.test(b) && BigInt(a) === BigInt(b);
}

/** A migration in words, with its state where the history is known. */
export function migrationText(
  project: ProjectSnapshot,
  status: ReturnType<ProjectSnapshot['book']['ofFile']> | undefined,
): string | null {
  if (status == null) return null;
  const { environment, book } = project;
  const lines = [`**${plain(status.id)}**`];
  if (environment !== null) {
    lines.push(
      book.history === null
        ? `Its state on ${plain(environment.name)} is not known: not connected.`
        : `${stateSentence(status, plain(environment.name))}.`,
    );
  }
  if (status.migration !== null && status.migration.down === null) lines.push('It has no down section.');
  if (status.checksum !== null) lines.push(`Checksum \`${status.checksum}\``);
  if (status.state === 'modified') lines.push(`Recorded \`${status.recordedChecksum}\``);
  return lines.join('  \n');
}

function tableText(table: CatalogTable): string {
  const name = table.schema === null ? table.name : `${table.schema}.${table.name}`;
  const width = Math.max(0, ...table.columns.map((column) => column.name.length));
  const rows = table.columns.map((column) => {
    const added = column.created?.migration ?? table.created.migration;
    const since = added === table.created.migration ? '' : `  -- since ${added}`;
    return `  ${column.name.padEnd(width)}  ${describe(column, table)}`.trimEnd() + since;
  });
  if (!table.complete) rows.push('  … other columns cannot be told from the files');
  const keys = table.keys.flatMap((key) => keyText(key, table) ?? []);
  const kind = table.view ? 'view' : 'table';
  return `${fenced([`${kind} ${name}`, ...rows, ...keys])}\n\nCreated by ${plain(table.created.migration)}`;
}

/** Null for what stands beside its column already. */
function keyText(key: CatalogKey, table: CatalogTable): string | null {
  const { type, name, columns, unique, partial, references, condition, created } = key;
  if (type === 'primaryKey' && columns.length === 1) return null;
  const words = { primaryKey: 'PRIMARY KEY', unique: 'UNIQUE', foreignKey: 'FOREIGN KEY', check: 'CHECK' };
  const word = type in words ? words[type as keyof typeof words] : unique ? 'UNIQUE INDEX' : 'INDEX';
  const names = columns.map((one) => table.columns.find((column) => column.key === one)?.name ?? one);
  const parts = [
    word,
    name ?? '',
    columns.length === 0 ? '' : `(${names.join(', ')})`,
    references === null ? '' : `→ ${references}`,
    condition === null || type !== 'check' ? '' : condition,
    partial ? '… of some rows or of expressions' : '',
  ];
  const since = created.migration === table.created.migration ? '' : `  -- since ${created.migration}`;
  return `  ${parts.filter((part) => part !== '').join(' ')}${since}`;
}

function columnText(table: CatalogTable, column: CatalogColumn): string {
  const created = column.created === null ? '' : `\n\nCreated by ${plain(column.created.migration)}`;
  return `${fenced([`${table.name}.${column.name}  ${describe(column, table)}`.trimEnd()])}${created}`;
}

function describe(column: CatalogColumn, table: CatalogTable): string {
  const isOneOfSeveral = table.keys.some(({ type, columns }) => type === 'primaryKey' && columns.length > 1);
  const isKey = column.primaryKey && !isOneOfSeveral;
  return [
    column.type,
    isKey ? 'PRIMARY KEY' : column.nullable && !column.primaryKey ? '' : 'NOT NULL',
    column.default === null ? '' : `DEFAULT ${column.default}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function fenced(lines: readonly string[]): string {
  const longest = Math.max(
    2,
    ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([ticks]) => ticks.length)),
  );
  const fence = '`'.repeat(longest + 1);
  return `${fence}sql\n${lines.join('\n')}\n${fence}`;
}

function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~-]/g, '\\$&');
}
