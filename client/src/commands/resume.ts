import { execute } from '../runs/execute.ts';
import type { Services } from '../services.ts';
import { requestFor } from './requests.ts';
import { placeOf } from './target.ts';

/** Goes on with an incomplete migration after its last good statement. */
export async function resume(services: Services, argument: unknown) {
  const target = await placeOf(services, argument);
  return target && execute(services, target, target.promised ?? requestFor(target, { command: 'resume' }));
}
