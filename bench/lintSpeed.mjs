// Linting in the server's process, warm: 42 statements, 1,000 and 5,000, beside the processes of the other linters:
// wall time, and processor time in brackets.
// `node bench/lintSpeed.mjs`
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintText } from '../server/src/engine/lint/lint.testing.ts';
import { pglsBinary, squawkBinary } from './lintPeers.mjs';
import { median, repeated, seconds, timed } from './measure.mjs';

/** Statements that have something to find, and some that do not; `n` keeps the names apart. */
const kinds = [
  (n) => `CREATE TABLE new_${n} (id int PRIMARY KEY, name varchar(20), data json, made timestamp);`,
  (n) => `ALTER TABLE users ADD COLUMN a_${n} int NOT NULL;`,
  (n) => `CREATE INDEX by_a_${n} ON users (a_${n});`,
  (n) => `ALTER TABLE orders ADD CONSTRAINT fk_${n} FOREIGN KEY (user_id) REFERENCES users (id);`,
  (n) => `ALTER TABLE orders ALTER COLUMN c_${n} TYPE bigint;`,
  (n) => `ALTER TABLE users RENAME COLUMN b_${n} TO d_${n};`,
  (n) => `DROP INDEX by_b_${n};`,
  (n) => `UPDATE users SET e_${n} = 'x';`,
  (n) => `CREATE FUNCTION f_${n}() RETURNS int LANGUAGE sql AS $$ SELECT ${n} $$;`,
  (n) => `ALTER TABLE new_${n - (n % 14)} ADD COLUMN later_${n} timestamptz DEFAULT now();`,
  (n) => `ALTER TABLE users ALTER COLUMN e_${n} SET NOT NULL;`,
  (n) => `INSERT INTO settings (key, value) VALUES ('k${n}', 'v');`,
  (n) => `ALTER TABLE users ADD CONSTRAINT check_${n} CHECK (a_${n} > 0);`,
  (n) => `DROP TABLE old_${n};`,
];
const textOf = (count) => Array.from({ length: count }, (_, n) => kinds[n % kinds.length](n)).join('\n');

function inProcess(text) {
  const runs = [];
  let found = 0;
  for (let run = 0; run < 25; run++) {
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    found = lintText(text, { dialect: 'postgres' }).length;
    const { user, system } = process.cpuUsage(cpu);
    runs.push({ wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 });
  }
  const { wall, cpu } = median(runs.slice(5));
  return `${(wall * 1000).toFixed(1)} ms (${(cpu * 1000).toFixed(1)} ms), ${found} findings`;
}

const folder = mkdtempSync(join(tmpdir(), 'switchback-bench-'));
try {
  const settings = {
    db: { disableConnection: true },
    linter: { enabled: true, rules: { recommended: true } },
  };
  writeFileSync(join(folder, 'postgres-language-server.jsonc'), JSON.stringify(settings));
  console.log('| statements | switchback, in the server | squawk, a process | pgls, a process |');
  console.log('|---|---|---|---|');
  for (const count of [42, 1000, 5000]) {
    const text = textOf(count);
    writeFileSync(join(folder, 'file.sql'), text);
    const peer = (...command) => {
      const { wall, cpu } = repeated(
        5,
        () => undefined,
        () => timed(command, { cwd: folder, fine: [0, 1] }),
      );
      return `${seconds(wall)} s (${seconds(cpu)} s)`;
    };
    const ours = inProcess(text);
    const other = count > 1000 ? '' : peer(pglsBinary, 'check', '--reporter=gitlab', 'file.sql');
    console.log(`| ${count} | ${ours} | ${peer(squawkBinary, 'file.sql')} | ${other} |`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
