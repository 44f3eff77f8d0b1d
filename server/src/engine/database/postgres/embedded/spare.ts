import { type EmbeddedServer, startServer } from './server.ts';

/** After so long without a use the memory is given back. Milliseconds. */
const idleMs = 60_000;

interface Spare {
  readonly image: Uint8Array | undefined;
  readonly server: Promise<EmbeddedServer>;
  readonly timer: NodeJS.Timeout;
}

/** At most one, begun with what was asked for last: an edit asks for the same again. */
let spare: Spare | undefined;

/** A server that begins with `image`: the spare one when it does, else a new one. */
export async function takeServer(image: Uint8Array | undefined): Promise<EmbeddedServer> {
  const kept = spare;
  if (kept === undefined || kept.image !== image) return startServer(image);
  spare = undefined;
  clearTimeout(kept.timer);
  return kept.server;
}

/** Has a server ready for the next one that asks for `image`. */
export function keepSpare(image: Uint8Array | undefined): void {
  if (spare !== undefined && spare.image === image) return;
  endSpare();
  const timer = setTimeout(endSpare, idleMs);
  timer.unref();
  const server = startServer(image);
  server.catch(() => {});
  spare = { image, server, timer };
}

function endSpare(): void {
  clearTimeout(spare?.timer);
  void spare?.server.then((server) => server.end()).catch(() => {});
  spare = undefined;
}
