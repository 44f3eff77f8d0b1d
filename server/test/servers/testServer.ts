/** The servers the tests know, by name; the number is the major version of the ones the harness starts itself. */
export type ServerName = PostgresName | 'mysql9' | 'mariadb11' | 'mariadb10';

export type PostgresName =
  | 'postgres18'
  | 'postgres17'
  | 'postgres16'
  | 'postgres15'
  | 'postgres14'
  | 'postgres13';

/** The SQL a database speaks; MariaDB is told from MySQL by `product`. */
export type TestDialect = 'postgres' | 'mysql' | 'sqlite';

export type Product = 'PostgreSQL' | 'MySQL' | 'MariaDB' | 'SQLite';

/** What a test needs to know of a server; plain data, so that it can be handed to the test processes. */
export interface ServerAddress {
  readonly name: ServerName;
  readonly dialect: TestDialect;
  readonly product: Product;
  /** Address of the administrator, password included (percent-encoded, as it has `:` and `@` in it). */
  readonly url: string;
  /** What the server answered to `select version()`. */
  readonly version: string;
}

/** A server that runs; `pid` is null for one that somebody else started. */
export interface TestServer extends ServerAddress {
  readonly pid: number | null;
  /** Ends the server and removes its data. Does nothing the second time, or for somebody else's server. */
  stop(): Promise<void>;
  /** Sends a signal. SIGKILL also ends the server's own children, as a power cut would; it resolves when all are gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts a killed server again: same data, same port, same url. */
  restart(): Promise<void>;
}

export interface StartOptions {
  /** Where the server's data goes, and who cleans up after it. */
  readonly runDirectory: string;
  /** A free port is taken when there is none. */
  readonly port?: number;
  /** Server settings by name, on top of the harness's own: `{ max_connections: '5' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The password of every administrator: it has the characters that must be encoded in a URL, so redaction is put to the test. */
export const adminPassword = 'Sw1tch:b@ck';

/** `scheme://user:password@127.0.0.1:port/database` with the password encoded. */
export function adminUrl(scheme: string, user: string, port: number, database: string): string {
  return `${scheme}://${user}:${encodeURIComponent(adminPassword)}@127.0.0.1:${port}/${database}`;
}
