import type { Services } from '../services.ts';

/** Shows the log: what ran, on which database, how long it took. */
export function showOutput({ output }: Services): Promise<void> {
  output.show();
  return Promise.resolve();
}
