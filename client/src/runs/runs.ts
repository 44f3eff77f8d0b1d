import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { RunParams, RunRequest, RunResult } from '../../../server/src/protocol.ts';
import type { Server } from '../languageclient/server.ts';
import { logEvent } from './eventLog.ts';
import { lasting } from './lasting.ts';
import { progressOf } from './progress.ts';

/** What the user saw and typed before a run. */
export interface Consent {
  readonly confirm?: string;
  readonly token?: string;
}

/** Runs migrations, one at a time per project. */
export interface Runs extends vscode.Disposable {
  /** Whether something runs in this project, or in any. */
  isBusy(project?: string): boolean;
  readonly onDidChange: vscode.Event<void>;
  /**
   * Runs with progress that can be cancelled, and logs what happens. A failure is in the result.
   * @throws ServerProblem when the language server could not even begin.
   */
  run(title: string, request: RunRequest, consent: Consent): Promise<RunResult>;
}

export function runsOn(server: Server, output: vscode.LogOutputChannel): Runs {
  const changed = new vscode.EventEmitter<void>();
  const busy = new Set<string>();

  async function perform(title: string, request: RunRequest, consent: Consent): Promise<RunResult> {
    const run = randomUUID();
    // A token of our own: the progress is shown here, and the language server need not show it again.
    const params: RunParams = { ...request, ...consent, run, workDoneToken: run };
    output.info(`$ ${await server.request('switchback/commandLine', request)}`);
    const result = await lasting(title, async (say, token) => {
      const show = progressOf(say);
      const events = server.onEvent(({ run: other, event }) => {
        if (other !== run) return;
        logEvent(output, event);
        show(event);
      });
      const cancelling = token.onCancellationRequested(() => say(vscode.l10n.t('cancelling…')));
      try {
        return await server.request('switchback/run', params, token);
      } finally {
        events.dispose();
        cancelling.dispose();
      }
    });
    for (const warning of result.warnings) output.warn(warning);
    output.info(result.summary);
    return result;
  }

  return {
    isBusy: (project) => (project === undefined ? busy.size > 0 : busy.has(project)),
    onDidChange: changed.event,
    async run(title, request, consent) {
      busy.add(request.project);
      changed.fire();
      try {
        return await perform(title, request, consent);
      } finally {
        busy.delete(request.project);
        changed.fire();
      }
    },
    dispose: () => changed.dispose(),
  };
}
