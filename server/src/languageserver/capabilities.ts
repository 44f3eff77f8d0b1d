import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import type { ClientFeatures } from './features.ts';
import { commandIds } from './handlers/commands.ts';

/** What the server announces. */
export function capabilitiesFor(features: ClientFeatures): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    hoverProvider: true,
    completionProvider: { triggerCharacters: [':', '.'] },
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    codeLensProvider: {},
    inlayHintProvider: true,
    inlineCompletionProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    // A client that has the commands itself would register them twice.
    ...(features.clientCommands ? {} : { executeCommandProvider: { commands: [...commandIds] } }),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
