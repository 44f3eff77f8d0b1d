import type { Services } from '../services.ts';

/** Ends the language server and starts it anew; connections are gone then. */
export async function restartServer({ server, projects }: Services) {
  await server.restart();
  await projects.update();
}
