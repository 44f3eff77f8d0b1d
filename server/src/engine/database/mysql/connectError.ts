import { type ErrorCode, MigrateError } from '../../errors.ts';
import { DatabaseError } from '../database.ts';
import type { Address } from './address.ts';
import type { DriverError } from './errors.ts';

type Answer = readonly [ErrorCode, message: string, hint: string];

/** What a failed connection means, by the driver's or the server's code. `where` is host and port, or the socket. */
const answers: Readonly<Record<string, (address: Address, where: string) => Answer>> = {
  ECONNREFUSED: (_, where) => [
    'connection-refused',
    `Nothing answers at ${where}.`,
    'Start the server, or correct host and port in the URL.',
  ],
  ENOENT: (_, where) => [
    'connection-refused',
    `There is no socket ${where}.`,
    'Start the server, or correct the socket parameter of the URL.',
  ],
  ETIMEDOUT: (_, where) => [
    'connection-refused',
    `${where} did not answer in time.`,
    'Look at host, port and firewall; connect-timeout=SECONDS in the URL waits longer.',
  ],
  EHOSTUNREACH: (_, where) => [
    'connection-refused',
    `${where} cannot be reached.`,
    'Look at host, port and network.',
  ],
  ENETUNREACH: (_, where) => [
    'connection-refused',
    `${where} cannot be reached.`,
    'Look at host, port and network.',
  ],
  ECONNRESET: (_, where) => [
    'connection-refused',
    `${where} broke off the connection.`,
    "Look at the server's log, and whether a MySQL or MariaDB server listens there.",
  ],
  PROTOCOL_CONNECTION_LOST: (_, where) => [
    'connection-refused',
    `${where} broke off the connection.`,
    "Look at the server's log, and whether a MySQL or MariaDB server listens there.",
  ],
  ENOTFOUND: (address) => [
    'unknown-host',
    `The host "${address.host}" is not known.`,
    'Correct the host in the URL.',
  ],
  EAI_AGAIN: (address) => [
    'unknown-host',
    `The name of the host "${address.host}" cannot be looked up.`,
    "Correct the host in the URL, or look at the network's name server.",
  ],
  ER_ACCESS_DENIED_ERROR: (address) => [
    'authentication-failed',
    `The server does not let the user "${address.user}" in with this password.`,
    'Correct user and password in the URL.',
  ],
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: (address) => [
    'authentication-failed',
    `The server does not let the user "${address.user}" in.`,
    'Correct user and password in the URL.',
  ],
  ER_DBACCESS_DENIED_ERROR: (address) => [
    'permission-denied',
    `The user "${address.user}" has no rights on the database "${address.database}", or there is none.`,
    `GRANT ALL ON \`${address.database}\`.* TO the user, or correct the database in the URL.`,
  ],
  ER_BAD_DB_ERROR: (address) => [
    'unknown-database',
    `There is no database "${address.database}" on this server.`,
    `CREATE DATABASE \`${address.database}\`, or correct the database in the URL.`,
  ],
  ER_HOST_NOT_PRIVILEGED: () => [
    'authentication-failed',
    'The server takes no connections from this host.',
    'Create a user that may connect from here (user@host).',
  ],
  ER_HOST_IS_BLOCKED: () => [
    'authentication-failed',
    'The server blocks this host after many failed connections.',
    'Run FLUSH HOSTS on the server.',
  ],
  ER_ACCOUNT_HAS_BEEN_LOCKED: (address) => [
    'authentication-failed',
    `The user "${address.user}" is locked.`,
    'ALTER USER … ACCOUNT UNLOCK, or use another user.',
  ],
  ER_MUST_CHANGE_PASSWORD_LOGIN: (address) => [
    'authentication-failed',
    `The password of the user "${address.user}" has expired.`,
    'Set a new one with ALTER USER.',
  ],
  ER_CON_COUNT_ERROR: () => [
    'connection-refused',
    'The server has no connection left (max_connections).',
    'Close other connections, or raise max_connections.',
  ],
  ER_TOO_MANY_USER_CONNECTIONS: (address) => [
    'connection-refused',
    `The user "${address.user}" has no connection left (max_user_connections).`,
    'Close other connections of this user.',
  ],
  ER_USER_LIMIT_REACHED: (address) => [
    'connection-refused',
    `The user "${address.user}" has reached a limit of its account.`,
    'Close other connections of this user, or wait.',
  ],
  ...Object.fromEntries(
    [
      'ER_UNKNOWN_SYSTEM_VARIABLE',
      'ER_WRONG_VALUE_FOR_VAR',
      'ER_WRONG_TYPE_FOR_VAR',
      'ER_UNKNOWN_TIME_ZONE',
      'ER_UNKNOWN_COLLATION',
      'ER_COLLATION_CHARSET_MISMATCH',
    ].map((code) => [
      code,
      (): Answer => [
        'malformed-url',
        'The server does not take a session setting that the URL asks for.',
        'Correct session-variables, timezone or collation in the URL.',
      ],
    ]),
  ),
  ER_SERVER_SHUTDOWN: (_, where) => [
    'connection-refused',
    `The server at ${where} is shutting down.`,
    'Start it again.',
  ],
  ER_SECURE_TRANSPORT_REQUIRED: () => [
    'connection-refused',
    'The server takes encrypted connections only.',
    'Add ?ssl-mode=required (or verify-identity) to the URL.',
  ],
  HANDSHAKE_NO_SSL_SUPPORT: () => [
    'connection-refused',
    'The server cannot encrypt the connection, and the URL asks for it.',
    'Take ssl-mode out of the URL, or switch TLS on in the server.',
  ],
  HANDSHAKE_SSL_ERROR: () => [
    'connection-refused',
    'The encrypted connection could not be made.',
    "Look at the server's certificate; ssl-ca=FILE names the authority, ssl-mode=required does not look at it.",
  ],
  AUTH_SWITCH_PLUGIN_ERROR: (address) => [
    'authentication-failed',
    `The user "${address.user}" logs in by a method that this tool does not know.`,
    'Use a user with caching_sha2_password or mysql_native_password.',
  ],
  ER_NOT_SUPPORTED_AUTH_MODE: (address) => [
    'authentication-failed',
    `The user "${address.user}" logs in by a method that the server does not offer here.`,
    'Use a user with caching_sha2_password or mysql_native_password.',
  ],
};

/** The error of a connection that could not be made. The driver's own error is not kept: it may hold the options. */
export function connectError(error: unknown, address: Address): MigrateError {
  const driver = error as DriverError;
  const where = address.socketPath ?? `${address.host}:${address.port}`;
  const code = error instanceof DatabaseError ? error.database.code : codeOf(driver);
  const answer = answers[code];
  const [kind, message, hint] =
    answer?.(address, where) ??
    ([
      'connection-refused',
      `The connection to ${where} could not be made.`,
      "Look at the URL and the server's log.",
    ] as const);
  return new MigrateError(kind, message, { hint, database: { code, message: driver.message } });
}

/** Several addresses of one host are tried; then the errors come in one AggregateError. */
function codeOf(error: DriverError): string {
  if (error.code !== undefined)
    return error.code === 'SELF_SIGNED_CERT_IN_CHAIN' ||
      /^(CERT_|DEPTH_ZERO|UNABLE_TO|ERR_TLS|ERR_SSL|EPROTO)/.test(error.code)
      ? 'HANDSHAKE_SSL_ERROR'
      : error.code;
  const inner = (error as { errors?: readonly DriverError[] }).errors?.[0];
  return inner === undefined ? 'DRIVER_ERROR' : codeOf(inner);
}
