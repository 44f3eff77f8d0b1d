import type { Services } from '../services.ts';

/** Reads files and connected histories anew. */
export function refresh({ projects }: Services) {
  return projects.refresh();
}
