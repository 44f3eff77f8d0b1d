import { execute } from '../runs/execute.ts';
import type { Services } from '../services.ts';
import { requestFor } from './requests.ts';
import { placeOf } from './target.ts';

/** Rolls back the migration that was applied last. */
export async function rollbackLast(services: Services, argument: unknown) {
  const target = await placeOf(services, argument);
  return target && execute(services, target, requestFor(target, { command: 'down', count: 1 }));
}
