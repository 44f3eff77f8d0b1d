import type { Claim } from '../../src/engine/lint/claim.ts';
import { fileOf, lintDialects, lintText } from '../../src/engine/lint/lint.testing.ts';
import type { DialectName, Example, Rule } from '../../src/engine/lint/rule.ts';
import { checkSection } from '../../src/engine/migrations/index.ts';
import { splitStatements } from '../../src/engine/sql/index.ts';
import type { RawConnection } from '../servers/rawQuery.ts';
import type { Meter } from './meter.ts';

/** One example on one server: what is there, and what is run. */
export interface Trial {
  readonly world: readonly string[];
  readonly statements: readonly string[];
  /** The tool holds it in one transaction, on a database that can. */
  readonly transaction: boolean;
  /** The statements with a finding. */
  readonly found: ReadonlySet<number>;
  readonly claim: Claim | null;
}

/** What an example is on a dialect; null where the rule does not say there what it is an example of. */
export function trialOf(rule: Rule, example: Example, dialect: DialectName, bad: boolean): Trial | null {
  const syntax = lintDialects[dialect];
  const marker = `-- migrate:up${example.outside ? ' transaction:false' : ''}\n`;
  const section = fileOf(marker + example.sql, syntax).sections[0]!.section;
  const statements = checkSection(section, syntax).statements;
  const found = lintText(example.sql, {
    ...{ dialect, version: example.version ?? null, before: example.before, outside: example.outside },
    severities: { [rule.id]: rule.severity },
  }).filter(({ code }) => code === rule.id);
  if (found.length > 0 !== bad) return null;
  const claim = example.claim === undefined ? (rule.claim ?? null) : example.claim;
  return {
    world: splitStatements(worldOf(rule, example), syntax).map(({ text }) => text),
    statements: statements.map(({ text }) => text),
    transaction: section.transaction && syntax.implicitCommits.length === 0,
    found: new Set(
      statements.flatMap(({ start, end, index }) =>
        found.some(({ place }) => place.start! >= start && place.start! < end) ? [index] : [],
      ),
    ),
    claim,
  };
}

/** A quick fix of a finding: what is run when it is taken, one trial for each migration. */
export interface FixTrial {
  readonly title: string;
  readonly trials: readonly Trial[];
  /** What the rule still says of the file when the fix is taken. */
  readonly left: readonly string[];
}

/** The fixes that a bad example is offered; each must run, and take away what the rule claims. */
export function fixesOf(rule: Rule, example: Example, dialect: DialectName): readonly FixTrial[] {
  const first = trialOf(rule, example, dialect, true);
  if (first === null) return [];
  const syntax = lintDialects[dialect];
  const text = `-- migrate:up${example.outside ? ' transaction:false' : ''}\n${example.sql}`;
  const look = (whole: string) =>
    lintText(whole, {
      ...{ dialect, version: example.version ?? null, before: example.before, whole: true },
      severities: { [rule.id]: rule.severity },
    }).filter(({ code }) => code === rule.id);
  const trial = (whole: string, direction: 'up' | 'down', world: readonly string[]): Trial[] =>
    fileOf(whole, syntax).sections.flatMap(({ direction: of, section }) =>
      of !== direction || section.start === section.end
        ? []
        : [
            {
              ...{ world, found: new Set<number>(), claim: first.claim },
              statements: checkSection(section, syntax).statements.map((one) => one.text),
              transaction: section.transaction && syntax.implicitCommits.length === 0,
            },
          ],
    );
  return look(text).flatMap(({ fixes = [] }) =>
    fixes.map(({ title, edits, migration }) => {
      const fixed = [...edits]
        .sort((a, b) => b.start - a.start)
        .reduce((whole, edit) => whole.slice(0, edit.start) + edit.text + whole.slice(edit.end), text);
      const mode = migration?.transaction === false ? ' transaction:false' : '';
      const next =
        migration === undefined
          ? ''
          : `-- migrate:up${mode}\n${migration.up}\n-- migrate:down${mode}\n${migration.down}\n`;
      return {
        title,
        left: look(fixed).map(({ message }) => message),
        trials: [
          ...trial(fixed, 'up', first.world),
          ...(next === '' ? [] : [...trial(next, 'up', []), ...trial(next, 'down', [])]),
        ],
      };
    }),
  );
}

function worldOf({ claim }: Rule, { before, world, sql }: Example): string {
  if (before !== undefined) return `${before}\n;${world ?? ''}`;
  if (world !== undefined) return world;
  const made = [...sql.matchAll(/create\s+table\s+(\w+)/gi)].map((match) => match[1]);
  const common = claim?.world ?? '';
  return made.some((name) => new RegExp(`create\\s+table\\s+${name}\\b`, 'i').test(common)) ? '' : common;
}

/** Whether the server did what the claim says, and which statement it refused. */
export interface Seen {
  readonly holds: boolean;
  readonly refused: { readonly index: number; readonly code: string; readonly message: string } | null;
  /** For a message: what was measured. */
  readonly measured: unknown;
}

/** Makes the world, runs the example, and looks. */
export async function tried(trial: Trial, connection: RawConnection, meter: Meter): Promise<Seen> {
  for (const text of trial.world) await connection.query(text);
  const { claim } = trial;
  const probe = claim !== null && 'probe' in claim ? claim.probe : null;
  const before = probe === null ? null : await answer(connection, probe);
  const transaction = trial.transaction || claim?.kind === 'commits';
  await meter.begin();
  if (transaction) await connection.query(claim?.kind === 'commits' ? 'START TRANSACTION' : 'BEGIN');
  const measured: unknown[] = [];
  let refused: Seen['refused'] = null;
  let holds = false;
  for (const [index, text] of trial.statements.entries()) {
    try {
      const seen = await meter.run(text, transaction, claim);
      measured.push(seen.measured);
      if (seen.holds && (trial.found.size === 0 || trial.found.has(index))) holds = true;
    } catch (error) {
      const { code, message } = error as { readonly code?: string; readonly message: string };
      refused = { index, code: String(code), message };
      break;
    }
  }
  if (transaction)
    await connection.query(refused === null && claim?.kind !== 'commits' ? 'COMMIT' : 'ROLLBACK');
  if (claim?.kind === 'fails')
    holds =
      refused !== null &&
      (trial.found.size === 0 || refused.index >= Math.min(...trial.found)) &&
      (claim.code === undefined || claim.code === refused.code);
  if (probe !== null && before !== null) {
    const after = await answer(connection, probe);
    measured.push({ before, after });
    holds = (before === after) === (claim?.kind === 'ignored');
  }
  return { holds, refused, measured };
}

/** As text, so that two can be compared; an error is an answer. */
async function answer(connection: RawConnection, probe: string): Promise<string> {
  try {
    return JSON.stringify(await connection.query(probe));
  } catch {
    return 'fails';
  }
}
