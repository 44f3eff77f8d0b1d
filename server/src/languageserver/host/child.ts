import { Migrator, type Turn } from '../../engine/index.ts';
import { problemOf } from '../problem.ts';
import { calls } from './calls.ts';
import { runEvent } from './events.ts';
import type { FromEngine, ToEngine } from './messages.ts';

/** How long cancelled work may take to end when the language server has gone. */
const farewellMs = 20_000;

/**
 * Serves calls of the language server until it goes away. A process of its own and no thread: SQLite's driver runs its
 * statements where they are called, and nothing but ending the process stops one that runs.
 */
export function serveEngine(): void {
  const running = new Map<number, AbortController>();
  const send = (message: FromEngine) => {
    if (process.connected) process.send?.(message);
  };

  process.on('message', (message: ToEngine) => {
    if (message.type === 'cancel') running.get(message.id)?.abort();
    else void answer(message);
  });
  // Nobody waits for the answers any more: what runs is cancelled, so that it is taken back as far as it can be.
  process.on('disconnect', () => {
    for (const abort of running.values()) abort.abort();
    setTimeout(() => process.exit(), farewellMs).unref();
    if (running.size === 0) process.exit();
  });
  // What a driver throws outside of any call must not end the runs of others.
  process.on('uncaughtException', () => undefined);
  process.on('unhandledRejection', () => undefined);

  async function answer({ id, method, options, params }: ToEngine & { type: 'call' }): Promise<void> {
    const abort = new AbortController();
    running.set(id, abort);
    try {
      const call = calls[method] as (...args: unknown[]) => Promise<never>;
      const result = await call(new Migrator(options), params, {
        signal: abort.signal,
        onEvent: (event: Parameters<typeof runEvent>[0]) =>
          send({ type: 'event', id, event: runEvent(event) }),
        onTurn: (turn: Turn) => send({ type: 'turn', id, turn }),
      });
      send({ type: 'result', id, result });
    } catch (error) {
      send({ type: 'error', id, problem: problemOf(error) });
    } finally {
      running.delete(id);
      if (!process.connected && running.size === 0) process.exit();
    }
  }
}
