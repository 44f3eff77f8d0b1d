import { Catalog } from '../catalog/catalog.ts';
import { readDdl } from '../catalog/readDdl.ts';
import type { Diagnostic, Severity } from '../diagnostic.ts';
import type { Place } from '../errors.ts';
import { checkSection, type Section } from '../migrations/index.ts';
import { classify, type LineIndex, lineIndex, type SqlDialect, type Statement } from '../sql/index.ts';
import { touchesExisting } from './existing.ts';
import { rules as everyRule } from './registry.ts';
import type {
  Category,
  FindingExtra,
  LintStatement,
  Rule,
  SectionContext,
  ServerVersion,
  StatementContext,
} from './rule.ts';
import { unknownRule } from './ruleNames.ts';
import { unusedSuppression } from './rules/unusedSuppression.ts';
import { readStatement } from './structure/readStatement.ts';
import type { Span } from './structure/tree.ts';
import { readSuppressions, type Suppression } from './suppressions.ts';

export type RuleSeverity = Severity | 'off';

/** How rules are applied in a project. */
export interface LintSettings {
  readonly dialect: SqlDialect;
  readonly version: ServerVersion | null;
  /** By id, where it is not the rule's own. */
  readonly severities: Readonly<Record<string, RuleSeverity>>;
  /** Waits for table locks are limited by the configuration. */
  readonly lockTimeout: boolean;
}

/** One file of a migration. */
export interface LintFile {
  /** Of its migration: `003_add_phone`. */
  readonly migration: string;
  readonly version: string;
  readonly sections: readonly { readonly direction: 'up' | 'down'; readonly section: Section }[];
}

/** Where linting of a file begins. */
export interface LintStart {
  /** As it is before the file's up; changed by linting: its up section has run afterwards. */
  readonly catalog: Catalog;
  /** Migrations that are still to run, this one with them. */
  readonly pending: ReadonlySet<string>;
}

/** In a down section, what is new is taken back: only what it loses, blocks or fails at is told. */
const inDown: ReadonlySet<Category> = new Set(['data', 'locking', 'failure']);

/** The findings of one file, by place. */
export function lintFile(file: LintFile, start: LintStart, settings: LintSettings): readonly Diagnostic[] {
  const first = file.sections[0]?.section;
  if (first === undefined) return [];
  const run = new Run(file, start, settings, first);
  // The up section runs first, wherever it stands.
  for (const direction of ['up', 'down'] as const)
    for (const one of file.sections) if (one.direction === direction) run.section(direction, one.section);
  run.finish();
  return run.found.sort((a, b) => a.place.start! - b.place.start!);
}

/** The severity of a rule in these settings; null when it is off. */
export function severityOf(rule: Rule, severities: LintSettings['severities']): Severity | null {
  const chosen = Object.hasOwn(severities, rule.id) ? severities[rule.id]! : null;
  if (chosen === 'off' || (chosen === null && rule.optIn)) return null;
  return chosen ?? rule.severity;
}

class Run {
  readonly found: Diagnostic[] = [];
  readonly #file: LintFile;
  readonly #start: LintStart;
  readonly #settings: LintSettings;
  readonly #text: string;
  readonly #path: string;
  #lines: LineIndex | null = null;
  readonly #rules: readonly (readonly [Rule, Severity])[];
  readonly #suppressions: readonly Suppression[];
  readonly #used = new Set<Suppression>();
  /** Where the statement before each one ends. */
  readonly #gaps: Span[] = [];

