import type { Services } from '../services.ts';
import { targetOf } from './target.ts';

/** Closes the connection to an environment. */
export async function disconnect(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined) return;
  await services.server.request('switchback/disconnect', {
    project: target.project.id,
    environment: target.environment,
  });
  await services.projects.update();
}
