// The main job on an embedded SQLite database, in a folder that is removed afterwards: what a newcomer sees in a minute.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'switchback-demo-'));
const database = 'sqlite:demo.db';

/** Runs a command as a user would type it and fails when it does not end as it should. */
function migrate(args, expected = 0) {
  console.log(`\n$ migrate ${args.join(' ')}`);
  const run = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: database },
  });
  if (run.status !== expected)
    throw new Error(`migrate ${args.join(' ')} ended with ${run.status}, not ${expected}.`);
}

function write(name, text) {
  writeFileSync(join(folder, 'migrations', name), text);
}

const users = `-- migrate:up
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO users (name) VALUES ('Ada'), ('Grace');

-- migrate:down
DROP TABLE users;
`;

try {
  console.log(`Switchback on ${database} (DATABASE_URL), in ${folder}`);
  mkdirSync(join(folder, 'migrations'));
  write('20240115100000_create_users.sql', users);
  write('20240115110000_add_email_to_users.up.sql', 'ALTER TABLE users ADD COLUMN email TEXT;\n');
  write('20240115110000_add_email_to_users.down.sql', 'ALTER TABLE users DROP COLUMN email;\n');
  write(
    '20240115120000_create_orders.sql',
    '-- migrate:up\nCREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));\n\n-- migrate:down\nDROP TABLE orders;\n',
  );
  migrate(['init']);
  migrate(['status']);
  migrate(['up', '--dry-run']);
  migrate(['up']);

  console.log('\n(somebody edits a migration that is applied)');
  write('20240115100000_create_users.sql', users.replace('Grace', 'Alan'));
  migrate(['up'], 4);
  migrate(['status']);
  console.log('\n(and puts it back)');
  write('20240115100000_create_users.sql', users);

  migrate(['down', '2']);
  migrate(['status']);
  migrate(['fresh']);
  migrate(['status']);
  console.log('\nThat was the main job: init, status, up, a refused edit, down, fresh.');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
