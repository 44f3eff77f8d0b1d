import type { Change } from '../../diff/change.ts';
import type { DdlStatement } from '../ddl.ts';
import { nameSql } from './keywords.ts';
import { statement } from './statement.ts';

type AlteredTable = Extract<Change, { kind: 'alterTable' }>;

interface Step {
  readonly from: string;
  readonly to: string;
}

/** The renames of tables, then those of columns, each list in an order in which no name is taken (`a` and `b` swapped). */
export function renameStatements(
  tables: readonly AlteredTable[],
  taken: ReadonlySet<string>,
): readonly DdlStatement[] {
  const all = tables.flatMap(({ changes }) => changes.filter((change) => change.kind === 'renameTable'));
  return [
    ...steps(all, taken, true).map(({ from, to }) =>
      statement(`ALTER TABLE ${nameSql(from)} RENAME TO ${nameSql(to)}`),
    ),
    ...tables.flatMap(({ before, after, changes }) => {
      const columns = changes.filter((change) => change.kind === 'renameColumn');
      const names = new Set(before.columns.map(({ name }) => name.toLowerCase()));
      return steps(columns, names, false).map(({ from, to }) =>
        statement(`ALTER TABLE ${nameSql(after.name)} RENAME COLUMN ${nameSql(from)} TO ${nameSql(to)}`),
      );
    }),
  ];
}

/**
 * A step whose new name another step still has waits for that one; in a circle one goes by a name of its own first. So
 * does a table whose name changes in case only: SQLite takes the new name for one that is there.
 */
function steps(renames: readonly Step[], taken: ReadonlySet<string>, caseIsTaken: boolean): readonly Step[] {
  const done: Step[] = [];
  const waiting = new Map(renames.map((step) => [step.from.toLowerCase(), step]));
  const used = new Set(taken);
  const aside = (step: Step) => {
    let name = `old_${step.from}`;
    while (used.has(name.toLowerCase())) name = `old_${name}`;
    used.add(name.toLowerCase());
    done.push({ from: step.from, to: name });
    return { from: name, to: step.to };
  };
  while (waiting.size > 0) {
    const free = [...waiting].filter(
      ([key, { to }]) => to.toLowerCase() === key || !waiting.has(to.toLowerCase()),
    );
    for (const [key, step] of free) {
      waiting.delete(key);
      done.push(caseIsTaken && step.to.toLowerCase() === key ? aside(step) : step);
    }
    const [stuck] = waiting;
    if (free.length > 0 || stuck === undefined) continue;
    waiting.delete(stuck[0]);
    const moved = aside(stuck[1]);
    waiting.set(moved.from.toLowerCase(), moved);
  }
  return done;
}
