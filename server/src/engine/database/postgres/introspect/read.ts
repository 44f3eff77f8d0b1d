import type { Client, QueryArrayResult, QueryResult } from 'pg';

/** The name of each query of one reading, with its text. */
export type Queries = Readonly<Record<string, string>>;

/**
 * Runs all queries in one message and one snapshot, with `namespace` as what unqualified names mean. The session is as
 * before afterwards, also within an open transaction (whose snapshot then counts).
 */
export async function readCatalog<Q extends Queries>(
  client: Client,
  namespace: string,
  queries: Q,
): Promise<Readonly<Record<keyof Q, readonly unknown[]>>> {
  const names = Object.keys(queries) as (keyof Q)[];
  const within = client.getTransactionStatus() === 'T';
  const path = `SET LOCAL search_path = "${namespace.replaceAll('"', '""')}", pg_temp`;
  const settings = [
    path,
    "SET LOCAL DateStyle = 'ISO'",
    "SET LOCAL IntervalStyle = 'postgres'",
    'SET LOCAL extra_float_digits = 1',
    'SET LOCAL quote_all_identifiers = off',
    'SET LOCAL jit = off',
  ];
  const head = within
    ? ['SAVEPOINT switchback_read', ...settings]
    : ['BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', ...settings];
  const tail = within
    ? ['ROLLBACK TO SAVEPOINT switchback_read', 'RELEASE SAVEPOINT switchback_read']
    : ['COMMIT'];
  const text = [...head, ...names.map((name) => queries[name]!), ...tail].join(';\n');
  try {
    const results = (await client.query(text)) as unknown as (QueryResult | QueryArrayResult)[];
    const rows = {} as Record<keyof Q, readonly unknown[]>;
    names.forEach((name, at) => {
      rows[name] = results[head.length + at]!.rows;
    });
    return rows;
  } catch (error) {
    const undo = within ? 'ROLLBACK TO SAVEPOINT switchback_read' : 'ROLLBACK';
    await client.query(undo).catch(() => {});
    throw error;
  }
}
