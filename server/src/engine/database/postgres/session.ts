import type { Client } from 'pg';
import type { Limits } from '../database.ts';
import { limitsSql } from './limits.ts';

/** What a connection is told once, at its beginning. */
export interface SessionFacts {
  readonly product: string;
  readonly version: readonly number[];
  readonly database: string;
  /** The schema that unqualified names are created in, `public` when there is none. */
  readonly namespace: string;
  readonly searchPath: string;
  readonly user: string;
  /** The number of the server's process. */
  readonly process: number;
  /** The product's name when it only speaks PostgreSQL's protocol; else null. */
  readonly foreign: string | null;
}

export async function readSession(client: Client): Promise<SessionFacts> {
  const { rows } = await client.query<
    Record<string, string>
  >(`SELECT version() AS said, current_setting('server_version') AS version,
  current_database() AS database, coalesce(current_schema(), 'public') AS namespace, current_setting('search_path') AS path, pg_backend_pid() AS process, current_user AS user`);
  const { said, version, database, namespace, path, process, user } = rows[0]!;
  const number = /^[\d.]+/.exec(version!)?.[0] ?? version!;
  return {
    product: `PostgreSQL ${number}`,
    version: number.split('.').map(Number),
    database: database!,
    namespace: namespace!,
    searchPath: path!,
    user: user!,
    process: Number(process),
    foreign: /^(CockroachDB|YugabyteDB|Redshift)/.exec(said!)?.[1] ?? null,
  };
}

export interface SessionSettings {
  /** The server can look whether its client is still there (PostgreSQL 14, most systems). */
  readonly connectionCheck: boolean;
  readonly limits: Limits;
  readonly readOnly: boolean;
  /** Another search path than the server gives, as `SET` writes it. */
  readonly searchPath: string | undefined;
}

/** How often the server looks whether the client is still there while a statement runs. */
const checkInterval = '2s';

/**
 * The tool's own settings of a session, set at connect and after every reset. Not in the start-up packet: poolers refuse
 * what they do not know there. `client_connection_check_interval` ends a statement whose client died, and so frees the lock.
 */
export function startStatements({
  connectionCheck,
  limits,
  readOnly,
  searchPath,
}: SessionSettings): readonly string[] {
  return [
    ...(searchPath === undefined ? [] : [`SET search_path = ${searchPath === '' ? "''" : searchPath}`]),
    ...(connectionCheck ? [`SET client_connection_check_interval = '${checkInterval}'`] : []),
    ...(readOnly ? ['SET default_transaction_read_only = on'] : []),
    ...limitsSql(limits),
  ];
}

/** What, seen in a text that ran, can leave something behind that no setting holds. */
const leavings: readonly (readonly [seen: RegExp, reset: string])[] = [
  [/\b(?:temp|temporary|pg_temp)\b/i, 'DISCARD TEMP'],
  [/\bdeclare\b/i, 'CLOSE ALL'],
  [/\bprepare\b/i, 'DEALLOCATE ALL'],
  [/\blisten\b/i, 'UNLISTEN *'],
];

/**
 * Statements that put a session back as it was at connect. All may stand in a transaction, and none of those that always
 * come takes a snapshot, so that `SET TRANSACTION` still works after them. Not DISCARD ALL: it drops the lock.
 */
export class SessionReset {
  readonly #always: readonly string[];
  readonly #seen = new Set<string>();

  /** `start` is what `startStatements` gave at connect. */
  constructor(start: readonly string[]) {
    this.#always = ['RESET SESSION AUTHORIZATION', 'RESET ROLE', 'RESET ALL', ...start];
  }

  /** Notes what ran. What has been seen once is reset every time from then on. */
  saw(text: string): void {
    if (this.#seen.size === leavings.length) return;
    for (const [seen, reset] of leavings)
      if (!this.#seen.has(reset) && seen.test(text)) this.#seen.add(reset);
  }

  statements(): readonly string[] {
    return [...this.#always, ...this.#seen];
  }
}
