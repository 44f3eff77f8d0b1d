import { MigrateError } from '../../errors.ts';
import { type Tls, tlsOf } from './tls.ts';

/** What a database URL says, with everything decoded. Undefined parts are the driver's to fill (PGHOST, .pgpass, …). */
export interface Address {
  /** A host name, an address, or the folder of a Unix socket (begins with `/`). */
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  readonly tls: Tls;
  readonly channelBinding: boolean;
  readonly applicationName: string | undefined;
  readonly connectTimeoutMs: number;
  /** Server settings of the start-up packet, as `-c name=value`: `options`, `search_path` and every other parameter. */
  readonly startOptions: string | undefined;
  /** The URL without password, for output. */
  readonly location: string;
}

const shape = 'Write it as postgres://user@host:5432/database.';
const defaultConnectTimeoutMs = 15_000;

/** Parameters that have their own meaning here, or none that matters to this client (`gssencmode`, …). */
const ownParameters = new Set([
  'host',
  'hostaddr',
  'port',
  'user',
  'password',
  'dbname',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslpassword',
  'sslnegotiation',
  'ssl',
  'uselibpqcompat',
  'channel_binding',
  'application_name',
  'fallback_application_name',
  'connect_timeout',
  'options',
  'schema',
  'passfile',
  'gssencmode',
  'krbsrvname',
  'sslcompression',
  'sslsni',
  'sslcrl',
  'ssl_min_protocol_version',
  'ssl_max_protocol_version',
  'keepalives',
  'keepalives_idle',
  'keepalives_interval',
  'keepalives_count',
  'tcp_user_timeout',
  'target_session_attrs',
  'load_balance_hosts',
  'client_encoding',
  'require_auth',
  'pgbouncer',
  'connection_limit',
  'pool_timeout',
  'pool_mode',
]);

/**
 * Reads a `postgres://` URL: libpq's parameters, `schema` (Prisma's word for the search path), and any other parameter as a
 * setting of the session (`?search_path=app&statement_timeout=5s`). Throws `malformed-url`, without the URL in its message.
 */
export function parseAddress(url: string, passwordFromStore: string | undefined): Address {
  const { parsed, hostless } = read(url);
  const parameter = (name: string) => parsed.searchParams.get(name) ?? undefined;
  const host = parameter('host') ?? (hostless ? '' : decode(parsed.hostname.replace(/^\[(.*)\]$/, '$1')));
  const port = parameter('port') ?? parsed.port;
  const password = parameter('password') ?? decode(parsed.password);
  const timeout = Number(parameter('connect_timeout') ?? Number.NaN);
  return {
    host: host || undefined,
    port: port === '' ? undefined : Number(port),
    user: parameter('user') ?? (decode(parsed.username) || undefined),
    password: password || passwordFromStore,
    database: parameter('dbname') ?? (decode(parsed.pathname.slice(1)) || undefined),
    tls: tlsOf(parameter, host),
    channelBinding: parameter('channel_binding') === 'require',
    applicationName: parameter('application_name'),
    connectTimeoutMs: timeout > 0 ? timeout * 1000 : defaultConnectTimeoutMs,
    startOptions: startOptions(parsed.searchParams),
    location: withoutPassword(parsed, hostless),
  };
}

/** The same address with another database's name. */
export function inDatabase(address: Address, database: string): Address {
  const location = new URL(
    address.location.replace('://@/', '://@hostless/').replace(':///', '://hostless/'),
  );
  location.pathname = `/${encodeURIComponent(database)}`;
  location.searchParams.delete('dbname');
  return { ...address, database, location: location.href.replace('://hostless/', ':///') };
}

/** `postgres:///name` and `postgres://user@/name` have no host, which the URL standard does not know. */
function read(url: string): { readonly parsed: URL; readonly hostless: boolean } {
  const hostless = /^[^:]+:\/\/(?:[^/?#]*@)?(?=[/?#]|$)/.exec(url)?.[0];
  const text = hostless === undefined ? url : `${hostless}hostless${url.slice(hostless.length)}`;
  if (!URL.canParse(text)) {
    throw malformed(
      'The database URL cannot be read.',
      `${shape} Characters such as @ : / # in a password are written %40 %3A %2F %23.`,
    );
  }
  return { parsed: new URL(text), hostless: hostless !== undefined };
}

function withoutPassword(parsed: URL, hostless: boolean): string {
  const location = new URL(parsed.href);
  location.password = '';
  for (const name of [...location.searchParams.keys()])
    if (/pass/i.test(name)) location.searchParams.delete(name);
  return hostless ? location.href.replace(/hostless(?=[/?#]|$)/, '') : location.href;
}

function startOptions(parameters: URLSearchParams): string | undefined {
  const options = parameters.getAll('options').filter((text) => text !== '');
  const schema = parameters.get('schema');
  if (schema) options.push(setting('search_path', schema));
  for (const [name, value] of parameters) {
    if (ownParameters.has(name)) continue;
    if (!/^[a-z_][a-z0-9_.]*$/i.test(name)) {
      throw malformed(
        'The database URL has a parameter whose name is not that of a setting.',
        'Parameters are libpq’s (sslmode, connect_timeout, …) or settings of the server (search_path, …).',
      );
    }
    options.push(setting(name, value));
  }
  return options.length === 0 ? undefined : options.join(' ');
}

function setting(name: string, value: string): string {
  return `-c ${name}=${value.replace(/[\\ ]/g, '\\$&')}`;
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
