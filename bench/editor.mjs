// The language server's figures: start to the `initialize` answer, edit to diagnostics, memory. `node bench/editor.mjs`
// after a build; `--server=FILE` measures another bundle. Times are those a client on standard input and output sees.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

const given = process.argv.find((argument) => argument.startsWith('--server='))?.slice('--server='.length);
const server = resolve(given ?? join(import.meta.dirname, '../dist/server.js'));
const starts = 15;
const edits = 200;

const middle = (values, part = 0.5) =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)];
const textOf = (i) =>
  `-- migrate:up\nCREATE TABLE table_${i} (id int PRIMARY KEY, name text);\n\n-- migrate:down\nDROP TABLE table_${i};\n`;
const nameOf = (i, last = '') => `${20_240_101_000_000 + i}_table_${i}${last}.sql`;

function project(count, pairs) {
  const folder = mkdtempSync(join(tmpdir(), 'switchback-bench-'));
  mkdirSync(join(folder, 'migrations'));
  writeFileSync(
    join(folder, 'migrate.config.json'),
    JSON.stringify({ environments: { dev: 'postgres://x/y' } }),
  );
  for (let i = 0; i < count; i++) {
    const write = (name, text) => writeFileSync(join(folder, 'migrations', name), text);
    if (!pairs) write(nameOf(i), textOf(i));
    else {
      write(nameOf(i, '.up'), `CREATE TABLE table_${i} (id int PRIMARY KEY, name text);\n`);
      write(nameOf(i, '.down'), `DROP TABLE table_${i};\n`);
    }
  }
  return folder;
}

async function start(folder) {
  const began = performance.now();
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const listeners = new Set();
  connection.onNotification((method, params) => {
    for (const listener of [...listeners]) listener(method, params);
  });
  connection.onRequest(() => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: {},
  });
  const initialize = performance.now() - began;
  connection.sendNotification('initialized', {});
  const notified = (wanted) =>
    new Promise((found) => {
      const listener = (method, params) => {
        if (!wanted(method, params)) return;
        listeners.delete(listener);
        found(params);
      };
      listeners.add(listener);
    });
  const end = async () => {
    await connection.sendRequest('shutdown');
    connection.sendNotification('exit');
    await new Promise((done) => child.once('exit', done));
    connection.dispose();
  };
  return { connection, child, initialize, notified, end };
}

async function measure(count, pairs) {
  const folder = project(count, pairs);
  try {
    const { connection, child, notified, end } = await start(folder);
    const began = performance.now();
    await connection.sendRequest('switchback/projects', null);
    const read = performance.now() - began;
    const at = Math.floor(count / 2);
    const path = join(folder, 'migrations', nameOf(at, pairs ? '.up' : ''));
    const uri = pathToFileURL(path).href;
    const text = readFileSync(path, 'utf8');
    const published = () =>
      notified((method, params) => method === 'textDocument/publishDiagnostics' && params.uri === uri);
    const opened = published();
    connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'sql', version: 1, text },
    });
    await opened;
    const hover = { textDocument: { uri }, position: { line: pairs ? 0 : 1, character: 15 } };
    await connection.sendRequest('textDocument/hover', hover);
    const taken = [];
    for (let i = 0; i < edits; i++) {
      const answered = published();
      const changed = text.replace('name text', i % 2 === 0 ? `name${i} text` : `name${i} text,,`);
      const sent = performance.now();
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: i + 2 },
        contentChanges: [{ text: changed }],
      });
      await answered;
      taken.push(performance.now() - sent);
    }
    const asked = performance.now();
    await connection.sendRequest('textDocument/hover', hover);
    const hovered = performance.now() - asked;
    const memory =
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
    await end();
    return { read, taken, hovered, memory };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const ms = (value) => `${value.toFixed(1)} ms`;
const empty = project(3, false);
const initialized = [];
for (let i = 0; i < starts; i++) {
  const { initialize, end } = await start(empty);
  initialized.push(initialize);
  await end();
}
rmSync(empty, { recursive: true, force: true });
console.log(`server.js                  ${(statSync(server).size / 1e6).toFixed(2)} MB`);
console.log(
  `start to initialize        ${ms(middle(initialized))} (slowest ${ms(middle(initialized, 1))}), budget 150 ms`,
);
for (const [count, pairs] of [
  [100, false],
  [10_000, false],
  [10_000, true],
]) {
  const { read, taken, hovered, memory } = await measure(count, pairs);
  const what = `${count} ${pairs ? 'pairs' : 'files'}`.padEnd(12);
  console.log(
    `${what} read ${ms(read)}, edit to diagnostics ${ms(middle(taken))} (95th ${ms(middle(taken, 0.95))}), budget 30 ms, hover ${ms(hovered)}, ${memory.toFixed(0)} MB`,
  );
}
