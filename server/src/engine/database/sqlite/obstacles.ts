import type { Change } from '../../diff/change.ts';
import type { Schema, SchemaObject } from '../../schema/model.ts';
import type { TableAlteration } from './alterTable.ts';
import { isName, nameOf, type Word, wordsOf } from './words.ts';

type AlteredTable = Extract<Change, { kind: 'alterTable' }>;

/**
 * The views and triggers that would stop an ALTER TABLE: SQLite reads them all again after DROP COLUMN and RENAME and
 * refuses when one names what is not there, be it because of the change or already before it.
 */
export function obstacles(
  from: Schema,
  altered: readonly { readonly change: AlteredTable; readonly alteration: TableAlteration }[],
): readonly SchemaObject[] {
  const dropped = new Set<string>();
  let rereads = false;
  for (const { change, alteration } of altered) {
    if (change.changes.some(({ kind }) => kind === 'renameTable' || kind === 'renameColumn')) rereads = true;
    if ('rebuild' in alteration) continue;
    for (const name of alteration.dropped) dropped.add(name.toLowerCase());
  }
  if (!rereads && dropped.size === 0) return [];
  const known = new Set<string>();
  for (const table of from.tables) known.add(table.name.toLowerCase());
  for (const thing of [...from.unmodelled, ...from.objects]) known.add(thing.name.toLowerCase());
  return from.objects.filter((object) => {
    const words = wordsOf(object.source ?? object.definition);
    return (
      words.some((word) => isName(word) && dropped.has(nameOf(word).toLowerCase())) ||
      namesNothing(words, known)
    );
  });
}

const beforeTables: ReadonlySet<string> = new Set(['FROM', 'JOIN', 'INTO', 'UPDATE']);

/** Whether a text reads or writes a table that there is not, as far as its words tell. */
function namesNothing(words: readonly Word[], known: ReadonlySet<string>): boolean {
  const own = new Set<string>();
  words.forEach((word, at) => {
    if (isName(word) && (words[at + 1]?.upper === 'AS' || words[at + 1]?.text === '('))
      own.add(nameOf(word).toLowerCase());
  });
  return words.some((word, at) => {
    if (word.kind !== 'word' || !beforeTables.has(word.upper)) return false;
    const qualified = words[at + 2]?.text === '.';
    const name = words[qualified ? at + 3 : at + 1];
    if (!isName(name) || notNames.has(name.upper)) return false;
    const text = nameOf(name).toLowerCase();
    return !known.has(text) && !own.has(text) && !text.startsWith('sqlite_');
  });
}

/** What follows `UPDATE` and `FROM` where no table does: `UPDATE OF`, `DO UPDATE SET`, `IS DISTINCT FROM NULL`. */
const notNames: ReadonlySet<string> = new Set(['OF', 'SET', 'ON', 'OR', 'NULL', 'SELECT', 'VALUES', 'BEGIN']);
