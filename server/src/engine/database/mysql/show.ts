import type { Row } from '../database.ts';
import { identifier } from './literal.ts';

/** What is asked of SHOW CREATE: `TABLE`, `VIEW`, `FUNCTION`, … and a name. */
export interface Wanted {
  readonly what: string;
  readonly name: string;
}

/** The CREATE statements that the server shows. */
export interface Shown {
  /** null: the server shows none, for want of a right or because it is not there any more. */
  of(what: string, name: unknown): string | null;
}

/** Runs statements of one row each, in as few round trips as it can; null for one that fails. */
export type AskMany = (statements: readonly string[]) => Promise<readonly (Row | null)[]>;

/** Asks for all of `wanted` at once. */
export async function showCreate(
  wanted: readonly Wanted[],
  database: string,
  askMany: AskMany,
): Promise<Shown> {
  const rows = await askMany(
    wanted.map(({ what, name }) => `SHOW CREATE ${what} ${identifier(database, name)}`),
  );
  const texts = new Map<string, string>();
  for (const [index, { what, name }] of wanted.entries()) {
    const found = Object.entries(rows[index] ?? {}).find(([column]) =>
      /^(Create |SQL Original Statement$)/i.test(column),
    );
    if (typeof found?.[1] === 'string') texts.set(`${what} ${name}`, found[1]);
  }
  return { of: (what, name) => texts.get(`${what} ${name}`) ?? null };
}
