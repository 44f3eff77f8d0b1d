import type { ObjectKind } from '../schema/model.ts';

/** `+` comes, `-` goes, `~` changes, `!` goes with its data, `?` differs and cannot be written. */
export type Mark = '+' | '-' | '~' | '!' | '?';

/**
 * One line of a difference, for people and for `--json`: this is the shape of each element of `changes` there.
 * `text` is the line without its mark; `before` and `after` say in the database's words what was and what comes
 * (null where there is nothing to say).
 */
export interface DiffItem {
  readonly mark: Mark;
  readonly action: 'create' | 'drop' | 'alter' | 'rename' | 'unmodelled';
  readonly object: 'table' | 'column' | 'constraint' | 'index' | ObjectKind | 'unmodelled';
  /** Namespace; null where the database has none. */
  readonly schema: string | null;
  /** The table (or view) a column, constraint, index, trigger, rule or policy belongs to; else null. */
  readonly table: string | null;
  readonly name: string;
  /** Of a changed column or table: `type`, `nullable`, `default`, … or the attribute's key; else null. */
  readonly aspect: string | null;
  readonly before: string | null;
  readonly after: string | null;
  /** Rows or their contents are lost by it. */
  readonly destructive: boolean;
  readonly text: string;
}

export interface SummaryOptions {
  /** A column's type for people; default: as the catalog has it. */
  readonly displayType?: (type: string) => string;
  /** The namespace whose name is not worth saying; default `public`. */
  readonly defaultSchema?: string;
}

/** `users`, or `audit.users` in another namespace than the default one. */
export function displayName(schema: string | null, name: string, options: SummaryOptions): string {
  return schema === null || schema === (options.defaultSchema ?? 'public') ? name : `${schema}.${name}`;
}

/** The readable line: `+ ADD COLUMN users.phone VARCHAR(20)`. */
export function lineOf(item: DiffItem): string {
  return `${item.mark} ${item.text}${item.destructive ? ' (DESTRUCTIVE)' : ''}`;
}

/** `1 to add, 2 to change, 1 to drop (1 destructive)`; `No differences.` when there is none. */
export function countLine(items: readonly DiffItem[]): string {
  if (items.length === 0) return 'No differences.';
  const count = (mark: string) => items.filter((item) => mark.includes(item.mark)).length;
  const destructive = items.filter((item) => item.destructive).length;
  const parts = [
    count('+') > 0 ? `${count('+')} to add` : '',
    count('~') > 0 ? `${count('~')} to change` : '',
    count('-!') > 0 ? `${count('-!')} to drop${destructive > 0 ? ` (${destructive} destructive)` : ''}` : '',
    count('?') > 0 ? `${count('?')} that cannot be written` : '',
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}
