import { execute } from '../runs/execute.ts';
import type { Services } from '../services.ts';
import { requestFor } from './requests.ts';
import { placeOf } from './target.ts';

/** Applies the next pending migration, whichever file is being edited. */
export async function applyNext(services: Services, argument: unknown) {
  const target = await placeOf(services, argument);
  return target && execute(services, target, requestFor(target, { command: 'up', count: 1 }));
}
