import type { Connection } from 'vscode-languageserver';
import type { MeasuredStatement } from '../engine/index.ts';
import type { ServerNotifications } from '../protocol.ts';
import type { Connections } from './connections.ts';
import type { OpenDocuments } from './documents/openDocuments.ts';
import type { ClientFeatures } from './features.ts';
import type { EngineLanes } from './host/lanes.ts';
import type { ReadText } from './positions.ts';
import type { EnvironmentState } from './projects/environment.ts';
import type { Project } from './projects/project.ts';
import type { Workspace } from './projects/workspace.ts';

/** What request handlers work with. */
export interface Context {
  readonly connection: Connection;
  readonly features: ClientFeatures;
  readonly workspace: Workspace;
  readonly documents: OpenDocuments;
  readonly connections: Connections;
  /** Takes in edits that have not been yet, so that an answer is about the text as it is. */
  flush(): void;
  /** Resolves once the workspace has been read for the first time. */
  readonly ready: Promise<void>;
  /** A file's text: of the open document, else as it was read. */
  textOf(path: string): ReadText;
  /** What the statements of a file's up took when it was tried last. */
  measured(path: string): readonly MeasuredStatement[];
  /** A path's URI, as the client writes it where it has the file open. */
  uriOf(path: string): string;
  /** Null for what is no file of this machine. */
  pathOf(uri: string): string | null;
  readonly lanes: EngineLanes;
  /** Throws a problem for an unknown one. */
  projectOf(id: string): Project;
  /** The named environment, or the active one; throws a problem when there is none. */
  environmentOf(project: Project, name: string | null): EnvironmentState;
  notify<M extends keyof ServerNotifications>(method: M, params: ServerNotifications[M]): void;
}
