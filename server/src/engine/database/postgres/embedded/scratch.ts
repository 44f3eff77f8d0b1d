import { MigrateError } from '../../../errors.ts';
import type { Database, Scratch, ScratchOptions } from '../../database.ts';
import type { EmbeddedServer } from './server.ts';
import { keepSpare, takeServer } from './spare.ts';

/** The URL of the server that the product brings along; it is in this process and holds nothing that is kept. */
export const embeddedUrl = 'pglite:';

export function isEmbedded(url: string | undefined): boolean {
  return url !== undefined && /^pglite:/i.test(url);
}

/**
 * A scratch database in a server of its own, which `open` connects to. `drop` ends that server; with `keepWarm` another
 * one is then started that begins as this one did, for whoever asks for the same next. Throws `driver-unavailable`,
 * `cancelled`.
 */
export async function createEmbeddedScratch(
  { image, keepWarm = false, signal }: ScratchOptions,
  open: (server: EmbeddedServer) => Promise<Database>,
): Promise<Scratch> {
  const server = await takeServer(image);
  const cancel = () => void server.end();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const database = await open(server);
    let beginning = image;
    return {
      database,
      image: async () => {
        beginning = await server.image();
        return beginning;
      },
      drop: async () => {
        await database.close();
        if (keepWarm) keepSpare(beginning);
      },
    };
  } catch (error) {
    await server.end();
    throw signal?.aborted ? new MigrateError('cancelled', 'Cancelled while connecting.') : error;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
