import { execute } from '../runs/execute.ts';
import type { Services } from '../services.ts';
import { targetOf } from './target.ts';

/** Runs what the preview in front shows; refused when it would now be something else. */
export async function runPreviewed(services: Services) {
  const previewed = services.previews.current();
  if (previewed === undefined) return undefined;
  const { project, environment } = previewed.run;
  const target = await targetOf(services, { project, environment, run: previewed.run });
  return target && execute(services, target, previewed.run, previewed.token);
}
