import * as vscode from 'vscode';
import type { Problem } from '../../../server/src/protocol.ts';

/** A way out that a message offers beside the place and the log. */
export interface Remedy {
  /** It takes something away: it does not stand first, where one clicks without reading. */
  readonly grave?: boolean;
  readonly title: string;
  readonly run: () => unknown;
}

/** Whole in the log; in a message its beginning is enough to tell two apart. */
const checksum = /\b[0-9a-f]{64}\b/g;
const commandLine = /`migrate |\s--\w/;

/** What the engine calls an act that the user ended. */
export const cancelled = 'cancelled';

/**
 * Tells a problem in one message, with its remedies, its place and the log behind buttons, and writes all of it to the
 * log. Does not wait for the user.
 */
export function showProblem(
  output: vscode.LogOutputChannel,
  problem: Problem,
  remedies: readonly Remedy[] = [],
): void {
  logProblem(output, problem);
  if (problem.code === cancelled) {
    vscode.window.setStatusBarMessage(problem.message, 10_000);
    return;
  }
  const open = { title: vscode.l10n.t('Open File'), run: () => openPlace(problem) };
  const choices: readonly Remedy[] = [
    ...remedies.filter(({ grave }) => grave !== true),
    // Where there are several ways out, they lead to the file as well.
    ...(problem.uri === null || remedies.length > 2 ? [] : [open]),
    { title: vscode.l10n.t('Show Log'), run: () => output.show() },
    ...remedies.filter(({ grave }) => grave === true),
  ];
  void vscode.window
    .showErrorMessage(sentence(problem, remedies.length > 0), ...choices.map(({ title }) => title))
    .then((chosen) => choices.find(({ title }) => title === chosen)?.run());
}

/** Opens the file that a problem names, at its line. */
export async function openPlace(problem: Problem): Promise<void> {
  if (problem.uri === null) return;
  const line = Math.max(0, (problem.line ?? 1) - 1);
  await vscode.window.showTextDocument(vscode.Uri.parse(problem.uri), {
    selection: new vscode.Range(line, 0, line, 0),
  });
}

/**
 * The problem in words: where, what happened, what the database said unless that is in it, what to do. With `buttons`, what
 * to do on the command line is left out: it is one click away.
 */
export function sentence(problem: Problem, buttons = false): string {
  const { database, others } = problem;
  const message = problem.message.replace(checksum, (all) => `${all.slice(0, 8)}…`);
  const hint = buttons && commandLine.test(problem.hint ?? '') ? null : problem.hint;
  const parts = [`${placeBefore(problem)}${message}`];
  if (database !== null && !message.includes(database.message)) parts.push(database.message);
  if (hint !== null) parts.push(hint);
  if (others.length > 0) parts.push(vscode.l10n.t('{0} more in the log.', others.length));
  return parts.map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`)).join(' ');
}

/** The file and line, where the message does not say itself of which migration it speaks. */
function placeBefore({ message, uri, line, version }: Problem): string {
  if (uri === null || (version !== null && message.includes(version))) return '';
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  return message.includes(name) ? '' : `${name}${line === null ? '' : `:${line}`}: `;
}

/** Writes a problem and those beside it to the log. */
export function logProblem(output: vscode.LogOutputChannel, problem: Problem): void {
  const { code, message, database, hint, uri, line, statement } = problem;
  output.error(`${message} [${code}]`);
  if (uri !== null) output.error(`  ${vscode.Uri.parse(uri).fsPath}${line === null ? '' : `:${line}`}`);
  if (statement !== null) for (const text of statement.split('\n')) output.error(`  | ${text}`);
  if (database !== null) {
    output.error(`  ${[database.code, database.message].filter((part) => part !== '').join(' ')}`);
    if (database.detail !== null) output.error(`  ${database.detail}`);
    if (database.hint !== null && database.hint !== hint) output.error(`  ${database.hint}`);
  }
  if (hint !== null) output.error(`  ${hint}`);
  for (const other of problem.others) logProblem(output, other);
}
