import * as vscode from 'vscode';

/** Milliseconds that nobody needs to be shown anything for. */
const glance = 500;

/**
 * Does work that can be cancelled. What takes longer than a glance is shown as a notification with the last message that
 * `say` was called with; what is quicker leaves none behind that stands there after the work is done.
 */
export async function lasting<T>(
  title: string,
  work: (say: (message: string) => void, token: vscode.CancellationToken) => Promise<T>,
): Promise<T> {
  const source = new vscode.CancellationTokenSource();
  let last: string | undefined;
  let shown: vscode.Progress<{ message: string }> | undefined;
  const working = work((message) => {
    last = message;
    shown?.report({ message });
  }, source.token);
  const ended = working.then(
    () => undefined,
    () => undefined,
  );
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    void vscode.window.withProgress(options, (progress: NonNullable<typeof shown>, token) => {
      shown = progress;
      if (last !== undefined) progress.report({ message: last });
      token.onCancellationRequested(() => source.cancel());
      return ended;
    });
  }, glance);
  try {
    return await working;
  } finally {
    clearTimeout(timer);
    source.dispose();
  }
}
