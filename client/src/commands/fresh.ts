import { execute } from '../runs/execute.ts';
import type { Services } from '../services.ts';
import { requestFor } from './requests.ts';
import { placeOf } from './target.ts';

/** Drops everything the user owns in the database and runs all migrations again. */
export async function fresh(services: Services, argument: unknown) {
  const target = await placeOf(services, argument);
  return target && execute(services, target, requestFor(target, { command: 'fresh' }));
}
