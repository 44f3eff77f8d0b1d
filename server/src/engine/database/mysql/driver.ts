import type { Connection, ConnectionOptions, ResultSetHeader } from 'mysql2/promise';
import { MigrateError } from '../../errors.ts';
import type { ConnectOptions, Row } from '../database.ts';
import type { Address, Tls } from './address.ts';
import { connectError } from './connectError.ts';

/** Opens the driver's connection, by default one that takes one statement at a time. Throws what `connectError` makes, `driver-unavailable`, `cancelled`. */
export async function openDriver(
  address: Address,
  options: ConnectOptions,
  multipleStatements = false,
): Promise<Connection> {
  const { createConnection } = await import('mysql2/promise').catch((cause: unknown) => {
    throw new MigrateError('driver-unavailable', 'The driver for MySQL and MariaDB cannot be loaded.', {
      hint: 'Install the package mysql2.',
      cause,
    });
  });
  const cancelled = () => new MigrateError('cancelled', 'Cancelled while connecting.');
  if (options.signal?.aborted) throw cancelled();
  const attempt = connectAs(
    (given) => createConnection({ ...given, multipleStatements }),
    address,
    address.tls,
    options,
  );
  const connection = await untilAborted(attempt, options.signal, cancelled).catch((error: unknown) => {
    throw error instanceof MigrateError ? error : connectError(error, address);
  });
  // A connection that breaks while idle is an event; the next statement then says so.
  connection.on('error', () => {});
  return connection;
}

async function connectAs(
  createConnection: (options: ConnectionOptions) => Promise<Connection>,
  address: Address,
  tls: Tls,
  options: ConnectOptions,
): Promise<Connection> {
  try {
    return await createConnection(driverOptions(address, tls, options));
  } catch (error) {
    const canDoWithout =
      tls.mode === 'preferred' && (error as { code?: string }).code === 'HANDSHAKE_NO_SSL_SUPPORT';
    if (!canDoWithout) throw error;
    return createConnection(driverOptions(address, { mode: 'disabled' }, options));
  }
}

function driverOptions(address: Address, tls: Tls, options: ConnectOptions): ConnectionOptions {
  const { mode, ...files } = tls;
  const verify = mode === 'verify-ca' || mode === 'verify-identity';
  return {
    ...(address.socketPath === null
      ? { host: address.host, port: address.port }
      : { socketPath: address.socketPath }),
    user: address.user,
    password: address.password,
    database: address.database,
    connectTimeout: address.connectTimeoutMs,
    // Else the session's sql_mode gains IGNORE_SPACE, and every routine made in it keeps that.
    flags: ['-IGNORE_SPACE'],
    charset: 'UTF8MB4_GENERAL_CI',
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    jsonStrings: true,
    connectAttributes: { program_name: options.applicationName ?? 'switchback' },
    ...(mode === 'disabled'
      ? {}
      : { ssl: { ...files, rejectUnauthorized: verify, verifyIdentity: mode === 'verify-identity' } }),
  };
}

/** Waits for the connection, or for the signal; a connection that comes too late is closed. */
async function untilAborted(
  attempt: Promise<Connection>,
  signal: AbortSignal | undefined,
  cancelled: () => Error,
): Promise<Connection> {
  if (signal === undefined) return attempt;
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled());
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([attempt, aborted]);
  } catch (error) {
    attempt.then((late) => late.destroy()).catch(() => {});
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** One statement's answer: rows, or what it changed. */
export type Answer =
  | { readonly rows: readonly Row[] }
  | {
      readonly rows: null;
      readonly rowCount: number;
      /** How many `SHOW WARNINGS` would give. */
      readonly warnings: number;
      readonly noBackslashEscapes: boolean;
    };

/** SERVER_STATUS_NO_BACKSLASH_ESCAPES in the packet that ends a statement without rows. */
const noBackslashEscapesStatus = 0x200;

/** Reads the driver's result. A CALL gives several: the last with rows counts, else the last. */
export function answerOf(result: unknown): Answer {
  if (!Array.isArray(result)) {
    const header = result as ResultSetHeader & { readonly serverStatus?: number };
    return {
      rows: null,
      rowCount: Number(header.affectedRows),
      warnings: header.warningStatus,
      noBackslashEscapes: ((header.serverStatus ?? 0) & noBackslashEscapesStatus) !== 0,
    };
  }
  const severalResults = result.some((each) => Array.isArray(each));
  return {
    rows: severalResults ? (result.findLast((each) => Array.isArray(each)) as Row[]) : (result as Row[]),
  };
}
