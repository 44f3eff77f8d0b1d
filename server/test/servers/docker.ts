import { spawnSync } from 'node:child_process';
import { containers } from './containers.ts';
import { checkout } from './directories.ts';

/**
 * `npm run docker:up`: starts the containers of docker-compose.yml, waits until they answer, and prints what to export
 * so that the tests use them: `eval "$(npm run -s docker:up)"`.
 */
function main(): void {
  const up = ['compose', 'up', '--detach', '--wait'];
  // Only the exports go to standard output.
  const { error, status } = spawnSync('docker', up, { cwd: checkout, stdio: ['ignore', 2, 2] });
  if (error !== undefined || status !== 0) {
    const why = error === undefined ? '`docker compose` failed' : 'Docker is not installed';
    console.error(`${why}; \`npm test\` needs no Docker on Debian, it starts its own servers.`);
    process.exitCode = 1;
    return;
  }
  for (const [variable, url] of Object.entries(containers)) console.log(`export ${variable}='${url}'`);
}

main();
