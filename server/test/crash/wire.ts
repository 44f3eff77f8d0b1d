import { createServer, connect as dial, type Server, type Socket } from 'node:net';

/** When, around one message of the client, the cut happens. */
export type Moment = 'before' | 'during' | 'after';

export interface Cut {
  /** 1-based number of the client's message. */
  readonly message: number;
  /** `before`: it never arrives. `during`: it arrives, the client is gone. `after`: it was answered, nobody hears. */
  readonly moment: Moment;
}

/** A proxy in front of a database that counts the client's messages and cuts the wire at one of them. */
export interface Wire {
  readonly port: number;
  /** Messages the client has sent so far, over all connections. */
  readonly sent: () => number;
  close(): Promise<void>;
}

/**
 * Opens the proxy. `onCut` runs once, right before both sides of the wire are closed; with `staysWhole` they are not.
 */
export async function openWire(
  target: { readonly host: string; readonly port: number },
  cut: Cut | null,
  onCut: () => void = () => undefined,
  staysWhole = false,
): Promise<Wire> {
  const sockets = new Set<Socket>();
  let sent = 0;
  let isCut = false;
  let isPast = false;
  const server: Server = createServer((client) => {
    const upstream = dial(target.port, target.host);
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    let waiting = false;
    const cutNow = () => {
      if (isPast) return;
      isPast = true;
      isCut = !staysWhole;
      onCut();
      if (staysWhole) return;
      for (const socket of sockets) socket.destroy();
    };
    client.on('data', (chunk) => {
      if (isCut) return;
      sent++;
      if (cut !== null && sent === cut.message) {
        if (cut.moment === 'during') return void upstream.write(chunk, cutNow);
        if (cut.moment === 'before') cutNow();
        else waiting = true;
        if (isCut) return;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (isCut) return;
      if (waiting) cutNow();
      if (isCut) return;
      client.write(chunk);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    sent: () => sent,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
