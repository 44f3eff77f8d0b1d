// Measures `up`, nothing to do, `status` and start-up of Switchback and its peers in one run; writes a table.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, repeated, seconds, timed } from './measure.mjs';
import { writeMigrations } from './migrations.mjs';
import { peers } from './peers.mjs';
import { serverOf } from './servers.mjs';

const root = mkdtempSync(join(tmpdir(), 'switchback-bench-'));
const sizes = (process.env.BENCH_SIZES ?? '1,100,1000').split(',').map(Number);
const noopSizes = (process.env.BENCH_NOOP_SIZES ?? '1000,10000').split(',').map(Number);

/** `BENCH_DATABASES=sqlite,postgres` measures these only. */
const kinds = (process.env.BENCH_DATABASES ?? 'sqlite,postgres,mysql,mariadb').split(',');

const sqlite = {
  create: (name) => `sqlite:${join(root, `${name}.db`)}`,
  drop: (name) => rmSync(join(root, `${name}.db`), { force: true }),
  stop: () => {},
};

/** One `up` of a peer on a database of its own; with `after`, what is measured on it then. */
async function once(database, peer, size, after) {
  const name = `bench_${peer.name.replace(/\W/g, '_')}_${process.pid}`;
  await database.drop(name);
  const url = await database.create(name);
  const at = { url, folder: join(root, `${peer.layout}-${size}`) };
  const options = { env: { DATABASE_URL: url } };
  try {
    const up = timed(peer.up(at), options);
    return after === undefined ? up : after(at, options);
  } finally {
    await database.drop(name);
  }
}

/** `up` of each peer, `times` times, in turns, so that what else the machine does meets all of them. */
async function inTurns(database, able, size, times) {
  const runs = new Map(able.map(({ name }) => [name, []]));
  for (let i = 0; i < times; i++)
    for (const peer of able) runs.get(peer.name).push(await once(database, peer, size));
  return able.map(({ name }) => ({ name, ...median(runs.get(name)) }));
}

/** `command` of each peer, three times, after its `up`. */
async function afterUp(database, able, size, command) {
  const cells = [];
  for (const peer of able)
    cells.push({
      name: peer.name,
      ...(await once(database, peer, size, (at, options) =>
        repeated(
          3,
          () => {},
          () => timed(peer[command](at), options),
        ),
      )),
    });
  return cells;
}

function row(title, cells) {
  const ours = cells.find(({ name }) => name === 'switchback');
  const text = peers.map(({ name }) => {
    const cell = cells.find((one) => one.name === name);
    if (cell === undefined) return '';
    const ratio = name === 'switchback' ? '' : ` ×${(cell.wall / ours.wall).toFixed(1)}`;
    return `${seconds(cell.wall)} (${seconds(cell.cpu)})${ratio}`;
  });
  console.log(`| ${title} | ${text.join(' | ')} |`);
}

try {
  console.log(`| wall s (CPU s) ×ratio to ours | ${peers.map(({ name }) => name).join(' | ')} |`);
  console.log(`|---|${peers.map(() => '---').join('|')}|`);
  const bare = repeated(
    11,
    () => {},
    () => timed([process.execPath, '-e', '0']),
  );
  const started = peers.filter(({ version }) => version !== null);
  row(
    '`--version`',
    started.map((peer) => ({
      name: peer.name,
      ...repeated(
        11,
        () => {},
        () => timed(peer.version),
      ),
    })),
  );
  console.log(`| \`node -e 0\` beside it | ${seconds(bare.wall)} (${seconds(bare.cpu)}) | | | | |`);
  for (const size of new Set([...sizes, ...noopSizes])) {
    for (const peer of peers) writeMigrations(peer.layout, join(root, `${peer.layout}-${size}`), size);
  }
  for (const kind of kinds) {
    const database = kind === 'sqlite' ? sqlite : await serverOf(kind);
    try {
      const able = peers.filter((peer) => peer.databases.includes(kind));
      for (const size of sizes)
        row(`${kind}: up, ${size} pending`, await inTurns(database, able, size, size >= 1000 ? 3 : 5));
      for (const size of noopSizes) {
        const few =
          size > 1000 ? able.filter(({ name }) => name === 'switchback' || name === 'dbmate') : able;
        row(`${kind}: nothing to do, ${size} applied`, await afterUp(database, few, size, 'up'));
        const told = few.filter(({ status }) => status !== null);
        row(`${kind}: status, ${size} applied`, await afterUp(database, told, size, 'status'));
      }
    } finally {
      await database.stop();
    }
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
