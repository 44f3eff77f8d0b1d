import { readFileSync } from 'node:fs';
import { MigrateError } from '../../errors.ts';

/** What a database URL says, with everything decoded. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly socketPath: string | null;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly tls: Tls;
  /** Collation of the session, one of utf8mb4; null: the server's own for it. */
  readonly collation: string | null;
  /** The session's `time_zone`; null leaves the server's. */
  readonly timeZone: string | null;
  readonly connectTimeoutMs: number;
  /** Session variables set at connect: name → value as SQL writes it. */
  readonly variables: Readonly<Record<string, string>>;
  /** The URL without password, for output. */
  readonly location: string;
}

/** `preferred`: encrypted when the server can, without looking at its certificate. */
export interface Tls {
  readonly mode: 'disabled' | 'preferred' | 'required' | 'verify-ca' | 'verify-identity';
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

const shape = 'Write it as mysql://user@host:3306/database (mariadb:// is the same).';

/**
 * Reads a `mysql://` or `mariadb://` URL. Parameters: `socket`, `ssl-mode`, `ssl-ca`, `ssl-cert`, `ssl-key`,
 * `collation`, `timezone`, `connect-timeout` (seconds), `session-variables` (`foreign_key_checks=0,sql_mode='ANSI'`), also in the spellings of other drivers; unknown ones are ignored.
 * Throws `malformed-url`, without the URL in its message.
 */
export function parseAddress(url: string, passwordFromStore: string | undefined): Address {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null)
    throw malformed(
      'The database URL cannot be read.',
      `${shape} Characters such as @ : / in a password are written %40 %3A %2F.`,
    );
  const parameters = new Map(
    [...parsed.searchParams].map(([name, value]) => [name.toLowerCase().replaceAll(/[-_]/g, ''), value]),
  );
  const first = (...names: readonly string[]) =>
    names.map((name) => parameters.get(name)).find((value) => value !== undefined);
  const database = decode(parsed.pathname.slice(1));
  if (database === '') throw malformed('The database URL names no database.', shape);
  const timeout = Number(first('connecttimeout') ?? 10);
  const location = new URL(parsed.href);
  location.password = '';
  for (const name of [...location.searchParams.keys()])
    if (/pass/i.test(name)) location.searchParams.delete(name);
  return {
    host: decode(parsed.hostname.replace(/^\[(.*)\]$/, '$1')) || 'localhost',
    port: parsed.port === '' ? 3306 : Number(parsed.port),
    socketPath: first('socketpath', 'socket', 'unixsocket') ?? null,
    user: decode(parsed.username),
    password: parsed.password === '' ? (passwordFromStore ?? '') : decode(parsed.password),
    database,
    tls: tlsOf(first),
    collation: collationOf(first('collation', 'charset')),
    timeZone: timeZoneOf(first('timezone', 'servertimezone')),
    variables: variablesOf(first('sessionvariables')),
    connectTimeoutMs: Number.isFinite(timeout) && timeout > 0 ? timeout * 1000 : 10_000,
    location: location.href,
  };
}

/** The same address with another database's name. */
export function inDatabase(address: Address, database: string): Address {
  const location = new URL(address.location);
  location.pathname = `/${encodeURIComponent(database)}`;
  return { ...address, database, location: location.href };
}

function tlsOf(first: (...names: readonly string[]) => string | undefined): Tls {
  const asked = (first('sslmode', 'ssl', 'tls', 'usessl', 'sslaccept') ?? 'disabled').toLowerCase();
  const file = (name: string) => {
    const path = first(name);
    if (path === undefined) return undefined;
    try {
      return readFileSync(path, 'utf8');
    } catch {
      throw malformed(
        `The file of the URL's ${name} parameter cannot be read: ${path}.`,
        'Name a PEM file that exists.',
      );
    }
  };
  const files = { ca: file('sslca'), cert: file('sslcert'), key: file('sslkey') };
  return {
    mode:
      tlsModes[asked.replaceAll('_', '-')] ??
      (/"rejectunauthorized"\s*:\s*false/.test(asked) ? 'required' : 'verify-identity'),
    ...Object.fromEntries(Object.entries(files).filter(([, text]) => text !== undefined)),
  };
}

const tlsModes: Readonly<Record<string, Tls['mode']>> = {
  disabled: 'disabled',
  disable: 'disabled',
  false: 'disabled',
  0: 'disabled',
  '': 'disabled',
  preferred: 'preferred',
  prefer: 'preferred',
  required: 'required',
  require: 'required',
  'skip-verify': 'required',
  true: 'required',
  1: 'required',
  'accept-invalid-certs': 'required',
  'verify-ca': 'verify-ca',
  'verify-identity': 'verify-identity',
  'verify-full': 'verify-identity',
  strict: 'verify-identity',
};

/** `Z` and `UTC` are `+00:00`; `local` and nothing leave the server's own. */
function timeZoneOf(text: string | undefined): string | null {
  if (text === undefined || text === 'local') return null;
  return /^(z|utc)$/i.test(text) ? '+00:00' : text;
}

function variablesOf(text: string | undefined): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (const part of text?.split(/,(?=\s*\w+\s*=)/) ?? []) {
    const [, name, value] = /^\s*(\w+)\s*=\s*(-?\w+(?:\.\w+)?|'[\w, +:.-]*')\s*$/.exec(part) ?? [];
    if (name === undefined || value === undefined)
      throw malformed(
        "The URL's session-variables parameter cannot be read.",
        'Write it as session-variables=foreign_key_checks=0,sql_mode=ANSI_QUOTES.',
      );
    variables[name.toLowerCase()] = /^-?[\d.]+$|^'/.test(value) ? value : `'${value}'`;
  }
  return variables;
}

/** The wire is always UTF-8: of `charset` (some drivers write a collation there) and `collation` only one of utf8mb4 counts. */
function collationOf(text: string | undefined): string | null {
  return text !== undefined && /^utf8mb4_\w+$/i.test(text) ? text.toLowerCase() : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed(
      'The database URL has a % that is not followed by two hexadecimal digits.',
      'Write a % in a name or password as %25.',
    );
  }
}

function malformed(message: string, hint: string): MigrateError {
  return new MigrateError('malformed-url', message, { hint });
}
