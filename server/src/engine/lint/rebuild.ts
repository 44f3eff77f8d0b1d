import { Cursor } from '../catalog/cursor.ts';
import type { SqlDialect } from '../sql/index.ts';
import { lastRename } from './ahead.ts';
import type { LintStatement, StatementContext } from './rule.ts';
import type { ColumnClause } from './structure/tree.ts';

/** A table that takes the place of one that is dropped: create, copy, drop, rename. */
export interface Rebuild {
  /** Of the new one; null when they cannot be told. */
  readonly columns: readonly ColumnClause[] | null;
  /** The statements in front of the drop that read the old one. */
  readonly copies: readonly LintStatement[];
}

/** What is built in place of the table that this statement drops; null when it just goes. */
export function rebuildOf(context: StatementContext, key: string): Rebuild | null {
  const { statements, statement } = context;
  const at = lastRename(statements, key) ?? -1;
  if (at <= statement.index) return null;
  const { node } = statements[at]!;
  const source =
    node.kind === 'rename'
      ? node.pairs.find(([, to]) => to.key === key)?.[0].key
      : node.kind === 'alterTable'
        ? node.table.key
        : undefined;
  if (source === undefined) return null;
  const before = statements.slice(0, statement.index);
  const made = before.findLast(({ node }) => node.kind === 'createTable' && node.table.key === source)?.node;
  return {
    columns: made?.kind === 'createTable' && !made.derived ? made.columns : null,
    copies: before.filter((one) => reads(one, context, key)),
  };
}

/** Whether these words stand in one of the statements: names that are copied somewhere. */
export function mentions(
  copies: readonly LintStatement[],
  { dialect }: StatementContext,
  column: string,
): boolean {
  return copies.some(({ text }) => {
    const cursor = new Cursor(text, dialect);
    for (; !cursor.done; cursor.at++) {
      if (cursor.word() === '*') return true;
      const from = cursor.at;
      if (cursor.name()?.key === column) return true;
      cursor.at = from;
    }
    return false;
  });
}

const sources = new WeakMap<LintStatement, ReadonlySet<string>>();

/** Whether it takes rows from the table: each statement is read once, whatever asks. */
export function reads(statement: LintStatement, { dialect }: StatementContext, key: string): boolean {
  let known = sources.get(statement);
  if (known === undefined) {
    known = sourcesOf(statement, dialect);
    sources.set(statement, known);
  }
  return known.has(key);
}

function sourcesOf({ text, node }: LintStatement, dialect: SqlDialect): ReadonlySet<string> {
  const found = new Set<string>();
  if (node.kind === 'delete' || !/\b(?:from|join)\b/i.test(text)) return found;
  const cursor = new Cursor(text, dialect);
  for (; !cursor.done; cursor.at++) {
    if (cursor.word() !== 'FROM' && cursor.word() !== 'JOIN') continue;
    cursor.at++;
    const name = cursor.tableName();
    if (name !== null) found.add(name.key);
    cursor.at--;
  }
  return found;
}
