// Measures the comparison of two PostgreSQL schemas, Switchback beside its peers in one run; writes a table.
// The schema: per table 8 columns, an identity key, a foreign key to the table before, a check, two indexes (one
// partial), and a view for every ten tables. The second schema differs from it in 17 places.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seconds, timed } from './measure.mjs';
import { serverOf, sql } from './servers.mjs';

const here = import.meta.dirname;
const sizes = (process.env.BENCH_TABLES ?? '50,500,5000').split(',').map(Number);
const node = process.execPath;
const bin = (name) => join(here, 'node_modules/.bin', name);
const folder = mkdtempSync(join(tmpdir(), 'switchback-bench-diff-'));

const tools = [
  {
    name: 'switchback',
    most: Infinity,
    command: (a, b) => [node, join(here, '../dist/cli.js'), 'diff', '--quiet', '--database', a, '--to', b],
  },
  {
    name: 'pg-delta',
    most: Infinity,
    command: (a, b) => [node, bin('pgdelta'), 'diff', '--source', a, '--desired', b],
  },
  {
    name: '@pgkit/migra',
    most: Infinity,
    command: (a, b) => [node, bin('migra'), a, b, '--unsafe'],
    fine: [0, 2],
  },
  {
    name: 'drizzle-kit pull',
    most: 50,
    command: (a) => [node, bin('drizzle-kit'), 'pull', `--config=${drizzleConfig(a)}`],
  },
];

function drizzleConfig(url) {
  const file = join(folder, 'drizzle.config.json');
  writeFileSync(
    file,
    JSON.stringify({ dialect: 'postgresql', out: join(folder, 'drizzle'), dbCredentials: { url } }),
  );
  return file;
}

function schema(tables) {
  const parts = [];
  for (let i = 0; i < tables; i++) {
    const reference = i === 0 ? 'bigint' : `bigint references t${i - 1} (id)`;
    parts.push(
      `create table t${i} (id bigint generated always as identity primary key, parent ${reference}, name varchar(100) not null, email text, amount numeric(12,2) default 0, active boolean not null default true, created timestamptz default now(), data jsonb, constraint t${i}_amount check (amount >= 0));`,
      `create index t${i}_name on t${i} (name); create index t${i}_active on t${i} (email) where active;`,
    );
    if (i % 10 === 0) parts.push(`create view v${i} as select id, name from t${i} where active;`);
  }
  return parts.join('\n');
}

const changes = [
  ...['t1', 't2', 't3', 't4'].map((table) => `alter table ${table} add column phone varchar(20);`),
  ...['t5', 't6', 't7'].map((table) => `alter table ${table} alter column name type varchar(200);`),
  ...['t8', 't9', 't11'].map((table) => `drop index ${table}_active;`),
  ...['t12', 't13'].map((table) => `create index ${table}_email on ${table} (email);`),
  'alter table t14 drop constraint t14_amount;',
  'alter table t15 alter column active drop default;',
  'create table extra (id bigint primary key);',
  'create or replace view v20 as select id, name, email from t20 where active;',
  "comment on table t16 is 'sixteen';",
].join('\n');

async function create(name, text, template) {
  const url = await server.create(name, template);
  const parts = text.split('\n');
  // A transaction for some, not for all: a server has room for the locks of few tables only.
  for (let at = 0; at < parts.length; at += 200) await sql(url, parts.slice(at, at + 200).join('\n'));
  await sql(url, 'analyze');
  return url;
}

const server = await serverOf('postgres');
try {
  console.log(`| wall s (CPU s) ×ratio to ours | ${tools.map(({ name }) => name).join(' | ')} |`);
  console.log(`|---|${tools.map(() => '---').join('|')}|`);
  for (const size of sizes) {
    const a = await create(`bench_a_${size}`, schema(size));
    const b = await create(`bench_b_${size}`, changes, `bench_a_${size}`);
    for (const [title, from, to] of [
      ['17 changes', a, b],
      ['the same', a, a],
    ]) {
      let ours = 0;
      const cells = tools.map(({ name, command, most, fine }) => {
        if (size > most) return '';
        try {
          const { wall, cpu } = timed(command(from, to), { env: { PGSSLMODE: 'disable' }, fine });
          if (name === 'switchback') ours = wall;
          return `${seconds(wall)} (${seconds(cpu)})${name === 'switchback' ? '' : ` ×${(wall / ours).toFixed(1)}`}`;
        } catch (error) {
          return `fails: ${error.message.split('\n').at(-1).slice(0, 60)}`;
        }
      });
      console.log(`| ${size} tables, ${title} | ${cells.join(' | ')} |`);
    }
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
