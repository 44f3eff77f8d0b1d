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
  loadDataDir: new File([image as Uint8Array<ArrayBuffer>], 'image.tar', { type: 'application/x-tar' }),
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
    const bytes = new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer());
    say({ kind: 'image', bytes }, [bytes.buffer]);
    return;
  }
  const bytes = await database.execProtocolRaw(message.bytes);
  say({ kind: 'wire', bytes });
}
