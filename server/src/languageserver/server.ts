import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
} from 'vscode-languageserver';
import type { ServerRequests } from '../protocol.ts';
import { capabilitiesFor } from './capabilities.ts';
import { type AskPassword, Connections } from './connections.ts';
import type { Context } from './context.ts';
import { Checking } from './documents/checking.ts';
import { Diagnosing } from './documents/diagnosing.ts';
import { OpenDocuments } from './documents/openDocuments.ts';
import { Publisher } from './documents/publisher.ts';
import { Edits } from './edits.ts';
import { featuresOf, optionsOf, type Settings, settingsOf } from './features.ts';
import { commandHandlers } from './handlers/commands.ts';
import { editorHandlers } from './handlers/editor.ts';
import { fileHandlers } from './handlers/files.ts';
import { projectHandlers } from './handlers/projects.ts';
import { runHandlers } from './handlers/runs.ts';
import { schemaHandlers } from './handlers/schema.ts';
import { tryHandlers } from './handlers/tries.ts';
import { EngineLanes } from './host/lanes.ts';
import { readText } from './positions.ts';
import { refuse } from './problem.ts';
import type { EnvironmentState } from './projects/environment.ts';
import type { Project } from './projects/project.ts';
import { Workspace } from './projects/workspace.ts';
import { Telling } from './telling.ts';
import { pathOfUri, uriOfPath } from './uris.ts';
import { Watching } from './watching.ts';

/** Serves one client. `engine` is the program of the engine's processes. */
export function serve(connection: Connection, engine: string): void {
  connection.onInitialize((params) => {
    const server = createServer(connection, engine, params);
    connection.onInitialized(server.begin);
    connection.onShutdown(server.end);
    connection.onExit(server.end);
    return {
      capabilities: capabilitiesFor(server.context.features),
      serverInfo: { name: 'switchback' },
    };
  });
  process.on('uncaughtException', (error) => report(connection, error));
  process.on('unhandledRejection', (error) => report(connection, error));
  connection.listen();
}

