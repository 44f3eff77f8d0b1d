import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * A TCP port of 127.0.0.1 that nobody listens on: `wanted` when it is free, else one below those that systems give to
 * outgoing connections (Linux from 32768, others from 49152). A connection would take the port of a server that is
 * started again.
 */
export async function freePort(wanted = somePort()): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(freePort()) : reject(error),
    );
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve(wanted)));
  });
}

function somePort(): number {
  return randomInt(10_240, 32_768);
}
