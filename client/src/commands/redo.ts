import { execute } from '../runs/execute.ts';
import type { Services } from '../services.ts';
import { requestFor } from './requests.ts';
import { placeOf } from './target.ts';

/** Rolls back the last migration and applies it again. */
export async function redo(services: Services, argument: unknown) {
  const target = await placeOf(services, argument);
  return target && execute(services, target, requestFor(target, { command: 'redo' }));
}
