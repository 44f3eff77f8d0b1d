import { Worker } from 'node:worker_threads';
import { embeddedAssets } from './assets.ts';
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts';
import { Wire } from './wire.ts';

/** One PostgreSQL in this process, with one session; nothing of it outlives `end`. */
export interface EmbeddedServer {
  readonly wire: Wire;
  /** All that is in it; to be asked while no transaction is open. */
  image(): Promise<Uint8Array>;
  /** At once, whatever runs. The session then ends as if the connection broke. Safe to call twice. */
  end(): Promise<void>;
}

/**
 * Starts a server that holds what `image` of another one gave; an empty one without. It can be spoken to before it has
 * started. Throws `driver-unavailable`.
 */
export async function startServer(image: Uint8Array | undefined): Promise<EmbeddedServer> {
  const { program, template, ...assets } = await embeddedAssets();
  const start: WorkerStart = { ...assets, image: image ?? template };
  // Its messages are for nobody: notices of the server come by the protocol.
  const worker = new Worker(program, { workerData: start, stdout: true, stderr: true });
  const send = (message: ToWorker) => worker.postMessage(message);
  const wire = new Wire((bytes) => send({ kind: 'wire', bytes }));
  const images: ((bytes: Uint8Array) => void)[] = [];
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'wire') wire.receive(message.bytes);
    if (message.kind === 'image') images.shift()?.(message.bytes);
  });
  worker.on('error', (error) => wire.destroy(error));
  worker.on('exit', () => wire.destroy());
  // An idle one keeps no process alive.
  wire.on('close', () => worker.unref());
  return {
    wire,
    image: () =>
      new Promise((resolve, reject) => {
        images.push(resolve);
        worker.once('exit', () => reject(new Error('The scratch database has ended.')));
        send({ kind: 'image' });
      }),
    end: async () => {
      await worker.terminate();
      wire.destroy();
    },
  };
}
