import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unpackedPackage } from './debianPackage.ts';
import { freePort } from './freePort.ts';
import { launch } from './launch.ts';
import { copyTemplate } from './templateData.ts';
import {
  adminPassword,
  adminUrl,
  type ServerName,
  type StartOptions,
  type TestServer,
} from './testServer.ts';

const run = promisify(execFile);

/** Debian's unstable release is the only one that has Oracle's MySQL, in whatever version it is at. */
const source = {
  name: 'mysql9',
  suite: 'sid',
  package: 'mysql-server-core',
  keep: ['usr/sbin/mysqld', 'usr/lib/mysql/plugin', 'usr/share/mysql/charsets', 'usr/share/mysql/english'],
};

/** Quick, and still nothing is lost when the server alone is killed: what it wrote stays with the system. */
const settings: Readonly<Record<string, string>> = {
  'skip-log-bin': '',
  'innodb-flush-log-at-trx-commit': '2',
  'innodb-flush-method': 'nosync',
  'innodb-redo-log-capacity': '32M',
  'innodb-buffer-pool-size': '64M',
  'auto-generate-certs': 'OFF',
  'tls-version': '',
};
const runSettings: Readonly<Record<string, string>> = {
  mysqlx: 'OFF',
  // Who holds a metadata lock is to be read there; its histories, unread, would take 200 MB.
  'performance-schema': 'ON',
  'performance-schema-events-statements-history-long-size': '10',
  'performance-schema-events-stages-history-long-size': '10',
  'performance-schema-events-waits-history-long-size': '10',
  'performance-schema-events-transactions-history-long-size': '10',
  'performance-schema-digests-size': '200',
  'performance-schema-error-size': '1',
  'performance-schema-setup-actors-size': '10',
  'performance-schema-max-thread-instances': '300',
  'innodb-log-buffer-size': '4M',
  'table-open-cache': '800',
  'max-connections': '200',
  'secure-file-priv': '',
};

/** The administrator: from any address, so that the name of 127.0.0.1 does not matter. */
export const createAdministrator = [
  `ALTER USER root@localhost IDENTIFIED BY '${adminPassword}';`,
  `CREATE USER root@'%' IDENTIFIED BY '${adminPassword}';`,
  "GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;",
].join('\n');

/**
 * A fresh MySQL server.
 * @throws when its programs cannot be fetched or do not start.
 */
export async function startMysql(name: ServerName, options: StartOptions): Promise<TestServer> {
  const { root, command } = await unpackedPackage(source);
  const share = join(root, 'usr/share/mysql');
  const base = [
    ...command('usr/sbin/mysqld'),
    '--no-defaults',
    ...asRoot(),
    `--basedir=${join(root, 'usr')}`,
    `--lc-messages-dir=${share}`,
    `--character-sets-dir=${join(share, 'charsets')}`,
    `--plugin-dir=${join(root, 'usr/lib/mysql/plugin')}`,
    ...flags(settings),
  ] as const;
  const port = options.port ?? (await freePort());
  const directory = join(options.runDirectory, `${name}-${port}`);
  mkdirSync(directory);
  await copyTemplate(
    root,
    JSON.stringify([settings, createAdministrator]),
    join(directory, 'data'),
    async (data, work) => {
      writeFileSync(join(work, 'init.sql'), createAdministrator);
      const files = [
        `--datadir=${data}`,
        `--init-file=${join(work, 'init.sql')}`,
        `--log-error=${join(work, 'log')}`,
      ];
      const [program, ...args] = [...base, '--initialize-insecure', ...files] as [string, ...string[]];
      await run(program, args).catch((error: Error) => {
        throw new Error(`${error.message}\n${readFileSync(join(work, 'log'), 'utf8').slice(-2000)}`);
      });
    },
  );
  return launch({
    name,
    dialect: 'mysql',
    product: 'MySQL',
    url: adminUrl('mysql', 'root', port, 'mysql'),
    runDirectory: options.runDirectory,
    directory,
    command: [
      ...base,
      ...network(directory, port),
      ...flags({ ...runSettings, ...options.settings }),
    ] as unknown as [string, ...string[]],
    stopSignal: 'SIGKILL',
  });
}

/** Where the server listens and what it may write. The socket is relative: its whole path may be too long for one. */
export function network(directory: string, port: number): readonly string[] {
  return [
    `--datadir=${join(directory, 'data')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--socket=server.sock',
    `--pid-file=${join(directory, 'pid')}`,
    // A MariaDB that starts removes the temporary tables of every server that shares this folder.
    `--tmpdir=${directory}`,
  ];
}

/** `--name=value` for each setting; the server reads `_` and `-` alike. */
export function flags(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).map(([key, value]) =>
    key.startsWith('skip-') ? `--${key}` : `--${key}=${value}`,
  );
}

/** The servers refuse to run as root unless told that it is meant. */
export function asRoot(): readonly string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}
