import type * as vscode from 'vscode';
import type { ClientNotifications, Requests, ServerNotifications } from '../../../server/src/protocol.ts';

/** The language server, as the rest of the extension sees it. */
export interface Server {
  /**
   * Asks the language server, once it runs.
   * @throws ServerProblem when it says why it cannot serve the request.
   */
  request<Method extends keyof Requests>(
    method: Method,
    params: Requests[Method]['params'],
    token?: vscode.CancellationToken,
  ): Promise<Requests[Method]['result']>;
  notify<Method extends keyof ClientNotifications>(
    method: Method,
    params: ClientNotifications[Method],
  ): Promise<void>;
  readonly onChanged: vscode.Event<ServerNotifications['switchback/changed']>;
  readonly onEvent: vscode.Event<ServerNotifications['switchback/event']>;
  readonly onTried: vscode.Event<ServerNotifications['switchback/tried']>;
  readonly onUntried: vscode.Event<ServerNotifications['switchback/untried']>;
  /** Ends it and starts it anew. */
  restart(): Promise<void>;
}
