import { quoteName } from '../names.ts';

/** `[privilege, grantee or null for PUBLIC, may be granted on]` */
export type Grant = readonly [string, string | null, boolean];

/** Who owns a thing, and who may do what with it, where that was read. */
export interface Owned {
  readonly owner?: string;
  readonly grants?: readonly Grant[] | null;
  /** What its owner may not do, though owners may. */
  readonly withheld?: readonly string[] | null;
}

/** What is granted, one line each, sorted: `SELECT TO app`, `UPDATE (name) TO app WITH GRANT OPTION`. */
export function grantLines(grants: readonly Grant[] | null | undefined, column?: string): string[] {
  return (grants ?? [])
    .map(([privilege, grantee, grantable]) => {
      const on = column === undefined ? privilege : `${privilege} (${quoteName(column)})`;
      return `${on} TO ${grantee === null ? 'PUBLIC' : quoteName(grantee)}${grantable ? ' WITH GRANT OPTION' : ''}`;
    })
    .sort();
}

/** The grants of a thing as a whole, and what its owner may not do: `NO INSERT TO OWNER`. */
export function privilegeLines({ grants, withheld }: Owned): string[] {
  return [...grantLines(grants), ...(withheld ?? []).map((privilege) => `NO ${privilege} TO OWNER`)].sort();
}

/** `owner` and `privileges` of a thing that was read with them; nothing when it was not. */
export function ownership(row: Owned): {
  readonly owner?: string;
  readonly privileges?: readonly string[];
} {
  return row.owner === undefined ? {} : { owner: row.owner, privileges: privilegeLines(row) };
}
