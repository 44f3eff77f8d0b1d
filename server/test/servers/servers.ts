import { environmentVariable, externalServer, standsAside } from './externalServer.ts';
import { freePort } from './freePort.ts';
import { startMariadb } from './mariadb.ts';
import { startMysql } from './mysql.ts';
import { hasPostgres15, startPostgres } from './postgres.ts';
import { createRunDirectory, removeLeftovers } from './runDirectory.ts';
import type { ServerName, StartOptions, TestServer } from './testServer.ts';

type Start = (name: ServerName, options: StartOptions) => Promise<TestServer>;

const starters: Readonly<Record<ServerName, Start>> = {
  postgres18: startPostgres,
  postgres17: startPostgres,
  postgres16: startPostgres,
  postgres15: startPostgres,
  postgres14: startPostgres,
  postgres13: startPostgres,
  mysql9: startMysql,
  mariadb11: startMariadb,
  mariadb10: startMariadb,
};

/** The servers that the main suites loop over. */
export const mainServers: readonly ServerName[] = ['postgres18', 'mysql9', 'mariadb11'];

/** Every server of this machine; PostgreSQL 15 only where the system has it. */
export const everyServer: readonly ServerName[] = [
  ...mainServers,
  'postgres17',
  'postgres16',
  'postgres14',
  'postgres13',
  'mariadb10',
  ...(hasPostgres15() ? (['postgres15'] as const) : []),
];

/**
 * Starts servers side by side, after cleaning up what killed runs left. One that an environment variable names is used
 * where it is instead, and then stands for all of its kind.
 * @throws a sentence per server that cannot be had; those already started are stopped again.
 */
export async function startAll(
  names: readonly ServerName[],
  ports: Partial<Readonly<Record<ServerName, number>>> = {},
): Promise<readonly TestServer[]> {
  removeLeftovers();
  const runDirectory = createRunDirectory();
  const wanted = names.filter((name) => !standsAside(name));
  const results = await Promise.allSettled(
    wanted.map(async (name) => {
      const external = process.env[environmentVariable[name]];
      if (external) return externalServer(name, external);
      const port = ports[name] === undefined ? undefined : await freePort(ports[name]);
      return startServer(name, port === undefined ? { runDirectory } : { runDirectory, port }).catch(
        (error: Error) => {
          const instead = `Set ${environmentVariable[name]} to a server of your own to use that instead; \`npm run docker:up\` starts one.`;
          throw new Error(`${error.message}\n${instead}`);
        },
      );
    }),
  );
  const failures = results.flatMap((result) =>
    result.status === 'rejected' ? [String(result.reason?.message)] : [],
  );
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (failures.length === 0) return started;
  await Promise.all(started.map((server) => server.stop()));
  throw new Error(failures.join('\n\n'));
}

/**
 * Starts one server, whatever the environment names.
 * @throws one sentence that says why it cannot be had.
 */
export async function startServer(name: ServerName, options: StartOptions): Promise<TestServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await starters[name](name, options);
    } catch (error) {
      const { message } = error as Error;
      // Between finding a free port and the server's listening on it, somebody else may take it.
      const portWasTaken = options.port === undefined && /Address already in use|EEXIST/i.test(message);
      if (!portWasTaken || attempt === 3) {
        throw new Error(`The test server ${name} cannot be had: ${message.trim()}`);
      }
    }
  }
}
