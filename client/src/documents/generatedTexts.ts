import * as vscode from 'vscode';
import type { Diff, Direction } from '../../../server/src/protocol.ts';
import { detailsOf, schemes } from './uris.ts';

/** A generated migration that is being looked at and may be saved. */
export interface Generated {
  readonly project: string;
  readonly files: Diff['files'];
}

/** Generated migrations by a number of their own, for as long as a document shows them. */
export interface GeneratedTexts extends vscode.Disposable {
  add(generated: Generated): string;
  get(id: string): Generated | undefined;
  /** What is in no file yet and would be gone: a text that says so. */
  text(id: string, direction: Direction): string;
}

export function generatedTexts(): GeneratedTexts {
  const kept = new Map<string, Generated>();
  let last = 0;
  const closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
    if (uri.scheme !== schemes.generated) return;
    const { id } = detailsOf(uri, schemes.generated);
    const open = vscode.workspace.textDocuments.some(
      (other) => other.uri.scheme === schemes.generated && detailsOf(other.uri, schemes.generated).id === id,
    );
    if (!open) kept.delete(id);
  });
  return {
    add(generated) {
      last += 1;
      kept.set(String(last), generated);
      return String(last);
    },
    get: (id) => kept.get(id),
    text(id, direction) {
      const generated = kept.get(id);
      if (generated === undefined) return `-- ${vscode.l10n.t('This was not saved. Generate it again.')}\n`;
      return generated.files.map((file) => file[direction]).join('\n');
    },
    dispose: () => closing.dispose(),
  };
}
