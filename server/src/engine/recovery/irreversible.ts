import { type LastingEffect, lastingEffect } from '../plan/effects.ts';
import { excerpt, type StandingStatement } from '../plan/standing.ts';
import { classify, type SqlDialect } from '../sql/index.ts';

/**
 * What a statement did that a comparison of schemas cannot show and that nothing can take back: changed rows, rights,
 * whatever a called routine does. null: nothing of the kind.
 */
export function irreversible(
  { statement, state }: StandingStatement,
  syntax: SqlDialect,
  isEmpty: (name: readonly string[]) => boolean,
): string | null {
  const kind = classify(statement, syntax);
  const effect = lastingEffect(kind, statement.text);
  if (effect === null) return null;
  if (effect.kind === 'empties' && kind.tables.every(({ parts }) => isEmpty(parts))) return null;
  const shown = `statement ${statement.index + 1} (${excerpt(statement)})`;
  const [did, done, what] = pastOf[effect.kind];
  return `${shown} ${state === 'unknown' ? `may have ${done}` : did} ${what}`;
}

const pastOf = {
  rows: ['changed', 'changed', 'rows, which cannot be taken back'],
  empties: ['removed', 'removed', 'rows, which are gone'],
  unseen: ['ran', 'run', 'statements that its text does not show, and what they did is not known'],
  sequence: ['moved', 'moved', 'a sequence, and where it stood is not known'],
  elsewhere: ['changed', 'changed', "more than this database's schema"],
} as const satisfies Record<LastingEffect['kind'], readonly [string, string, string]>;
