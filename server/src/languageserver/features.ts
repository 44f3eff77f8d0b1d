import type { InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions, ServerSettings } from '../protocol.ts';

/** What the client can do and wants, as far as it matters here. */
export interface ClientFeatures {
  readonly clientCommands: boolean;
  readonly passwords: boolean;
  /** Files can be created and renamed in edits. */
  readonly fileEdits: boolean;
  readonly workDoneProgress: boolean;
  readonly watching: 'relative' | 'globs' | 'none';
  readonly codeLensRefresh: boolean;
  readonly inlayHintRefresh: boolean;
  readonly workspaceFolders: boolean;
  /** It can be asked for the settings of one file, and tells when they change. */
  readonly configuration: boolean;
  readonly hierarchicalSymbols: boolean;
}

export function featuresOf({ capabilities, initializationOptions }: InitializeParams): ClientFeatures {
  const options = optionsOf(initializationOptions);
  const { workspace, window, textDocument } = capabilities;
  const watched = workspace?.didChangeWatchedFiles;
  const operations = workspace?.workspaceEdit?.resourceOperations ?? [];
  return {
    clientCommands: options.clientCommands ?? false,
    passwords: options.passwords ?? false,
    fileEdits:
      workspace?.workspaceEdit?.documentChanges === true &&
      operations.includes('create') &&
      operations.includes('rename'),
    workDoneProgress: window?.workDoneProgress ?? false,
    watching:
      watched?.dynamicRegistration !== true
        ? 'none'
        : watched.relativePatternSupport === true
          ? 'relative'
          : 'globs',
    codeLensRefresh: workspace?.codeLens?.refreshSupport ?? false,
    inlayHintRefresh: workspace?.inlayHint?.refreshSupport ?? false,
    configuration:
      workspace?.configuration === true && workspace.didChangeConfiguration?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders ?? false,
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport ?? false,
  };
}

/** A plain editor may send anything here. */
export function optionsOf(value: unknown): InitializationOptions {
  return typeof value === 'object' && value !== null ? (value as InitializationOptions) : {};
}

export type Settings = Required<ServerSettings>;

const defaults: Settings = {
  codeLens: true,
  inlayHints: true,
  hazardRows: 100_000,
  connectAutomatically: false,
  refreshInterval: 10,
};

/** Settings as they hold; what is missing or of another kind is as it was. */
export function settingsOf(value: unknown, before: Settings = defaults): Settings {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Partial<
    Record<keyof Settings, unknown>
  >;
  const flag = (key: 'codeLens' | 'inlayHints' | 'connectAutomatically') => {
    const one = given[key];
    return typeof one === 'boolean' ? one : before[key];
  };
  const number = (key: 'refreshInterval' | 'hazardRows', most: number) => {
    const one = given[key];
    return typeof one === 'number' && one >= 0 && one <= most ? one : before[key];
  };
  return {
    codeLens: flag('codeLens'),
    inlayHints: flag('inlayHints'),
    connectAutomatically: flag('connectAutomatically'),
    hazardRows: number('hazardRows', Number.MAX_SAFE_INTEGER),
    refreshInterval: number('refreshInterval', 86_400),
  };
}
