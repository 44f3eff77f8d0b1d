import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDirectory, moveIntoPlace } from './directories.ts';

const run = promisify(execFile);
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** Part of the cache folder's name: raise it when what is kept of a package changes. */
const recipe = 1;

/** A server program of a Debian release that need not be this machine's. */
export interface DebianPackage {
  readonly name: string;
  readonly suite: string;
  readonly package: string;
  /** Files and folders kept, relative to the root, besides all shared libraries; those that are not there are left out. */
  readonly keep: readonly string[];
}

/** Where the package was unpacked, and how to run its programs with the C library it was built for. */
export interface UnpackedPackage {
  readonly root: string;
  command(program: string): readonly [string, ...string[]];
}

/**
 * Unpacks a package with all it depends on into the test cache; installs nothing on the system. Needs the network the
 * first time, and no privileges. Afterwards it is found in the cache.
 * @throws one sentence: what could not be fetched, and what apt says about it.
 */
export async function unpackedPackage(wanted: DebianPackage): Promise<UnpackedPackage> {
  const root = join(cacheDirectory(), `${wanted.name}-${recipe}`);
  if (!existsSync(root)) await fetch(wanted, root);
  const [loader] = globSync('{usr/,}lib/*-linux-gnu*/ld-linux*.so.*', { cwd: root });
  if (loader === undefined)
    throw new Error(`${root} has no program loader: remove the folder and run again.`);
  const libraries = globSync('{usr/,}lib/*-linux-gnu*', { cwd: root }).map((folder) => join(root, folder));
  return {
    root,
    command: (program) => {
      const path = join(root, program);
      return [join(root, loader), '--library-path', libraries.join(':'), '--argv0', path, path];
    },
  };
}

async function fetch(wanted: DebianPackage, root: string): Promise<void> {
  const work = mkdtempSync(join(cacheDirectory(), 'fetch-'));
  try {
    console.error(`Fetching ${wanted.package} of Debian ${wanted.suite} into ${root} (once) …`);
    await download(wanted, work);
    const archives = join(work, 'cache/archives');
    const files = readdirSync(archives).filter((file) => file.endsWith('.deb'));
    for (const file of files) await run('dpkg-deb', ['-x', join(archives, file), join(work, 'unpacked')]);
    const kept = join(work, 'kept');
    for (const path of [
      ...wanted.keep,
      ...globSync('{usr/,}lib/*-linux-gnu*/*.so*', { cwd: join(work, 'unpacked') }),
    ]) {
      const from = join(work, 'unpacked', path);
      if (existsSync(from)) cpSync(from, join(kept, path), { recursive: true, verbatimSymlinks: true });
    }
    const version = files.find((file) => file.startsWith(`${wanted.package}_`))?.split('_')[1] ?? '';
    writeFileSync(join(kept, 'version'), decodeURIComponent(version));
    moveIntoPlace(kept, root);
    console.error(`Fetched ${wanted.package} ${decodeURIComponent(version)}.`);
  } catch (error) {
    throw new Error(`${wanted.package} of Debian ${wanted.suite} could not be fetched: ${reason(error)}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** apt's first error, or what else went wrong. */
function reason(error: unknown): string {
  const { code, message, path, stderr } = error as NodeJS.ErrnoException & { readonly stderr?: string };
  if (code === 'ENOENT' && path?.startsWith('apt')) return 'that needs apt, and this system has none.';
  return /^E: (.*)$/m.exec(stderr ?? '')?.[1] ?? message;
}

/**
 * apt with folders of its own, which believes that nothing is installed and so downloads every library too. Signatures
 * are checked; only the age of the list is not, as mirrors may be frozen.
 */
async function download(wanted: DebianPackage, work: string): Promise<void> {
  for (const folder of [
    'etc/apt.conf.d',
    'etc/preferences.d',
    'state/lists/partial',
    'cache/archives/partial',
    'unpacked',
  ]) {
    mkdirSync(join(work, folder), { recursive: true });
  }
  writeFileSync(join(work, 'status'), '');
  const source = `deb [signed-by=${keyring} check-valid-until=no] ${machinesMirror()} ${wanted.suite} main\n`;
  writeFileSync(join(work, 'etc/sources.list'), source);
  const { stdout: machinesOptions } = await run('apt-config', ['dump']);
  const howToReachMirrors = machinesOptions
    .split('\n')
    .filter((line) => /^Acquire::(https?|Retries)\b/.test(line));
  const options = {
    'Dir::Etc': join(work, 'etc'),
    'Dir::State': join(work, 'state'),
    'Dir::State::status': join(work, 'status'),
    'Dir::Cache': join(work, 'cache'),
    'APT::Install-Recommends': 'false',
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    // Without it, an unreachable mirror is a warning only.
    'APT::Update::Error-Mode': 'any',
  };
  const lines = Object.entries(options).map(([key, value]) => `${key} "${value}";`);
  writeFileSync(join(work, 'apt.conf'), [...lines, ...howToReachMirrors, ''].join('\n'));
  const environment = {
    env: { ...process.env, APT_CONFIG: join(work, 'apt.conf'), DEBIAN_FRONTEND: 'noninteractive' },
  };
  await run('apt-get', ['-qq', 'update'], environment);
  await run('apt-get', ['-qq', '-y', '--download-only', 'install', wanted.package], environment);
}

/** The Debian mirror that this machine uses itself, else Debian's own address. */
function machinesMirror(): string {
  const files = ['/etc/apt/sources.list', ...globSync('/etc/apt/sources.list.d/*.{list,sources}')];
  const text = files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('\n');
  const mirrors = text.matchAll(/^(?:URIs:|deb(?:\s+\[[^\]]*\])?)\s+(\S+\/debian\/?)(?=\s|$)/gm);
  return [...mirrors].map((match) => match[1])[0] ?? 'http://deb.debian.org/debian';
}
