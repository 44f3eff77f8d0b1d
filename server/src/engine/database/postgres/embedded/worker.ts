// A program of its own: PostgreSQL in WebAssembly, which holds up its thread while a statement runs.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { type Extension, PGlite } from '@electric-sql/pglite';
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts';

const { postgres, initdb, files, extensions, image } = workerData as WorkerStart;
const say = (message: FromWorker, move: ArrayBuffer[] = []) => parentPort!.postMessage(message, move);

const server = PGlite.create({
  pgliteWasmModule: postgres,
  initdbWasmModule: initdb,
  fsBundle: new Blob([readFileSync(files)]),
  loadDataDir: archive(image as Uint8Array<ArrayBuffer>),
  extensions: Object.fromEntries(
    Object.entries(extensions).map(([name, file]): [string, Extension] => [
      name,
      { name, setup: async () => ({ bundlePath: pathToFileURL(file) }) },
    ]),
  ),
});

let turn: Promise<unknown> = server.then(() => say({ kind: 'ready' }));
parentPort!.on('message', (message: ToWorker) => {
  turn = turn.then(async () => answer(await server, message));
});

async function answer(database: PGlite, message: ToWorker): Promise<void> {
  if (message.kind === 'image') {
    // A tenth of the archive as it is: most of a cluster is the same in each, and empty log of transactions.
    const bytes = new Uint8Array(await (await database.dumpDataDir('gzip')).arrayBuffer());
    say({ kind: 'image', bytes }, [bytes.buffer]);
    return;
  }
  const bytes = await database.execProtocolRaw(message.bytes);
  say({ kind: 'wire', bytes });
}

/** The template comes as a tar archive, an image as a compressed one. */
function archive(bytes: Uint8Array<ArrayBuffer>): File {
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isCompressed
    ? new File([bytes], 'image.tar.gz', { type: 'application/x-gzip' })
    : new File([bytes], 'image.tar', { type: 'application/x-tar' });
}
