import type { TestProject } from 'vitest/node';
import { createRunDirectory, removeRunDirectory } from './runDirectory.ts';
import { everyServer, startAll } from './servers.ts';
import type { ServerAddress } from './testServer.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly servers: readonly ServerAddress[];
    /** Where SQLite's files and the data of private servers go; removed after the run. */
    readonly runDirectory: string;
  }
}

/** Starts every server once for the whole run, and hands their addresses to the test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const servers = await startAll(everyServer).catch((error: Error) => {
    // The sentence says it all; where in the harness it was thrown would only hide it.
    error.stack = error.message;
    throw error;
  });
  const runDirectory = createRunDirectory();
  project.provide(
    'servers',
    servers.map(({ name, dialect, product, url, version }) => ({ name, dialect, product, url, version })),
  );
  project.provide('runDirectory', runDirectory);
  return async () => {
    await Promise.all(servers.map((server) => server.stop()));
    removeRunDirectory(runDirectory);
  };
}
