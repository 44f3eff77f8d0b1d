import * as vscode from 'vscode';
import type { DocumentSelector, LanguageClientOptions, Middleware } from 'vscode-languageclient/node';
import type { InitializationOptions } from '../../../server/src/protocol.ts';
import { settingsFor } from '../settings.ts';

/** Migrations in SQL and in code (whose names begin with a version), and the configuration. */
const documents: DocumentSelector = [
  { scheme: 'file', language: 'sql' },
  { scheme: 'file', pattern: '**/[0-9]*_*.{ts,mts,js,mjs}' },
  { scheme: 'file', pattern: '**/migrate.config.json' },
];

/** What the language client is started with. */
export function clientOptions(output: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: documents,
    outputChannel: output,
    initializationOptions: (): InitializationOptions => ({
      trusted: vscode.workspace.isTrusted,
      clientCommands: true,
      passwords: true,
      // Whether to show them is asked per resource, below; whether to connect is decided here, per folder.
      settings: { codeLens: true, inlayHints: true, connectAutomatically: false },
    }),
    middleware,
  };
}

const middleware: Middleware = {
  provideCodeLenses: (document, token, next) =>
    settingsFor(document.uri).codeLens ? next(document, token) : [],
  provideInlayHints: (document, range, token, next) =>
    settingsFor(document.uri).inlayHints ? next(document, range, token) : [],
};
