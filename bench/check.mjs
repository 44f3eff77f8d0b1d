// Trying a migration while it is written: from an edit to what the scratch database says, in a history of 500, through the
// language server. `node bench/check.mjs` after a build.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

const server = resolve(import.meta.dirname, '../dist/server.js');
const history = 500;
const edits = 15;
const budgets = { sqlite: 100, postgres: 500 };

const write = (up, down) => `-- migrate:up\n${up};\n-- migrate:down\n${down};\n`;
const textOf = (i) =>
  i % 10 === 0
    ? write(`CREATE TABLE t${i} (id int PRIMARY KEY, name text NOT NULL)`, `DROP TABLE t${i}`)
    : write(
        `ALTER TABLE t${i - (i % 10)} ADD COLUMN c${i} int`,
        `ALTER TABLE t${i - (i % 10)} DROP COLUMN c${i}`,
      );

for (const [dialect, url] of [
  ['sqlite', 'sqlite:dev.db'],
  ['postgres', 'postgres://nobody@127.0.0.1:1/none'],
]) {
  const folder = mkdtempSync(join(tmpdir(), 'switchback-bench-'));
  try {
    await measure(dialect, url, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(dialect, url, folder) {
  mkdirSync(join(folder, 'migrations'));
  writeFileSync(join(folder, 'migrate.config.json'), JSON.stringify({ environments: { dev: url } }));
  for (let i = 0; i < history; i++) {
    writeFileSync(join(folder, 'migrations', `${String(i + 1).padStart(4, '0')}_step.sql`), textOf(i));
  }
  const path = join(folder, 'migrations', `${String(history + 1).padStart(4, '0')}_next.sql`);
  const uri = pathToFileURL(path).href;
  // The name of the missing column tells which edit an answer is for.
  const broken = (i) => write(`CREATE INDEX i ON t0 (missing_${i})`, 'DROP INDEX i');
  writeFileSync(path, broken(0));
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let wanted = null;
  connection.onNotification('textDocument/publishDiagnostics', ({ uri: of, diagnostics }) => {
    if (
      of === uri &&
      diagnostics.some(({ code, message }) => code === 'check-failed' && message.includes(wanted?.word))
    )
      wanted.found();
  });
  connection.onRequest(() => null);
  connection.listen();
  const rootUri = pathToFileURL(folder).href;
  await connection.sendRequest('initialize', {
    ...{ processId: process.pid, rootUri, capabilities: {} },
    initializationOptions: { trusted: true },
  });
  connection.sendNotification('initialized', {});
  await connection.sendRequest('switchback/projects', null);
  const answered = (i, send) =>
    new Promise((found) => {
      const sent = performance.now();
      wanted = { word: `missing_${i}`, found: () => found(performance.now() - sent) };
      send();
    });
  const cold = await answered(0, () =>
    connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'sql', version: 1, text: broken(0) },
    }),
  );
  const taken = [];
  const hovers = [];
  for (let i = 1; i <= edits; i++) {
    // The pause of somebody who types.
    await new Promise((done) => setTimeout(done, 1500));
    const one = answered(i, () =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: i + 1 },
        contentChanges: [{ text: broken(i) }],
      }),
    );
    const asked = performance.now();
    await connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 1, character: 20 },
    });
    hovers.push(performance.now() - asked);
    taken.push(await one);
  }
  const middle = (values, part = 0.5) =>
    [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)];
  const figure = (value) => `${value.toFixed(0)} ms`;
  console.log(
    `${dialect}: first ${figure(cold)}, edit to result ${figure(middle(taken))} (slowest ${figure(middle(taken, 1))}; the pause after a key is in it), budget ${budgets[dialect]} ms; hover meanwhile ${middle(hovers).toFixed(1)} ms; memory of all its processes ${memoryOf(child.pid).toFixed(0)} MB`,
  );
  if (dialect === 'postgres' && process.argv.includes('--idle')) {
    await new Promise((done) => setTimeout(done, 65_000));
    console.log(`postgres: a minute later ${memoryOf(child.pid).toFixed(0)} MB`);
  }
  await connection.sendRequest('shutdown');
  connection.sendNotification('exit');
  await new Promise((done) => child.once('exit', done));
  connection.dispose();
}

/** Resident memory of a process and those that it started, in MB. */
function memoryOf(pid) {
  const status = (id) => readFileSync(`/proc/${id}/status`, 'utf8');
  const own = Number(/VmRSS:\s+(\d+)/.exec(status(pid))?.[1] ?? 0) / 1024;
  const children = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((entry) => {
      try {
        return Number(/PPid:\s+(\d+)/.exec(status(entry))?.[1]) === pid;
      } catch {
        return false;
      }
    });
  return children.reduce((sum, one) => sum + memoryOf(Number(one)), own);
}
