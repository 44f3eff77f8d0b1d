import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import type { WrittenName } from '../catalog/facts.ts';
import type { Severity, SuggestedFix, TextEdit } from '../diagnostic.ts';
import type { Section } from '../migrations/index.ts';
import type { SqlDialect, Statement, StatementKind } from '../sql/index.ts';
import { lastCreation } from './ahead.ts';
import type { Claim } from './claim.ts';
import type { Node, Span } from './structure/tree.ts';

export type DialectName = SqlDialect['name'];

/** A version as it is compared: `[8, 0, 29]`. */
export type ServerVersion = readonly number[];

/**
 * What a rule is about. `data`: rows are lost. `compatibility`: programs of before stop working. `locking`: others wait.
 * `failure`: the statement fails, or does not do what it says. `style`: it works, and something else is better.
 */
export type Category = 'data' | 'compatibility' | 'locking' | 'failure' | 'style';

/** A migration's text that shows a rule; by default an up section after `before`, on the rule's first dialect. */
export interface Example {
  readonly sql: string;
  /** Migrations that are applied already. */
  readonly before?: string;
  readonly dialect?: DialectName;
  readonly version?: ServerVersion;
  /** The server's first major version that knows the syntax; the tests leave it out on older ones. */
  readonly since?: number;
  /** With `transaction:false`. */
  readonly outside?: true;
  /** What the tests put there first, behind `before`, or in place of the claim's. */
  readonly world?: string;
  /** In place of the rule's; null where there is nothing to see. */
  readonly claim?: Claim | null;
}

interface About {
  /** Stable: what configuration, suppressions and reports name. */
  readonly id: string;
  readonly category: Category;
  readonly severity: Severity;
  /** Only where the configuration gives it a severity. */
  readonly optIn?: true;
  readonly dialects: readonly DialectName[];
  /** What is found, one sentence. */
  readonly what: string;
  /** Why it matters, in short sentences. */
  readonly why: string;
  /** What to write instead, one sentence. */
  readonly instead: string;
  /** What a server is seen to do; absent where the rule says nothing about one, or it cannot be seen. */
  readonly claim?: Claim;
  /** No finding of this rule. */
  readonly good: readonly Example[];
  /** Exactly one finding of this rule each. */
  readonly bad: readonly Example[];
}

/** A rule that looks at one statement at a time. */
export interface StatementRule extends About {
  readonly scope: 'statement';
  readonly check: (context: StatementContext) => void;
}

/** A rule that looks at a whole section, once. */
export interface SectionRule extends About {
  readonly scope: 'section';
  readonly check: (context: SectionContext) => void;
}

export type Rule = StatementRule | SectionRule;

/** What a finding may have beside its place and message. */
export interface FindingExtra {
  /** Instead of the rule's own. */
  readonly instead?: string;
  /** Offsets in the file. */
  readonly related?: readonly (Span & { readonly message: string })[];
  readonly fixes?: readonly SuggestedFix[];
}

/** One statement as rules see it; `start` and `end` count in the file, spans of `node` in `text`. */
export interface LintStatement extends Statement {
  readonly kind: StatementKind;
  readonly node: Node;
  /** A transaction is open when it runs. */
  readonly inTransaction: boolean;
  /** Which transaction of the section: statements with the same number end together. */
  readonly transaction: number;
  /** It changes something that was there before what is still to run; told when it is that statement's turn. */
  touchesExisting: boolean;
}

export interface SectionContext {
  readonly dialect: SqlDialect;
  /** Null when it is not known: the rules take the newest one. */
  readonly version: ServerVersion | null;
  readonly direction: 'up' | 'down';
  readonly section: Section;
  readonly statements: readonly LintStatement[];
  /** Waits for table locks are limited from outside (the configuration). */
  readonly lockTimeout: boolean;
  /** After the section. */
  readonly catalog: Catalog;
  /** Whether a table was made by what is still to run; unknown tables are not. */
  isNew(key: string): boolean;
  /** Whether that migration is this one, or still to run. */
  isPending(migration: string): boolean;
  /** Offsets in the file. */
  report(span: Span, message: string, extra?: FindingExtra): void;
}

export interface StatementContext extends Omit<SectionContext, 'report' | 'catalog'> {
  readonly statement: LintStatement;
  readonly node: Node;
  /** Before the statement. */
  readonly catalog: Catalog;
  /** Offsets in the statement's text; without them, the whole statement. */
  report(span: Span | null, message: string, extra?: FindingExtra): void;
}

/** The known column; null when the table or column is not known. */
export function columnIn(
  { catalog }: { readonly catalog: Catalog },
  table: WrittenName,
  column: WrittenName,
): CatalogColumn | null {
  return catalog.table(table.key)?.columns.find(({ key }) => key === column.key) ?? null;
}

/** The table, when a statement that is known made it. */
export function tableIn({ catalog }: { readonly catalog: Catalog }, table: WrittenName): CatalogTable | null {
  return catalog.table(table.key);
}

/**
 * Whether nothing of that name can be there: every statement before is known, and either they made other tables, or the
 * name is made further on in the section, as in `DROP TABLE IF EXISTS t; CREATE TABLE t`.
 */
export function nothingThere({ catalog, statements, statement }: StatementContext, key: string): boolean {
  if (!catalog.complete || catalog.table(key) !== null) return false;
  return !catalog.empty || (lastCreation(statements, key) ?? -1) > statement.index;
}

/** The statement, its terminator and the line end behind it, taken out of the file. */
export function without({ section, statement }: StatementContext): TextEdit {
  const rest = /^\s*;?[ \t]*(?:\r\n|\n)?/.exec(section.text.slice(statement.end, statement.end + 200));
  return { start: statement.start, end: statement.end + (rest?.[0].length ?? 0), text: '' };
}

/** A replacement within the statement. */
export function edit({ statement }: StatementContext, { start, end }: Span, text: string): TextEdit {
  return { start: statement.start + start, end: statement.start + end, text };
}

/** Whether the server is older than the version; one that is not known is new. */
export function olderThan(context: { readonly version: ServerVersion | null }, than: ServerVersion): boolean {
  if (context.version === null) return false;
  for (let index = 0; index < than.length; index++) {
    const difference = (context.version[index] ?? 0) - than[index]!;
    if (difference !== 0) return difference < 0;
  }
  return false;
}
