import { CodeLensRefreshRequest, type Connection, InlayHintRefreshRequest } from 'vscode-languageserver';
import type { ServerNotifications } from '../protocol.ts';
import type { ClientFeatures } from './features.ts';

type Changed = ServerNotifications['switchback/changed'];

/** Milliseconds in which changes are told as one. */
const together = 40;

/** Tells the client that something has changed, several changes in a row once. */
export class Telling {
  readonly #connection: Connection;
  readonly #features: ClientFeatures;
  readonly #waiting = new Map<string, Changed>();
  #timer: NodeJS.Timeout | undefined;

  constructor(connection: Connection, features: ClientFeatures) {
    this.#connection = connection;
    this.#features = features;
  }

  changed(project: string | null, what: Changed['what']): void {
    this.#waiting.set(JSON.stringify([project, what]), { project, what });
    this.#timer ??= setTimeout(() => this.#tell(), together);
  }

  /** What hints say is another than before. */
  hints(): void {
    if (this.#features.inlayHintRefresh) this.#ask(InlayHintRefreshRequest.method);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  #tell(): void {
    this.#timer = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const change of waiting) void this.#connection.sendNotification('switchback/changed', change);
    // What lenses and hints say hangs on all of these.
    if (this.#features.codeLensRefresh) this.#ask(CodeLensRefreshRequest.method);
    this.hints();
  }

  #ask(method: string): void {
    this.#connection.sendRequest(method).catch(() => undefined);
  }
}
