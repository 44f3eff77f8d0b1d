import type { Client } from 'pg';
import { MigrateError } from '../../errors.ts';

/**
 * Refuses a pooler that gives a server connection away between two transactions: the lock would be lost or left behind.
 * `backendPid` is the server process at connect. A pooler tells its client a process number of its own; only then a
 * second connection is opened, which a pooler in transaction mode serves with the same server process.
 * Throws `server-unsupported`.
 */
export async function refuseTransactionPooler(
  client: Client,
  backendPid: number,
  openAnother: () => Promise<Client>,
): Promise<void> {
  const told = (client as unknown as { readonly processID: number | null }).processID;
  if (told === null || told === backendPid) return;
  let others = [await processOf(client)];
  if (others[0] === backendPid) {
    const second = await openAnother();
    try {
      others = [await processOf(second), await processOf(client)];
    } finally {
      await second.end();
    }
    if (others[0] !== backendPid && others[1] === backendPid) return;
  }
  throw new MigrateError(
    'server-unsupported',
    'The connection goes through a pooler that changes the server process between statements, so no lock can be held on it.',
    {
      hint: "Use the database's direct address (often port 5432), or the pooler's session mode, for migrations.",
    },
  );
}

async function processOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_catalog.pg_backend_pid() AS pid');
  return rows[0]!.pid;
}
