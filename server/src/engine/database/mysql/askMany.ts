import type { Connection } from 'mysql2/promise';
import type { Row } from '../database.ts';

/** From how many statements on a connection of their own is worth its opening. */
const many = 8;
/** Statements in one message: so that neither it nor its answers get too large. */
const perMessage = 200;

/**
 * Runs statements of one row each; null for one that fails. A few run one by one (`one`), many together on a
 * connection that takes several statements in one message (`open`), which the tool's own connection never does.
 */
export async function askMany(
  statements: readonly string[],
  one: (sql: string) => Promise<readonly Row[]>,
  open: () => Promise<Connection | null>,
): Promise<readonly (Row | null)[]> {
  const connection = statements.length < many ? null : await open();
  const rows: (Row | null)[] = [];
  try {
    for (let start = 0; start < statements.length; start += perMessage) {
      const part = statements.slice(start, start + perMessage);
      const together = connection === null ? null : await askTogether(part, connection);
      if (together !== null) rows.push(...together);
      else
        for (const sql of part)
          rows.push(
            await one(sql).then(
              ([row]) => row ?? null,
              () => null,
            ),
          );
    }
  } finally {
    connection?.destroy();
  }
  return rows;
}

/** null when one of them fails: which it was is not told. */
async function askTogether(
  statements: readonly string[],
  connection: Connection,
): Promise<readonly (Row | null)[] | null> {
  if (statements.length < 2) return null;
  try {
    const [results] = await connection.query(statements.join(';\n'));
    return (results as readonly (readonly Row[])[]).map(([row]) => row ?? null);
  } catch {
    return null;
  }
}
