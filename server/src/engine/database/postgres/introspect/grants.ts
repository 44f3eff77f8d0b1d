import { quoteName } from '../names.ts';

/** `[privilege, grantee or null for PUBLIC, may be granted on]` */
export type Grant = readonly [string, string | null, boolean];

/** What is granted, one line each, sorted: `SELECT TO app`, `UPDATE (name) TO app WITH GRANT OPTION`. */
export function grantLines(grants: readonly Grant[] | null | undefined, column?: string): string[] {
  return (grants ?? [])
    .map(([privilege, grantee, grantable]) => {
      const on = column === undefined ? privilege : `${privilege} (${quoteName(column)})`;
      return `${on} TO ${grantee === null ? 'PUBLIC' : quoteName(grantee)}${grantable ? ' WITH GRANT OPTION' : ''}`;
    })
    .sort();
}

/** `owner` and `privileges` of a thing that was read with them; nothing when it was not. */
export function ownership(row: { readonly owner?: string; readonly grants?: readonly Grant[] | null }): {
  readonly owner?: string;
  readonly privileges?: readonly string[];
} {
  return row.owner === undefined ? {} : { owner: row.owner, privileges: grantLines(row.grants) };
}
