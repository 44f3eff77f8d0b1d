import { type ErrorCode, MigrateError } from '../../errors.ts';
import type { Address } from './address.ts';
import type { DriverError } from './errors.ts';

type Answer = readonly [code: ErrorCode, message: string, hint: string];

interface Names {
  /** Host and port, or the socket's folder. */
  readonly where: string;
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

const unreachable = ({ where }: Names): Answer => [
  'connection-refused',
  `${where} cannot be reached.`,
  'Look at host, port and network.',
];
const brokenOff = ({ where }: Names): Answer => [
  'connection-refused',
  `${where} broke off the connection.`,
  "Look at the server's log, and whether a PostgreSQL server listens there.",
];
const badCertificate = (): Answer => [
  'connection-refused',
  "The server's certificate was not accepted.",
  'sslrootcert=FILE in the URL names the authority; sslmode=require encrypts without looking at the certificate.',
];

/** What a failed connection means, by the driver's or the server's code. */
const answers: Readonly<Record<string, (names: Names, said: string) => Answer>> = {
  ECONNREFUSED: ({ where }) => [
    'connection-refused',
    `Nothing answers at ${where}.`,
    'Start the server, or correct host and port in the URL.',
  ],
  ENOENT: ({ where }) => [
    'connection-refused',
    `There is no PostgreSQL socket at ${where}.`,
    'Start the server, or correct the host in the URL.',
  ],
  TIMEOUT: ({ where }) => [
    'connection-refused',
    `${where} did not answer in time.`,
    'Look at host, port and firewall; connect_timeout=SECONDS in the URL waits longer.',
  ],
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ECONNRESET: brokenOff,
  EPIPE: brokenOff,
  ENDED: brokenOff,
  ENOTFOUND: ({ host }) => [
    'unknown-host',
    `The host "${host}" is not known.`,
    'Correct the host in the URL.',
  ],
  EAI_AGAIN: ({ host }) => [
    'unknown-host',
    `The name of the host "${host}" cannot be looked up.`,
    "Correct the host in the URL, or look at the network's name server.",
  ],
  NO_PASSWORD: ({ user }) => [
    'authentication-failed',
    `The server wants a password for the user "${user}", and there is none.`,
    'Put it into the URL, PGPASSWORD or ~/.pgpass.',
  ],
  '28P01': ({ user }) => [
    'authentication-failed',
    `The server does not let the user "${user}" in with this password.`,
    'Correct user and password in the URL.',
  ],
  '28000': ({ user }, said) => [
    'authentication-failed',
    `The server does not let the user "${user}" in: ${said}.`,
    'Correct the user in the URL, or let it in by pg_hba.conf; sslmode says whether the connection is encrypted.',
  ],
  '3D000': ({ database }) => [
    'unknown-database',
    `There is no database "${database}" on this server.`,
    `CREATE DATABASE "${database}", or correct the database in the URL.`,
  ],
  '42501': ({ user, database }) => [
    'permission-denied',
    `The user "${user}" may not connect to the database "${database}".`,
    `GRANT CONNECT ON DATABASE "${database}" TO "${user}".`,
  ],
  '53300': () => [
    'connection-refused',
    'The server has no connection left (max_connections).',
    'Close other connections, or raise max_connections.',
  ],
  '57P03': ({ where }, said) => [
    'connection-refused',
    `The server at ${where} is not ready: ${said}.`,
    'Try again in a moment.',
  ],
  '55000': ({ database }, said) => [
    'connection-refused',
    `The database "${database}" takes no connections: ${said}.`,
    'Connect to another database.',
  ],
  '22023': (_, said) => [
    'malformed-url',
    `The server refuses a parameter of the URL: ${said}.`,
    'Correct it.',
  ],
  '42704': (_, said) => [
    'malformed-url',
    `The server refuses a parameter of the URL: ${said}.`,
    'Correct it.',
  ],
  NO_TLS: () => [
    'connection-refused',
    'The server cannot encrypt the connection, and the URL asks for it.',
    'Take sslmode out of the URL, or switch TLS on in the server.',
  ],
  NOT_POSTGRES: ({ where }) => [
    'connection-refused',
    `What answers at ${where} is not a PostgreSQL server.`,
    'Correct host and port in the URL.',
  ],
  CERTIFICATE: badCertificate,
};

/** The error of a connection that could not be made. The driver's own error is not kept: it may hold the options. */
export function connectError(error: unknown, address: Address): MigrateError {
  const driver = error as DriverError;
  const host = address.host ?? 'localhost';
  const names = {
    host,
    where: host.startsWith('/') ? host : `${host}:${address.port ?? 5432}`,
    user: address.user ?? '(the default user)',
    database: address.database ?? address.user ?? '(the default database)',
  };
  const code = codeOf(driver);
  const [kind, message, hint] = answers[code]?.(names, driver.message) ?? [
    'connection-refused' as const,
    driver.severity === undefined
      ? `The connection to ${names.where} could not be made.`
      : `The server at ${names.where} refuses the connection: ${driver.message}.`,
    "Look at the URL and the server's log.",
  ];
  return new MigrateError(kind, message, { hint, database: { code, message: driver.message } });
}

const certificateCodes = /^(CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|ERR_TLS|HOSTNAME_MISMATCH)/;

/** Several addresses of one host are tried; then the errors come in one AggregateError. */
function codeOf(error: DriverError): string {
  const { code, message } = error;
  if (error.severity !== undefined) return code ?? '';
  const inner = (error as { errors?: readonly DriverError[] }).errors?.[0];
  if (inner !== undefined && !(code !== undefined && code in answers)) return codeOf(inner);
  if (/timeout expired/.test(message) || code === 'ETIMEDOUT') return 'TIMEOUT';
  if (/terminated/.test(message)) return 'ENDED';
  if (/does not support SSL/.test(message)) return 'NO_TLS';
  if (/establishing an SSL/.test(message) || /^(ERR_SSL|EPROTO)/.test(code ?? '')) return 'NOT_POSTGRES';
  if (/password must be a (non-empty )?string|No password/i.test(message)) return 'NO_PASSWORD';
  if (certificateCodes.test(code ?? '')) return 'CERTIFICATE';
  return code ?? 'DRIVER';
}
