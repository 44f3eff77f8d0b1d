import { environmentVariable } from './externalServer.ts';
import { everyServer, startAll } from './servers.ts';
import type { ServerName } from './testServer.ts';

/** Taken where they are free, so that addresses stay the same from one start to the next. */
const usualPorts: Readonly<Record<ServerName, number>> = {
  postgres18: 55018,
  postgres17: 55017,
  postgres16: 55016,
  postgres15: 55015,
  postgres14: 55014,
  postgres13: 55013,
  mysql9: 33309,
  mariadb11: 33411,
  mariadb10: 33410,
};

/**
 * `npm run servers [NAME …]`: starts the named test servers, or every one, prints their addresses as shell exports
 * (with which a test run in another terminal uses them instead of starting its own), and keeps them up until it is
 * interrupted.
 */
async function main(): Promise<void> {
  const began = performance.now();
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !Object.hasOwn(usualPorts, name));
  if (unknown !== undefined) {
    throw new Error(`There is no test server ${unknown}; there are ${Object.keys(usualPorts).join(', ')}.`);
  }
  const servers = await startAll(names.length === 0 ? everyServer : (names as ServerName[]), usualPorts);
  for (const { name, url, version } of servers) {
    console.log(`export ${environmentVariable[name]}='${url}'  # ${name}: ${version}`);
  }
  console.error(`All up after ${((performance.now() - began) / 1000).toFixed(1)} s. Ctrl-C stops them.`);
  const keepAlive = setInterval(() => {}, 2 ** 30);
  const stop = async (): Promise<void> => {
    clearInterval(keepAlive);
    await Promise.all(servers.map((server) => server.stop()));
  };
  // Not `once`: npm may pass on the Ctrl-C that the terminal has sent already.
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
