import * as vscode from 'vscode';
import type { TriedFinding, TriedMigration } from '../../../server/src/protocol.ts';

/** Reports how one migration's try has ended. */
export function reportTried(run: vscode.TestRun, item: vscode.TestItem, tried: TriedMigration): void {
  const { outcome, durationMs, findings } = tried;
  for (const finding of findings) run.appendOutput(lines(finding.message), placeOf(finding), item);
  if (outcome === 'passed') run.passed(item, durationMs);
  else if (outcome === 'skipped') run.skipped(item);
  else run.failed(item, messagesOf(tried), durationMs);
}

/** Reports that a migration could not be tried at all. */
export function reportUntried(run: vscode.TestRun, items: Iterable<vscode.TestItem>, reason: string): void {
  for (const item of items) run.errored(item, new vscode.TestMessage(reason));
  run.appendOutput(lines(reason));
}

/** Terminal text: every line ends with both characters. */
export function lines(text: string): string {
  return `${text.replace(/\r?\n/g, '\r\n')}\r\n`;
}

function messagesOf({ findings, schemas }: TriedMigration): vscode.TestMessage[] {
  return findings.map((finding) => {
    const { message, code } = finding;
    const said =
      code === 'down-differs' && schemas !== null
        ? vscode.TestMessage.diff(message, schemas.before, schemas.after)
        : new vscode.TestMessage(message);
    said.location = placeOf(finding);
    return said;
  });
}

function placeOf({ uri, range: { start, end } }: TriedFinding): vscode.Location {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  return new vscode.Location(vscode.Uri.parse(uri), range);
}
