import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { ServerNotifications } from '../../../server/src/protocol.ts';
import type { Passwords } from '../connections/passwords.ts';
import { problemOf, ServerProblem } from '../problems/serverProblem.ts';
import { clientOptions } from './clientOptions.ts';
import type { Server } from './server.ts';

/** A `Server` with its life. */
export interface LanguageServer extends Server {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The language server in `dist/server.js`; it runs once `start` is called. */
export function languageServer(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  passwords: Passwords,
): LanguageServer {
  const module = context.asAbsolutePath('dist/server.js');
  const run = { module, transport: TransportKind.ipc };
  const client = new LanguageClient('migrate', 'Switchback', { run, debug: run }, clientOptions(output));
  const changed = new vscode.EventEmitter<ServerNotifications['switchback/changed']>();
  const event = new vscode.EventEmitter<ServerNotifications['switchback/event']>();
  const tried = new vscode.EventEmitter<ServerNotifications['switchback/tried']>();
  const untried = new vscode.EventEmitter<ServerNotifications['switchback/untried']>();
  context.subscriptions.push(
    changed,
    event,
    tried,
    untried,
    client.onNotification('switchback/changed', (params) => changed.fire(params)),
    client.onNotification('switchback/event', (params) => event.fire(params)),
    client.onNotification('switchback/tried', (params) => tried.fire(params)),
    client.onNotification('switchback/untried', (params) => untried.fire(params)),
    client.onRequest('switchback/password', (params) => passwords.ask(params)),
  );

  return {
    onChanged: changed.event,
    onEvent: event.event,
    onTried: tried.event,
    onUntried: untried.event,
    start: () => client.start(),
    stop: () => (client.needsStop() ? client.stop() : Promise.resolve()),
    restart: () => client.restart(),
    notify: (method, params) => client.sendNotification(method, params),
    async request(method, params, token) {
      try {
        return await client.sendRequest(method, params, token);
      } catch (error) {
        const problem = problemOf(error);
        throw problem === null ? error : new ServerProblem(problem);
      }
    },
  };
}
