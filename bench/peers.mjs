import { join } from 'node:path';

const here = import.meta.dirname;
const node = process.execPath;
const cli = join(here, '../dist/cli.js');
const dbmate = join(here, 'node_modules/@dbmate/linux-x64/bin/dbmate');

/** How each tool is called. `databases`: what it can do here. `safe`: a transaction each, as ours. */
export const peers = [
  {
    name: 'switchback',
    layout: 'switchback',
    databases: ['sqlite', 'postgres', 'mysql', 'mariadb'],
    up: ({ url, folder }) => [node, cli, 'up', '--quiet', '--database', url, '--dir', folder],
    status: ({ url, folder }) => [node, cli, 'status', '--database', url, '--dir', folder],
    version: [node, cli, '--version'],
  },
  {
    name: 'dbmate',
    layout: 'dbmate',
    databases: ['sqlite', 'postgres', 'mysql', 'mariadb'],
    up: ({ url, folder }) => [
      dbmate,
      '--url',
      dbmateUrl(url),
      '--migrations-dir',
      folder,
      '--no-dump-schema',
      'migrate',
    ],
    status: ({ url, folder }) => [dbmate, '--url', dbmateUrl(url), '--migrations-dir', folder, 'status'],
    version: [dbmate, '--version'],
  },
  {
    name: 'node-pg-migrate',
    layout: 'node-pg-migrate',
    databases: ['postgres'],
    up: ({ folder }) => [
      node,
      join(here, 'node_modules/.bin/node-pg-migrate'),
      'up',
      '-m',
      folder,
      '--no-single-transaction',
    ],
    status: null,
    version: [node, join(here, 'node_modules/.bin/node-pg-migrate'), '--version'],
  },
  {
    name: 'knex',
    layout: 'knex',
    databases: ['sqlite', 'postgres', 'mysql', 'mariadb'],
    up: ({ url, folder }) => [node, join(here, 'peer-knex.cjs'), url, folder],
    status: null,
    version: [node, join(here, 'node_modules/.bin/knex'), '--version'],
  },
  {
    name: 'postgrator',
    layout: 'postgrator',
    databases: ['sqlite', 'postgres', 'mysql', 'mariadb'],
    up: ({ url, folder }) => [node, join(here, 'peer-postgrator.mjs'), url, folder],
    status: null,
    version: null,
  },
];

function dbmateUrl(url) {
  return url.startsWith('postgres') ? `${url}?sslmode=disable` : url.replace(/^mariadb:/, 'mysql:');
}
