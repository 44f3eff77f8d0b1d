import { execute } from '../runs/execute.ts';
import type { Services } from '../services.ts';
import { requestFor } from './requests.ts';
import { placeOf } from './target.ts';

/** Applies everything that is pending. Gives the result of the run, if there was one. */
export async function applyAll(services: Services, argument: unknown) {
  const target = await placeOf(services, argument);
  return target && execute(services, target, requestFor(target, { command: 'up' }));
}
