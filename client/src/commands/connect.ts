import { connected } from '../connections/connect.ts';
import type { Services } from '../services.ts';
import { targetOf } from './target.ts';

/** Connects to an environment: the user's act, without which nothing is touched. Says whether it worked. */
export async function connect(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  return target && connected(services, target);
}
