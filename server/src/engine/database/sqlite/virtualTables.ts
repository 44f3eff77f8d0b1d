import type { Change } from '../../diff/change.ts';
import type { DdlStatement } from '../ddl.ts';
import { nameSql } from './keywords.ts';
import { statement } from './statement.ts';

/**
 * Virtual tables that are missing. One that is there is left alone, whatever has changed: what it holds is its module's
 * business.
 */
export function madeVirtualTables(changes: readonly Change[]): readonly DdlStatement[] {
  const created = changes.flatMap((change) =>
    change.kind === 'createTable' ? [change.table.name.toLowerCase()] : [],
  );
  return changes.flatMap((change) => {
    if (change.kind !== 'unmodelled' || change.before !== null || change.after?.create === undefined)
      return [];
    const { name, create } = change.after;
    const own = nameSql(name);
    const indexed = indexedTable(create);
    const comments =
      indexed !== null && !created.includes(indexed)
        ? [
            `${name} knows only rows written from now on; to fill it: INSERT INTO ${own}(${own}) VALUES ('rebuild').`,
          ]
        : [];
    return [statement(create, { comments })];
  });
}

/**
 * The way back for those that a migration has made; SQLite drops their shadow tables with them. `any`: also those of a
 * module that not every SQLite has, as it is there where the table has just been made.
 */
export function takenBackVirtualTables(changes: readonly Change[], any: boolean): readonly DdlStatement[] {
  return changes.flatMap((change) => {
    if (change.kind !== 'unmodelled' || change.after !== null || change.before === null) return [];
    const { name, kind, create, fingerprint } = change.before;
    if (create === undefined && !(any && kind === 'virtual table')) return [];
    const lost = indexedTable(fingerprint) === null;
    return [
      statement(`DROP TABLE ${nameSql(name)}`, {
        ...(lost ? { destructive: `The virtual table ${name} and all that it holds are lost.` } : {}),
      }),
    ];
  });
}

/** FTS4 and FTS5 can keep the words of a table's rows only: that table, in lower case. */
function indexedTable(create: string): string | null {
  const [, name = ''] = /\bcontent = ['"]?([^'",)]*)/i.exec(create) ?? [];
  return name === '' ? null : name.toLowerCase();
}
