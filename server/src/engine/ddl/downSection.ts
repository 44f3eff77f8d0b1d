import type { DdlStatement } from '../database/ddl.ts';
import type { Change } from '../diff/change.ts';
import { displayName } from '../diff/item.ts';
import type { SqlDialect } from '../sql/index.ts';
import { comment, sectionText } from './sectionText.ts';
import type { GeneratedSection } from './segments.ts';

interface DownParts {
  readonly statements: readonly DdlStatement[];
  /** What the up has changed: what it dropped comes back without its data. */
  readonly recreated: readonly Change[];
  readonly syntax: SqlDialect;
}

/**
 * The section that takes an up back. It says which data stay lost. A down that needs a commit in its middle runs
 * outside a transaction as a whole: it is one file.
 */
export function downSection({ statements, recreated, syntax }: DownParts): GeneratedSection {
  const lost = lostData(recreated);
  const head = lost.length === 0 ? '' : `${lost.flatMap(comment).join('\n')}\n`;
  // Taking back what was added loses it again: that is what a down is for, and needs no warning.
  const body = sectionText(
    statements.map((statement) => ({ ...statement, destructive: null })),
    syntax,
  );
  return {
    text: head + (body === '' ? '-- Nothing to take back.\n' : body),
    transaction: statements.every((statement) => statement.transaction === 'inside'),
  };
}

function lostData(changes: readonly Change[]): readonly string[] {
  return changes.flatMap((change) => {
    if (change.kind === 'dropTable') {
      const name = displayName(change.table.schema, change.table.name, {});
      return [`Cannot restore deleted data: the rows of ${name} are gone, only its structure comes back.`];
    }
    if (change.kind !== 'alterTable') return [];
    const name = displayName(change.before.schema, change.before.name, {});
    return change.changes.flatMap((inner) =>
      inner.kind === 'dropColumn'
        ? [`Cannot restore deleted data: the contents of ${name}.${inner.column.name} are gone.`]
        : [],
    );
  });
}