/** A defect must not end the server: it is written down, and the next request is served. */
function report(connection: Connection, error: unknown): void {
  connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

function createServer(connection: Connection, engine: string, params: InitializeParams) {
  const options = optionsOf(params.initializationOptions);
  const features = featuresOf(params);
  let settings: Settings = settingsOf(options.settings);
  const documents = new OpenDocuments();
  const lanes = new EngineLanes(engine);
  const telling = new Telling(connection, features);
  let isReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });

  const workspace = new Workspace(documents, {
    projectsChanged() {
      diagnosing.sweep();
      telling.changed(null, 'projects');
      void watching.follow(workspace.folders, workspace.projects);
      connectWanted();
    },
    filesChanged(project, change) {
      if (change.reach === 'file') diagnosing.file(change.path);
      else diagnosing.project(project);
      checking.project(project);
      telling.changed(project.id, 'files');
    },
    configurationRead: (project) => diagnosing.configuration(project),
  });
  const uriOf = (path: string) => documents.get(path)?.uri ?? uriOfPath(path);
  const textOf = (path: string) => {
    const open = documents.get(path);
    if (open !== null) return readText(open.raw);
    const read = workspace.projectOf(path)?.directory.source(path)?.content?.text;
    return { text: read ?? workspace.configurationText(path) ?? '', marked: false };
  };
  const publisher = new Publisher(connection);
  const checking = new Checking(workspace, documents, lanes, textOf, {
    found: (path) => diagnosing.file(path),
    measured: () => telling.hints(),
    untried: ({ id: project }, message) => context.notify('switchback/untried', { project, message }),
  });
  const diagnosing = new Diagnosing(workspace, documents, publisher, textOf, uriOf, (path) =>
    checking.of(path),
  );
  const watching = new Watching(connection, features.watching, (paths) => void workspace.filesChanged(paths));

  const ask: AskPassword = (question) =>
    connection.sendRequest<ServerRequests['switchback/password']['result']>('switchback/password', question);
  const historyTold = (project: Project, state: EnvironmentState, what: 'history' | 'connection') => {
    if (project.state === state) {
      project.historyChanged();
      diagnosing.project(project);
      checking.project(project);
    }
    telling.changed(project.id, what);
  };
  const connections = new Connections(lanes, features.passwords ? ask : null, {
    connectionChanged: (project, state) => historyTold(project, state, 'connection'),
    historyChanged: (project, state) => historyTold(project, state, 'history'),
    rowsRead: (project, state) => {
      if (project.state === state) telling.hints();
    },
  });

  const edits = new Edits((path) => {
    const document = documents.get(path);
    if (document === null) return;
    const { text } = readText(document.raw);
    const configured = workspace.configuredBy(path);
    if (configured !== null) void workspace.reload(configured);
    const project = workspace.projectOf(path);
    if (project === null) return;
    const change = project.textChanged(path, text);
    diagnosing.file(path);
    checking.file(path);
    if (change.reach === 'directory') diagnosing.project(project);
  });
  documents.listen(connection, {
    changed: ({ path }) => edits.add(path),
    saved: (path) => void workspace.filesChanged([path]),
    closed(path) {
      edits.remove(path);
      checking.closed(path);
      const project = workspace.projectOf(path);
      if (project !== null && project.textClosed(path).reach === 'directory') diagnosing.project(project);
      diagnosing.file(path);
      const configured = workspace.configuredBy(path);
      if (configured !== null) void workspace.reload(configured);
    },
  });

  const context: Context = {
    ...{ connection, features, workspace, documents, connections, lanes, ready, textOf, uriOf },
    measured: (path) => checking.measured(path),
    flush: () => edits.now(),
    pathOf: pathOfUri,
    projectOf: (id) =>
      workspace.project(id) ?? refuse('config-missing', 'There is no such project any more.'),
    environmentOf(project, name) {
      const wanted = name ?? project.active;
      if (wanted === null)
        refuse(
          'unknown-environment',
          'No environment is chosen.',
          'Choose one, or set "defaultEnvironment".',
        );
      return (
        project.environments.get(wanted) ??
        refuse('unknown-environment', `There is no environment "${wanted}".`)
      );
    },
    notify: (method, notification) => void connection.sendNotification(method, notification),
  };

  /** What the setting asks to connect by itself, once each, and never to production. */
  const tried = new WeakSet<EnvironmentState>();
  function connectWanted(): void {
    if (!settings.connectAutomatically || !workspace.trusted) return;
    for (const project of workspace.projects) {
      const { state } = project;
      if (state === null || state.production || tried.has(state) || state.connection !== 'disconnected')
        continue;
      tried.add(state);
      void connections.connect(project, state);
    }
  }

  function* watched(): Generator<readonly [Project, EnvironmentState]> {
    for (const pair of workspace.environments()) {
      const [, { connection: state, problem }] = pair;
      // A database that went away may come back; a wrong password does not get better by itself.
      if (state === 'connected' || (state === 'failed' && problem?.code !== 'authentication-failed'))
        yield pair;
    }
  }

  async function begin(): Promise<void> {
    workspace.trusted = options.trusted ?? true;
    workspace.folders = foldersOf(params);
    if (features.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        const left = workspace.folders.filter((folder) => !gone.has(uriOfPath(folder)));
        workspace.folders = [...left, ...added.flatMap(({ uri }) => pathOfUri(uri) ?? [])];
        void workspace.discover();
      });
    }
    if (features.configuration)
      void connection.client.register(DidChangeConfigurationNotification.type, undefined);
    connections.watch(settings.refreshInterval, watched);
    try {
      await workspace.discover();
    } finally {
      isReady();
    }
    edits.now();
  }

  connection.onNotification('switchback/trust', ({ trusted }: { trusted: boolean }) => {
    workspace.trusted = trusted === true;
    for (const project of workspace.projects) {
      if (!workspace.trusted)
        for (const state of project.environments.values()) connections.disconnect(project, state);
      project.historyChanged();
      diagnosing.project(project);
      checking.project(project);
    }
    telling.changed(null, 'projects');
    connectWanted();
  });
  connection.onDidChangeConfiguration(({ settings: given }) => {
    const own = (given as { migrate?: unknown } | null)?.migrate;
    settings = settingsOf(own, settings);
    connections.watch(settings.refreshInterval, watched);
    telling.changed(null, 'projects');
    connectWanted();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    void workspace.filesChanged(changes.flatMap(({ uri }) => pathOfUri(uri) ?? []));
  });

  editorHandlers(context, () => settings);
  projectHandlers(context);
  runHandlers(context);
  schemaHandlers(context);
  fileHandlers(context);
  tryHandlers(context);
  if (!features.clientCommands) commandHandlers(context);

  function end(): void {
    connections.end();
    watching.stop();
    checking.end();
    telling.stop();
  }

  return { context, begin, end };
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
  return uris.flatMap((uri) => pathOfUri(uri) ?? []);
}
