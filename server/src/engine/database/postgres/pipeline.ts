import type { Client, Submittable } from 'pg';
import { DatabaseError, type ScriptOptions } from '../database.ts';
import { databaseError } from './errors.ts';

/** The messages of the driver's connection that a pipeline is made of; its type declarations leave them out. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { readonly text: string; readonly name: string; readonly types: readonly number[] }): void;
  bind(message: {
    readonly portal: string;
    readonly statement: string;
    readonly values: readonly never[];
  }): void;
  execute(message: { readonly portal: string; readonly rows: number }): void;
  flush(): void;
  sync(): void;
}

/**
 * Sends all parts at once and stops at the first that fails: one round trip. They go as a pipeline of the extended
 * protocol and not as one simple query: there the server holds every answer back to the end of the text, so that no part's
 * own time could be told, and an error's part could only be guessed at. Throws `DatabaseError` with `part`.
 */
export function runPipeline(
  client: Client,
  parts: readonly string[],
  { onDone, atOnce = () => true }: ScriptOptions,
): Promise<void> {
  for (const [index, text] of parts.entries()) checkPart(text, index);
  return new Promise((resolve, reject) => {
    let done = 0;
    let failed: DatabaseError | undefined;
    let since = performance.now();
    const completed = (rowCount: number | null) => {
      const now = performance.now();
      onDone?.(done, now - since, rowCount);
      done++;
      since = now;
    };
    const handlers = {
      submit: (connection: unknown) => send(connection as Wire, parts, atOnce),
      handleCommandComplete: (message: { readonly text: string }) => completed(rowCountOf(message.text)),
      handleEmptyQuery: () => completed(null),
      handleDataRow: () => {},
      handleRowDescription: () => {},
      handlePortalSuspended: () => {},
      handleCopyData: () => {},
      handleCopyInResponse: () => {},
      // After the server's error the driver still waits for the end of the pipeline before it sends anything else.
      handleError: (error: unknown) => {
        failed = databaseError(error, parts[done] ?? '', Math.min(done, parts.length - 1));
        reject(failed);
      },
      handleReadyForQuery: () => resolve(),
    };
    client.query(handlers as unknown as Submittable);
  });
}

function send(wire: Wire, parts: readonly string[], atOnce: (index: number) => boolean): void {
  wire.stream.cork();
  for (const [index, text] of parts.entries()) {
    wire.parse({ text, name: '', types: [] });
    wire.bind({ portal: '', statement: '', values: [] });
    wire.execute({ portal: '', rows: 0 });
    // Without it the server would keep the answer until the end.
    if (atOnce(index)) wire.flush();
  }
  wire.sync();
  wire.stream.uncork();
}

/** Refuses what would break the protocol: a NUL would cut the message, COPY would wait for data that nobody sends. */
function checkPart(text: string, part: number): void {
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    throw new DatabaseError(
      { code: '22021', message: 'invalid byte sequence for encoding "UTF8": 0x00', position: nul },
      { part },
    );
  }
  if (/^\s*copy\b[^;]*\bfrom\s+stdin\b/i.test(text)) {
    throw new DatabaseError(
      {
        code: '0A000',
        message: 'COPY FROM STDIN has no data to read here',
        hint: 'Write the rows as INSERT.',
      },
      { part },
    );
  }
}

/** The number in a command tag: `INSERT 0 5`, `UPDATE 3`; null for `CREATE TABLE`. */
export function rowCountOf(tag: string): number | null {
  const count = /^(?:INSERT \d+|UPDATE|DELETE|MERGE|SELECT|COPY|MOVE|FETCH) (\d+)$/.exec(tag)?.[1];
  return count === undefined ? null : Number(count);
}
