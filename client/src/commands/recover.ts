import { execute } from '../runs/execute.ts';
import type { Services } from '../services.ts';
import { requestFor } from './requests.ts';
import { placeOf } from './target.ts';

/** Takes an incomplete migration back. */
export async function recover(services: Services, argument: unknown) {
  const target = await placeOf(services, argument);
  return target && execute(services, target, target.promised ?? requestFor(target, { command: 'recover' }));
}
