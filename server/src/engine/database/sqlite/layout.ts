import type { SectionLayout } from '../database.ts';
import { isOff, pragmaOf } from './pragma.ts';
import { newViolationsSql } from './violations.ts';

/** Pragmas that a transaction ignores (`foreign_keys`) or refuses; at the head of a section they are meant for all of it. */
const beforeTransaction: ReadonlySet<string> = new Set([
  'foreign_keys',
  'legacy_alter_table',
  'journal_mode',
  'synchronous',
  'temp_store',
  'locking_mode',
  'auto_vacuum',
  'page_size',
  'busy_timeout',
]);

/**
 * Lays a section around its transaction. Pragmas at its head that only work outside one run before BEGIN. So does
 * every `PRAGMA foreign_keys = off`, wherever it stands: within the transaction SQLite would ignore it in silence and
 * the DROP TABLE of a table rebuild would then delete the rows of child tables. Where it stands, the foreign keys are
 * checked before COMMIT. `PRAGMA foreign_keys = on` at the end stays where it is, without effect: the session is put
 * back to its start values after every section. `defer_foreign_keys` works inside only and stays too.
 */
export function layoutSection(statements: readonly { readonly text: string }[]): SectionLayout {
  const outside: number[] = [];
  const inside: number[] = [];
  let head = true;
  let unchecked = false;
  statements.forEach(({ text }, index) => {
    const pragma = pragmaOf(text);
    if (pragma === null) head = false;
    const switchesOff = pragma?.name === 'foreign_keys' && pragma.value !== null && isOff(pragma.value);
    unchecked ||= switchesOff;
    const goesOutside = switchesOff || (head && pragma !== null && beforeTransaction.has(pragma.name));
    (goesOutside ? outside : inside).push(index);
  });
  return { outside, inside, checks: unchecked ? [newViolationsSql] : [] };
}
