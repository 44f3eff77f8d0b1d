import { MigrateError } from '../errors.ts';

/** The schemes that a database URL may have. */
export const schemeNames = ['postgres', 'postgresql', 'mysql', 'mariadb', 'sqlite', 'sqlite3'] as const;
/** `pglite:` is the PostgreSQL that the product brings along: for scratch databases, nothing in it is kept. */
const allSchemes = [...schemeNames, 'pglite'] as const;
export type Scheme = (typeof allSchemes)[number];

/** The scheme of a database URL in lower case; throws `malformed-url` or `unknown-scheme`. */
export function schemeOf(url: string): Scheme {
  const written = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (written === undefined) {
    throw new MigrateError('malformed-url', 'The database URL has no scheme.', {
      hint: 'Write it as postgres://user@host/name, mysql://user@host/name or sqlite:file.db.',
    });
  }
  const scheme = allSchemes.find((name) => name === written);
  if (scheme !== undefined) return scheme;
  throw new MigrateError('unknown-scheme', `The database URL has the unknown scheme "${written}".`, {
    hint: `Use one of ${schemeNames.join(', ')}.`,
  });
}

/** Whether a statement on that database holds up the whole process while it runs: nothing, no signal either, is heard. */
export function isSynchronous(url: string): boolean {
  return synchronous[schemeOf(url)];
}

const synchronous: Readonly<Record<Scheme, boolean>> = {
  postgres: false,
  postgresql: false,
  pglite: false,
  mysql: false,
  mariadb: false,
  sqlite: true,
  sqlite3: true,
};
