import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { unpackedPackage } from './debianPackage.ts';
import { freePort } from './freePort.ts';
import { launch } from './launch.ts';
import { asRoot, createAdministrator, flags, network } from './mysql.ts';
import { copyTemplate } from './templateData.ts';
import { adminUrl, type ServerName, type StartOptions, type TestServer } from './testServer.ts';

/** Debian 13 has MariaDB 11.8, Debian 12 has 10.11. */
const suites: Readonly<Record<string, string>> = { mariadb11: 'trixie', mariadb10: 'bookworm' };

const keep = ['usr/sbin/mariadbd', 'usr/lib/mysql/plugin', 'usr/share/mysql', 'usr/share/mariadb'];

/** As for MySQL: quick, and nothing is lost when the server alone is killed. */
const settings: Readonly<Record<string, string>> = {
  'innodb-flush-log-at-trx-commit': '2',
  'innodb-flush-method': 'nosync',
  'innodb-log-file-size': '32M',
  'innodb-buffer-pool-size': '64M',
  'plugin-maturity': 'unknown',
};
const runSettings: Readonly<Record<string, string>> = {
  'skip-log-bin': '',
  'max-connections': '200',
};

/** The order of MariaDB's own installation script. */
const systemTables = ['system_tables', 'performance_tables', 'system_tables_data', 'sys_schema'];

/**
 * A fresh MariaDB server.
 * @throws when its programs cannot be fetched or do not start.
 */
export async function startMariadb(name: ServerName, options: StartOptions): Promise<TestServer> {
  const { root, command } = await unpackedPackage({
    name,
    suite: suites[name]!,
    package: 'mariadb-server-core',
    keep,
  });
  // 11.8 moved its files from share/mysql to share/mariadb.
  const share = ['mariadb', 'mysql']
    .map((folder) => join(root, 'usr/share', folder))
    .find((folder) => existsSync(join(folder, 'charsets')));
  const base = [
    ...command('usr/sbin/mariadbd'),
    '--no-defaults',
    ...asRoot(),
    `--basedir=${join(root, 'usr')}`,
    `--lc-messages-dir=${share}`,
    `--character-sets-dir=${share}/charsets`,
    `--plugin-dir=${join(root, 'usr/lib/mysql/plugin')}`,
    ...flags(settings),
  ] as const;
  const port = options.port ?? (await freePort());
  const directory = join(options.runDirectory, `${name}-${port}`);
  mkdirSync(directory);
  const bootstrap = bootstrapScript(root);
  await copyTemplate(root, JSON.stringify([settings, bootstrap]), join(directory, 'data'), (data) =>
    runToEnd(
      [...base, '--bootstrap', '--skip-networking', `--datadir=${data}`] as unknown as [string, ...string[]],
      bootstrap,
    ),
  );
  return launch({
    name,
    dialect: 'mysql',
    product: 'MariaDB',
    url: adminUrl('mariadb', 'root', port, 'mysql'),
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

/** What the server's installation script feeds it, and the administrator. Every statement begins on a line of its own. */
function bootstrapScript(root: string): string {
  const scripts = systemTables.map((script) => {
    const [file] = globSync(`usr/share/{mariadb,mysql}/{mariadb,mysql}_${script}.sql`, { cwd: root });
    if (file === undefined) throw new Error(`${root} has no ${script}.sql: remove the folder and run again.`);
    return readFileSync(join(root, file), 'utf8');
  });
  const before = ['create database mysql;', 'use mysql;', 'set @auth_root_socket=null;'];
  return [...before, ...scripts, 'flush privileges;', createAdministrator, ''].join('\n');
}

async function runToEnd([program, ...args]: readonly [string, ...string[]], input: string): Promise<void> {
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const exited = new Promise<number | null>((resolve, reject) =>
    child.once('exit', resolve).once('error', reject),
  );
  const log = await text(child.stderr);
  if ((await exited) !== 0) throw new Error(`MariaDB could not be initialised:\n${log.slice(-2000)}`);
}
