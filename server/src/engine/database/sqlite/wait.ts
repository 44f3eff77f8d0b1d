/**
 * Resolves after `ms`, or at once when `signal` is aborted. Waiting is always asynchronous here, never SQLite's own
 * busy handler, which would stop the whole process.
 */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}

/** How long to wait before the next try: short first, so that a short wait stays short. */
export function pause(tries: number): number {
  return Math.min(50, 1 + 2 * tries);
}
