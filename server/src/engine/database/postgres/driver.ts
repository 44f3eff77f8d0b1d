import type { Duplex } from 'node:stream';
import type { Client, ClientConfig } from 'pg';
import { MigrateError } from '../../errors.ts';
import type { ConnectOptions } from '../database.ts';
import type { Address } from './address.ts';
import { connectError } from './connectError.ts';
import type { DriverError } from './errors.ts';

/**
 * Opens the driver's connection, plain or encrypted as the URL's sslmode says. Throws what `connectError` makes,
 * `driver-unavailable`, `cancelled`.
 */
export async function openDriver(address: Address, options: ConnectOptions): Promise<Client> {
  const Client = await loadClient();
  const attempts = tlsAttempts(address);
  for (const [index, encrypted] of attempts.entries()) {
    const client = new Client(clientConfig(address, options, encrypted));
    try {
      return await opened(client, options.signal);
    } catch (error) {
      if (error instanceof MigrateError) throw error;
      if (index === attempts.length - 1 || !isAboutTls(error, encrypted)) throw connectError(error, address);
    }
  }
  throw new Error('there is always one attempt');
}

/** Speaks to a server at the other end of `stream`, which asks for no password. */
export async function openOver(stream: Duplex): Promise<Client> {
  const Client = await loadClient();
  const client = new Client({ user: 'postgres', database: 'postgres', ssl: false, stream: () => stream });
  return opened(client, undefined);
}

async function loadClient(): Promise<typeof Client> {
  const driver = await import('pg').catch((cause: unknown) => {
    throw new MigrateError('driver-unavailable', 'The driver for PostgreSQL cannot be loaded.', {
      hint: 'Install the package pg.',
      cause,
    });
  });
  return (driver.default ?? driver).Client;
}

function tlsAttempts({ tls, host }: Address): readonly boolean[] {
  if (tls.mode === 'disable' || host?.startsWith('/')) return [false];
  if (tls.mode === 'allow') return [false, true];
  if (tls.mode === 'prefer') return [true, false];
  return [true];
}

/** Whether the other way is worth trying: the server has no TLS, or takes nothing else. */
function isAboutTls(error: unknown, encrypted: boolean): boolean {
  const { code, message, severity } = error as DriverError;
  if (!encrypted) return code === '28000' && /encryption|SSL/i.test(message);
  return severity === undefined ? /SSL/.test(message) : code === '28000' && /encryption|SSL/i.test(message);
}

function clientConfig(address: Address, options: ConnectOptions, encrypted: boolean): ClientConfig {
  const config: ClientConfig = {
    host: address.host,
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    options: address.startOptions,
    application_name: address.applicationName ?? options.applicationName ?? 'switchback',
    connectionTimeoutMillis: address.connectTimeoutMs,
    enableChannelBinding: address.channelBinding,
    keepAlive: true,
    ssl: encrypted ? tlsOptions(address) : false,
    ...(encrypted && address.tls.direct ? { sslnegotiation: 'direct' as const } : {}),
  };
  return config;
}

function tlsOptions({ tls }: Address): NonNullable<Exclude<ClientConfig['ssl'], boolean>> {
  const { mode, direct: _direct, ...files } = tls;
  const verified = mode === 'verify-ca' || mode === 'verify-full';
  return {
    ...files,
    rejectUnauthorized: verified,
    ...(mode === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
  };
}

/** Waits for the connection, or for the signal. */
async function opened(client: Client, signal: AbortSignal | undefined): Promise<Client> {
  const cancelled = () => new MigrateError('cancelled', 'Cancelled while connecting.');
  if (signal?.aborted) throw cancelled();
  // A connection that breaks while idle is an event; the next statement then says so.
  client.on('error', () => {});
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled());
    signal?.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([client.connect(), aborted]);
    return client;
  } catch (error) {
    void client.end().catch(() => {});
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