  constructor(file: LintFile, start: LintStart, settings: LintSettings, section: Section) {
    this.#file = file;
    this.#start = start;
    this.#settings = settings;
    this.#text = section.text;
    this.#path = section.file;
    this.#suppressions = readSuppressions(section.text, settings.dialect);
    this.#rules = everyRule.flatMap((rule): [Rule, Severity][] => {
      const severity = severityOf(rule, settings.severities);
      return severity === null || !rule.dialects.includes(settings.dialect.name) ? [] : [[rule, severity]];
    });
  }

  section(direction: 'up' | 'down', section: Section): void {
    const { dialect, version, lockTimeout } = this.#settings;
    const { pending } = this.#start;
    // What a down does is taken back by the next up: those that follow do not see it.
    const catalog = direction === 'down' ? this.#start.catalog.copy() : this.#start.catalog;
    const own = this.#file.migration;
    const isPending = (migration: string): boolean => migration === own || pending.has(migration);
    const isNew = (key: string): boolean => {
      const table = catalog.table(key);
      return table !== null && (table.temporary || isPending(table.created.migration));
    };
    const statements: LintStatement[] = [];
    const context: SectionContext = {
      ...{ dialect, version, lockTimeout, direction, section, statements, catalog, isNew, isPending },
      report: () => undefined,
    };
    const rules = this.#rules.filter(([{ category }]) => direction === 'up' || inDown.has(category));
    const transactions = new Transactions(section.transaction);
    let gap = section.start;
    // All are read before the first is looked at: rules may look ahead.
    for (const statement of checkSection(section, dialect).statements)
      statements.push(this.#read(statement, transactions));
    for (const one of statements) {
      const statement: Statement = one;
      one.touchesExisting = touchesExisting(one.kind, one.node, dialect, catalog, isNew);
      this.#gaps.push({ start: gap, end: statement.end });
      gap = statement.end;
      // One for all rules, since there are many: a rule reports while it is its turn.
      let turn = rules[0]!;
      const seen: StatementContext = {
        ...context,
        statement: one,
        node: one.node,
        report: (span, message, extra) => {
          const from = span === null ? { start: 0, end: statement.text.length } : span;
          const range = { start: statement.start + from.start, end: statement.start + from.end };
          this.#report(turn[0], turn[1], range, message, extra);
        },
      };
      for (turn of rules) if (turn[0].scope === 'statement') turn[0].check(seen);
      const about = { path: this.#path, migration: own, offset: statement.start, text: statement.text };
      for (const effect of readDdl(statement.text, dialect)) catalog.apply({ ...about, effect });
    }
    for (const [rule, severity] of rules)
      if (rule.scope === 'section')
        rule.check({
          ...context,
          report: (span, message, extra) => this.#report(rule, severity, span, message, extra),
        });
  }

  /** Says which suppressions took nothing away. */
  finish(): void {
    const severity = severityOf(unusedSuppression, this.#settings.severities);
    if (severity === null) return;
    const ids = new Set(everyRule.map(({ id }) => id));
    for (const one of this.#suppressions) {
      if (this.#used.has(one)) continue;
      const remove = { title: `Remove ${one.rule}`, edits: [removal(this.#text, one)] };
      if (ids.has(one.rule)) {
        const where = one.file ? 'in this file' : 'in the statement that follows';
        this.#report(unusedSuppression, severity, one, `${one.rule} finds nothing ${where}.`, {
          fixes: [remove],
        });
        continue;
      }
      const { message, meant } = unknownRule(one.rule, [...ids]);
      const rename =
        meant === null
          ? []
          : [{ title: `Write ${meant}`, edits: [{ start: one.start, end: one.end, text: meant }] }];
      this.#report(unusedSuppression, severity, one, message, { fixes: [...rename, remove] });
    }
  }

  #read(statement: Statement, transactions: Transactions): LintStatement {
    const kind = classify(statement, this.#settings.dialect);
    const node = readStatement(statement.text, this.#settings.dialect);
    const { inside, number } = transactions.next(kind.transaction);
    return {
      ...statement,
      ...{ kind, node, inTransaction: inside, transaction: number },
      touchesExisting: false,
    };
  }

  #report(rule: Rule, severity: Severity, range: Span, message: string, extra: FindingExtra = {}): void {
    const suppression = this.#suppressions.find((one) => one.rule === rule.id && this.#reaches(one, range));
    if (suppression !== undefined) {
      this.#used.add(suppression);
      return;
    }
    this.found.push({
      code: rule.id,
      severity,
      message,
      place: this.#place(range),
      hint: extra.instead ?? rule.instead,
      version: this.#file.version,
      ...(extra.fixes === undefined ? {} : { fixes: extra.fixes }),
      ...(extra.related === undefined
        ? {}
        : {
            related: extra.related.map((one) => ({
              place: this.#place(one),
              message: one.message,
            })),
          }),
    });
  }

  #place({ start, end }: Span): Place {
    this.#lines ??= lineIndex(this.#text);
    return { file: this.#path, ...this.#lines.place(start), start, end };
  }

  /** A suppression in front of a statement reaches what is found in it. */
  #reaches(suppression: Suppression, range: Span): boolean {
    if (suppression.file) return true;
    const gap = this.#gaps.find(({ start, end }) => range.start >= start && range.start < end);
    return gap !== undefined && suppression.start >= gap.start && suppression.start < range.start;
  }
}

/** The name and the comma beside it; the whole line when it is the only one. */
function removal(text: string, { start, end }: Span): { start: number; end: number; text: string } {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const stop = lineEnd < 0 ? text.length : lineEnd + 1;
  if (
    /^\s*--\s*migrate:allow(?:-file)?\s+$/i.test(text.slice(line, start)) &&
    text.slice(end, stop).trim() === ''
  )
    return { start: line, end: stop, text: '' };
  const after = /^\s*,\s*/.exec(text.slice(end, stop))?.[0].length ?? 0;
  const before = after > 0 ? 0 : (/\s*,\s*$/.exec(text.slice(line, start))?.[0].length ?? 0);
  return { start: start - before, end: end + after, text: '' };
}

/** Which statements run in which transaction. */
class Transactions {
  readonly #all: boolean;
  #open = false;
  #number = 0;

  constructor(all: boolean) {
    this.#all = all;
  }

  next(verb: string | null): { readonly inside: boolean; readonly number: number } {
    if (this.#all) {
      // What the tool refuses to run; what follows is looked at as if it had ended the transaction.
      if (verb === 'commit' || verb === 'rollback') this.#number++;
      return { inside: true, number: this.#number };
    }
    const before = this.#open;
    if (verb === 'begin') {
      this.#open = true;
      this.#number++;
    } else if (verb === 'commit' || verb === 'rollback') this.#open = false;
    else if (!before) this.#number++;
    return { inside: before, number: this.#number };
  }
}

/** A catalog in which nothing is known. */
export function unknownCatalog(): Catalog {
  const catalog = new Catalog();
  catalog.doubt();
  return catalog;
}
