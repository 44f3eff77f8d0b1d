import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  type CancellationToken,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type {
  ClientCapabilities,
  Diagnostic,
  InitializeResult,
  PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol';
import type { InitializationOptions, Project, Requests, ServerNotifications } from '../../src/protocol.ts';

/** The built server; another build of it by MIGRATE_SERVER. */
export const program = process.env.MIGRATE_SERVER ?? resolve(import.meta.dirname, '../../../dist/server.js');

export interface ClientOptions {
  readonly initializationOptions?: InitializationOptions;
  readonly capabilities?: ClientCapabilities;
  readonly environment?: Readonly<Record<string, string>>;
  /** Program and arguments, where it is not the server's own bundle. */
  readonly command?: readonly string[];
  /** Answers the server's own requests; null otherwise. */
  readonly answer?: (method: string, params: unknown) => unknown;
}

/** A plain client on the server's standard input and output. */
export interface Client {
  readonly folder: string;
  readonly initialized: InitializeResult;
  readonly processId: number;
  request<M extends keyof Requests>(
    method: M,
    params: Requests[M]['params'],
    token?: CancellationToken,
  ): Promise<Requests[M]['result']>;
  /** A request of LSP itself. */
  ask<R = unknown>(method: string, params: unknown, token?: CancellationToken): Promise<R>;
  notify(method: string, params: unknown): void;
  uri(path: string): string;
  open(path: string, text: string): void;
  change(path: string, text: string): void;
  close(path: string): void;
  /** Writes files below the folder (null removes), and tells the server of it as a watching client does. */
  write(files: Readonly<Record<string, string | Uint8Array | null>>): void;
  /** The last diagnostics of a file. */
  diagnostics(path: string): readonly Diagnostic[];
  /** Resolves when the file's diagnostics are as wanted; they may be already. */
  until(
    path: string,
    wanted: (diagnostics: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]>;
  /** All events of runs so far. */
  readonly events: readonly ServerNotifications['switchback/event'][];
  /** What the server wrote down because it should not have happened. */
  readonly defects: readonly string[];
  /** Resolves with the first notification, from now on, that is wanted. */
  notification<T>(method: string, wanted?: (params: T) => boolean): Promise<T>;
  /** Closes the editor. The folder stays until the test ends. */
  end(): Promise<void>;
  /** The only project. */
  project(): Promise<Project>;
  /** Text of every message that the server has sent. */
  readonly received: readonly string[];
}

const deadlineMs = 60_000;

/** A server on a folder with these files. Both go with the test. */
export async function startClient(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: ClientOptions = {},
): Promise<Client> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'switchback-lsp-')));
  write(folder, files);
  const child = spawn(process.execPath, options.command ?? [program, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: '', NODE_ENV: '', MIGRATE_ENV: '', ...options.environment },
  });
  const received: string[] = [];
  const published = new Map<string, readonly Diagnostic[]>();
  const events: ServerNotifications['switchback/event'][] = [];
  const defects: string[] = [];
  const waiting = new Set<(method: string, params: unknown) => void>();
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onNotification((method, params) => {
    received.push(JSON.stringify(params));
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as unknown as PublishDiagnosticsParams;
      published.set(uri, diagnostics);
    }
    if (method === 'window/logMessage') defects.push((params as unknown as { message: string }).message);
    if (method === 'switchback/event') events.push(params as unknown as (typeof events)[number]);
    for (const look of [...waiting]) look(method, params);
  });
  connection.onRequest((method, params) => options.answer?.(method, params) ?? null);
  connection.listen();

  const ask = async <R>(method: string, params: unknown, token?: CancellationToken): Promise<R> => {
    const sending =
      token === undefined
        ? connection.sendRequest(method, params)
        : connection.sendRequest(method, params, token);
    try {
      const result = await within<unknown>(sending, `an answer to ${method}`);
      received.push(JSON.stringify(result ?? null));
      return result as R;
    } catch (error) {
      received.push(JSON.stringify([String(error), (error as { data?: unknown }).data ?? null]));
      throw error;
    }
  };
  const initialized = await ask<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: options.capabilities ?? {},
    initializationOptions: options.initializationOptions,
  });
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    await connection.sendRequest('shutdown').catch(() => undefined);
    void connection.sendNotification('exit');
    await within(ended, 'the end of the server').catch(() => child.kill('SIGKILL'));
  };
  onTestFinished(async () => {
    await end();
    connection.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
  const notify = (method: string, params: unknown) => void connection.sendNotification(method, params);
  notify('initialized', {});

  const versions = new Map<string, number>();
  const uri = (path: string) => pathToFileURL(join(folder, path)).href;
  const client: Client = {
    folder,
    initialized,
    processId: child.pid!,
    received,
    events,
    defects,
    end,
    request: (method, params, token) => ask(method, params, token),
    ask,
    notify,
    uri,
    open: (path, text) => {
      versions.set(path, 1);
      const textDocument = { uri: uri(path), languageId: 'sql', version: 1, text };
      notify('textDocument/didOpen', { textDocument });
    },
    change: (path, text) => {
      const version = versions.get(path)! + 1;
      versions.set(path, version);
      notify('textDocument/didChange', {
        textDocument: { uri: uri(path), version },
        contentChanges: [{ text }],
      });
    },
    close: (path) => notify('textDocument/didClose', { textDocument: { uri: uri(path) } }),
    write: (more) => {
      write(folder, more);
      notify('workspace/didChangeWatchedFiles', {
        changes: Object.keys(more).map((path) => ({ uri: uri(path), type: more[path] === null ? 3 : 2 })),
      });
    },
    diagnostics: (path) => published.get(uri(path)) ?? [],
    until: (path, wanted) => {
      const now = () => published.get(uri(path)) ?? [];
      if (published.has(uri(path)) && wanted(now())) return Promise.resolve(now());
      const seen = client.notification<PublishDiagnosticsParams>(
        'textDocument/publishDiagnostics',
        (params) => params.uri === uri(path) && wanted(params.diagnostics),
      );
      return seen.then(
        ({ diagnostics }) => diagnostics,
        () => {
          throw new Error(`The diagnostics of ${path} never were as wanted, but: ${JSON.stringify(now())}`);
        },
      );
    },
    notification: <T>(method: string, wanted: (params: T) => boolean = () => true) =>
      within(
        new Promise<T>((found) => {
          const look = (given: string, params: unknown) => {
            if (given !== method || !wanted(params as T)) return;
            waiting.delete(look);
            found(params as T);
          };
          waiting.add(look);
        }),
        `a notification ${method}`,
      ),
    project: async () => {
      const projects = await client.request('switchback/projects', null);
      if (projects.length !== 1) throw new Error(`There are ${projects.length} projects.`);
      return projects[0]!;
    },
  };
  return client;
}

function write(folder: string, files: Readonly<Record<string, string | Uint8Array | null>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    if (text === null) rmSync(file, { recursive: true, force: true });
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

async function within<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`There was never ${what}.`)), deadlineMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A configuration with these environments, the first one the default. */
export function configuration(environments: Readonly<Record<string, unknown>>, more: object = {}): string {
  return JSON.stringify({ defaultEnvironment: Object.keys(environments)[0], environments, ...more }, null, 2);
}

/** The `Problem` that a request was refused with. */
export async function problemOf(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await work;
  } catch (error) {
    return (error as { data: { code: string; message: string } }).data;
  }
  throw new Error('The request was not refused.');
}
